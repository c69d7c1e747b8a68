package dev.latchkey;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Event;
import dev.latchkey.event.Listener;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.SealedStoreKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings want sessions to be kept, and to be remembered which of those in cookies have
 * ended.
 *
 * @param sessions {@code cookie}, {@code memory}, or a kind that a jar brings along
 * @param ended {@code memory} or such a kind; counts for sessions in cookies
 * @param memorySize how many fit into memory
 * @param kind what was brought along; {@code null} where it is not used
 * @param ofKind its settings
 * @param isOwn whether the application brings a store, so that the others do not count
 */
record StorePlan(
    String sessions,
    String ended,
    int memorySize,
    @Nullable SealedStoreKind kind,
    Map<String, String> ofKind,
    boolean isOwn) {

  private static final String COOKIE = "cookie";
  private static final String MEMORY = "memory";
  private static final String REDIS = "redis";
  private static final Set<Setting> REDIS_SETTINGS =
      EnumSet.of(
          Setting.REDIS_URI,
          Setting.REDIS_URI_FILE,
          Setting.REDIS_NAMESPACE,
          Setting.REDIS_TIMEOUT,
          Setting.REDIS_NEAR_CACHE,
          Setting.REDIS_TRUST_STORE);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int MOST_IN_MEMORY = 100_000_000;

  static StorePlan read(SettingValues values, boolean isOwn) {
    String sessions = word(values, Setting.SESSION_STORE, List.of(COOKIE, MEMORY, REDIS));
    String ended = word(values, Setting.SESSION_REVOCATION_STORE, List.of(MEMORY, REDIS));
    int size = values.number(Setting.SESSION_MEMORY_SIZE, 1, MOST_IN_MEMORY);
    if (!sessions.equals(COOKIE) && values.has(Setting.SESSION_REVOCATION_STORE)) {
      values
          .problems()
          .add(
              Setting.SESSION_REVOCATION_STORE,
              "is set, but only sessions in cookies need it; leave it out, or set"
                  + " session.store=cookie");
    }
    if (isOwn || !sessions.equals(REDIS) && !ended.equals(REDIS)) {
      warnOfUnused(values, isOwn);
      return new StorePlan(sessions, ended, size, null, Map.of(), isOwn);
    }
    Map<String, String> redis = redis(values);
    SealedStoreKind kind = StoreKinds.named(REDIS, redis, values.problems()).orElse(null);
    return new StorePlan(sessions, ended, size, kind, redis, false);
  }

  private static void warnOfUnused(SettingValues values, boolean isOwn) {
    for (Setting each : REDIS_SETTINGS) {
      if (values.has(each)) {
        values.problems().warn(each.key() + " is not used: " + unused(isOwn));
        return;
      }
    }
  }

  private static String unused(boolean isOwn) {
    return isOwn
        ? "the builder has a store of its own"
        : "neither session.store nor session.revocation-store is redis";
  }

  private static String word(SettingValues values, Setting setting, List<String> words) {
    Map<String, String> choices = new HashMap<>();
    for (String each : words) {
      choices.put(each, each);
    }
    return values.choice(setting, choices);
  }

  private static Map<String, String> redis(SettingValues values) {
    Map<String, String> redis = new HashMap<>();
    values
        .secret(Setting.REDIS_URI, Setting.REDIS_URI_FILE)
        .ifPresent(uri -> redis.put("uri", uri));
    Duration timeout = values.duration(Setting.REDIS_TIMEOUT, Duration.ofMillis(10), LONGEST_WAIT);
    redis.put("timeout", Long.toString(timeout.toMillis()));
    redis.put("namespace", values.text(Setting.REDIS_NAMESPACE));
    redis.put(
        "near-cache",
        values.choice(Setting.REDIS_NEAR_CACHE, Map.of("true", "true", "false", "false")));
    values.set(Setting.REDIS_TRUST_STORE).ifPresent(file -> redis.put("trust-store", file));
    return redis;
  }

  /** Tells whether sessions can be found without their browsers. */
  boolean keepsSessions() {
    return isOwn || !sessions.equals(COOKIE);
  }

  /** Tells whether all nodes hear when the provider has ended a session, wherever it is. */
  boolean sharesEnds() {
    return isOwn || sessions.equals(REDIS) || sessions.equals(COOKIE) && ended.equals(REDIS);
  }

  /** Tells whether other nodes find what is kept; what is in this process nobody else can reach. */
  boolean sharesSessions() {
    return isOwn || sessions.equals(REDIS);
  }

  /** Opens what a jar brought along, which is to be closed; empty where that is not used. */
  Optional<SealedStore> open(Listener listener) {
    return Optional.ofNullable(kind)
        .map(found -> found.open(ofKind, text -> listener.on(Event.of(Event.Kind.WARNING, text))));
  }

  /** Makes the store in this process, where sessions are kept in one. */
  Optional<SealedStore> memory(Ticker elapsed, Listener listener) {
    Event full =
        Event.of(
            Event.Kind.SESSION_OVER,
            "the store is full, so the session that was used least recently had to go; raise"
                + " session.memory-size");
    return !isOwn && sessions.equals(MEMORY)
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

  /** Only which settings there are, since one may hold a password. */
  @Override
  public String toString() {
    return "StorePlan[" + sessions + ", " + ended + ", " + ofKind.keySet() + "]";
  }
}
