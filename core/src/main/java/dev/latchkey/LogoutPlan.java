package dev.latchkey;

import dev.latchkey.gate.LogoutSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Signing out as the settings describe it. */
final class LogoutPlan {

  private static final String OFF = "off";

  private LogoutPlan() {}

  /**
   * Reads where sessions end.
   *
   * @param store where sessions are kept
   */
  static LogoutSettings read(SettingValues values, URI baseUrl, String issuer, StorePlan store) {
    return new LogoutSettings(
        landings(values, baseUrl),
        backChannel(values, store.keepsSessions() || store.sharesEnds()),
        frontChannel(values, store.keepsSessions()),
        values.path(Setting.SESSION_PATH),
        URI.create(issuer));
  }

  static boolean demandsExp(SettingValues values) {
    return values.choice(
        Setting.BACK_CHANNEL_LOGOUT_EXP, Map.of("optional", false, "required", true));
  }

  private static Map<String, URI> landings(SettingValues values, URI baseUrl) {
    Map<String, URI> landings = new LinkedHashMap<>();
    for (String word : values.words(Setting.AFTER_LOGOUT_URL)) {
      URI landing =
          word.startsWith("/")
              ? URI.create(baseUrl + values.path(Setting.AFTER_LOGOUT_URL, word))
              : values.address(Setting.AFTER_LOGOUT_URL, word).orElse(baseUrl);
      landings.put(word, landing);
    }
    return landings;
  }

  private static Optional<String> backChannel(SettingValues values, boolean heard) {
    Optional<String> path =
        path(values, Setting.BACK_CHANNEL_LOGOUT_PATH, heard, "/oidc/backchannel-logout");
    if (path.isPresent() && !heard) {
      values
          .problems()
          .warn(
              "sessions are in cookies, so that they have ended is remembered by this process alone,"
                  + " until it restarts; with several nodes, use a store, or"
                  + " session.revocation-store=redis");
    }
    return path;
  }

  private static Optional<String> frontChannel(SettingValues values, boolean stored) {
    boolean set =
        values.set(Setting.FRONT_CHANNEL_LOGOUT_PATH).filter(text -> !text.equals(OFF)).isPresent();
    if (set && !stored) {
      values
          .problems()
          .add(
              Setting.FRONT_CHANNEL_LOGOUT_PATH,
              "is set, but sessions are in cookies, which browsers do not send with a frame of"
                  + " another site; set session.store=memory, or leave it out");
    }
    return path(values, Setting.FRONT_CHANNEL_LOGOUT_PATH, stored, "/oidc/frontchannel-logout");
  }

  private static Optional<String> path(
      SettingValues values, Setting setting, boolean stored, String standard) {
    String text = values.set(setting).orElse(stored ? values.standardPath(standard) : OFF);
    return text.equals(OFF) ? Optional.empty() : Optional.of(values.path(setting, text));
  }
}
