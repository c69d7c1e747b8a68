package dev.latchkey;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Event;
import dev.latchkey.event.Listener;
import dev.latchkey.provider.Profile;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.session.ClaimSource;
import dev.latchkey.session.SessionSettings;
import dev.latchkey.session.StoreFailure;
import dev.latchkey.token.ClaimPlaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions as the settings describe them.
 *
 * @param settings how they are kept
 * @param isInMemory whether they are in this process; else the browser keeps them
 * @param memorySize how many fit into memory, or how many ended ones are remembered there
 */
record SessionPlan(SessionSettings settings, boolean isInMemory, int memorySize) {

  private static final Duration LONGEST = Duration.ofDays(400);
  private static final int MOST_IN_MEMORY = 100_000_000;

  static SessionPlan read(
      SettingValues values, CookiePlan cookies, ProviderPlan provider, ClaimPlaces places) {
    SettingValues shared = values.application();
    Duration maxAge = shared.duration(Setting.SESSION_MAX_AGE, LONGEST);
    SessionSettings settings =
        new SessionSettings(
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
    boolean inMemory =
        shared.choice(Setting.SESSION_STORE, Map.of("cookie", false, "memory", true));
    int size = shared.number(Setting.SESSION_MEMORY_SIZE, 1, MOST_IN_MEMORY);
    return new SessionPlan(settings, inMemory, size);
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

  /** Makes the store in this process; empty where the browser keeps sessions whole. */
  Optional<SealedStore> memory(Ticker elapsed, Listener listener) {
    Event full =
        Event.of(
            Event.Kind.SESSION_OVER,
            "the store is full, so the session that was used least recently had to go; raise"
                + " session.memory-size");
    return isInMemory
        ? Optional.of(new MemoryStore(memorySize, elapsed, () -> listener.on(full)))
        : Optional.empty();
  }

  /** Makes the memory of sessions in cookies that have ended. */
  SealedStore ended(Ticker elapsed, Listener listener) {
    Event full =
        Event.of(
            Event.Kind.WARNING,
            "as many ended sessions as session.memory-size says are remembered, so one had to be"
                + " forgotten: a copy of its cookie counts again");
    return new MemoryStore(memorySize, elapsed, () -> listener.on(full));
  }
}
