package dev.latchkey;

import dev.latchkey.http.Surroundings;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyAddress;
import dev.latchkey.keys.KeyFile;
import dev.latchkey.keys.KeySettings;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.RemoteKeys;
import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.provider.Profile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a provider's keys come from, as the settings say it; from where it says itself, when all
 * are empty.
 *
 * @param addresses key sets to fetch
 * @param file keys in a file
 * @param inline keys that stand in the settings
 * @param settings how they are kept
 */
record KeyPlan(
    List<URI> addresses, Optional<KeyFile> file, Optional<String> inline, KeySettings settings) {

  private static final List<Setting> PLACES =
      List.of(Setting.JWKS_URI, Setting.JWKS_FILE, Setting.JWKS, Setting.PUBLIC_KEY_FILE);

  static KeyPlan read(
      SettingValues values, Problems problems, RemoteAddresses remote, Profile profile) {
    checkOnePlace(values, problems);
    return new KeyPlan(
        remote.each(Setting.JWKS_URI),
        file(values),
        values.read(Setting.JWKS, KeyPlan::checked),
        settings(values).headers(ProfilePlan.jwksHeaders(values, problems, profile)));
  }

  private static void checkOnePlace(SettingValues values, Problems problems) {
    List<String> set = new ArrayList<>();
    for (Setting each : PLACES) {
      if (values.has(each)) {
        set.add(problems.key(each));
      }
    }
    if (set.size() > 1) {
      problems.add(
          String.join(" and ", set) + " are set; keys come from one place, so remove all but one");
    }
  }

  /** Reads the file once, so that a bad one stops the start. */
  private static Optional<KeyFile> file(SettingValues values) {
    return values.has(Setting.JWKS_FILE)
        ? values.read(Setting.JWKS_FILE, path -> readable(KeyFile.jwks(Path.of(path))))
        : values.read(Setting.PUBLIC_KEY_FILE, path -> readable(KeyFile.pem(Path.of(path))));
  }

  private static KeyFile readable(KeyFile file) {
    file.read();
    return file;
  }

  private static String checked(String json) {
    inline(json, SignatureProvider.jdk());
    return json;
  }

  private static FixedKeys inline(String json, SignatureProvider signatures) {
    return FixedKeys.fromJwks(json.getBytes(StandardCharsets.UTF_8), signatures).orRefuse();
  }

  private static KeySettings settings(SettingValues values) {
    return KeySettings.standard()
        .refresh(values.duration(Setting.JWKS_REFRESH, Duration.ofDays(1)))
        .coolDown(values.duration(Setting.JWKS_COOL_DOWN, Duration.ofHours(1)))
        .maxStale(values.duration(Setting.JWKS_MAX_STALE, Duration.ZERO, Duration.ofDays(7)))
        .waitLimit(values.duration(Setting.HTTP_TIMEOUT, Duration.ofMinutes(1)));
  }

  /** Tells whether the settings say where the keys are, whatever the provider says. */
  boolean isConfigured() {
    return !addresses.isEmpty() || file.isPresent() || inline.isPresent();
  }

  /** Makes the keys; they are closed with the rest. */
  KeySource keys(
      String issuer,
      KeyAddress discovered,
      Surroundings surroundings,
      ConnectedIssuer.Shared shared) {
    if (inline.isPresent()) {
      return inline(inline.get(), shared.signatures());
    }
    KeySettings kept = settings.signatures(shared.signatures());
    return shared
        .closeables()
        .add(
            file.isPresent()
                ? RemoteKeys.inFile(issuer, file.get(), kept, surroundings)
                : new RemoteKeys(issuer, keyAddresses(discovered), kept, surroundings));
  }

  private List<KeyAddress> keyAddresses(KeyAddress discovered) {
    return addresses.isEmpty()
        ? List.of(discovered)
        : addresses.stream().map(KeyAddress::of).toList();
  }
}
