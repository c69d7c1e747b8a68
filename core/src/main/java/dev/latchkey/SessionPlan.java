package dev.latchkey;

import dev.latchkey.provider.Profile;
import dev.latchkey.session.ClaimSource;
import dev.latchkey.session.SessionSettings;
import dev.latchkey.session.StoreFailure;
import dev.latchkey.token.ClaimPlaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sessions as the settings describe them, wherever they are kept. */
final class SessionPlan {

  private static final Duration LONGEST = Duration.ofDays(400);

  private SessionPlan() {}

  static SessionSettings read(
      SettingValues values, CookiePlan cookies, ProviderPlan provider, ClaimPlaces places) {
    SettingValues shared = values.application();
    Duration maxAge = shared.duration(Setting.SESSION_MAX_AGE, LONGEST);
    return new SessionSettings(
        provider.names(),
        cookies.name(),
        cookies.session(),
        maxAge,
        shared
            .durationOrOff(Setting.SESSION_IDLE_TIMEOUT, Duration.ofSeconds(10), LONGEST)
            .orElse(maxAge),
        shared.choice(Setting.SESSION_PERSISTENT, Map.of("true", true, "false", false)),
        shared.choice(Setting.SESSION_KEEP, Map.of("all", true, "none", false)),
        shared.durationUnless(
            "never", Setting.SESSION_REFRESH_BEFORE, Duration.ZERO, Duration.ofHours(1)),
        shared.choice(
            Setting.SESSION_ON_STORE_FAILURE,
            Map.of("unavailable", StoreFailure.UNAVAILABLE, "login", StoreFailure.LOGIN)),
        places,
        sources(values, provider.profile()));
  }

  private static List<ClaimSource> sources(SettingValues values, Profile profile) {
    List<String> named = values.words(Setting.CLAIMS_SOURCES);
    List<String> words = named.isEmpty() ? profile.claimsSources() : named;
    List<ClaimSource> read =
        new ArrayList<>(values.each(Setting.CLAIMS_SOURCES, words, ClaimSource::named));
    boolean asked = LoginPlan.asksUserInfo(values);
    if (named.isEmpty() && asked) {
      read.add(ClaimSource.USERINFO);
    }
    if (read.contains(ClaimSource.USERINFO) != asked) {
      values
          .problems()
          .add(
              Setting.CLAIMS_SOURCES,
              asked
                  ? "does not name userinfo, but userinfo=at-login asks for it; name it, or do not"
                      + " ask"
                  : "names userinfo, which nobody asks for; set userinfo=at-login");
    }
    return read.isEmpty() ? List.of(ClaimSource.ID_TOKEN) : read;
  }
}
