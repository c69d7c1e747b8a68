package dev.latchkey.keys;

import java.time.Duration;
import java.util.Map;

/** How remote keys are kept. Immutable. */
public final class KeySettings {

  private static final KeySettings STANDARD =
      new KeySettings(
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Duration.ofSeconds(5),
          Map.of(),
          SignatureProvider.jdk());

  private final Duration refresh;
  private final Duration coolDown;
  private final Duration maxStale;
  private final Duration waitLimit;
  private final Map<String, String> headers;
  private final SignatureProvider signatures;

  private KeySettings(
      Duration refresh,
      Duration coolDown,
      Duration maxStale,
      Duration waitLimit,
      Map<String, String> headers,
      SignatureProvider signatures) {
    this.refresh = refresh;
    this.coolDown = coolDown;
    this.maxStale = maxStale;
    this.waitLimit = waitLimit;
    this.headers = headers;
    this.signatures = signatures;
  }

  /** Refreshed every 5 min, cool-down 30 s, stale for 1 h at most, readers wait for 5 s. */
  public static KeySettings standard() {
    return STANDARD;
  }

  /**
   * These settings with another time that keys are fresh; used where the answer has no {@code
   * Cache-Control: max-age}, and more than zero.
   */
  public KeySettings refresh(Duration time) {
    return new KeySettings(
        positive("jwks.refresh", time), coolDown, maxStale, waitLimit, headers, signatures);
  }

  /** These settings with another pause between fetches that unknown keys cause, or failures. */
  public KeySettings coolDown(Duration time) {
    return new KeySettings(
        refresh, positive("jwks.cool-down", time), maxStale, waitLimit, headers, signatures);
  }

  /** These settings with another time that keys are used while refreshing fails; zero: never. */
  public KeySettings maxStale(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("jwks.max-stale is " + time + "; write zero or more");
    }
    return new KeySettings(refresh, coolDown, time, waitLimit, headers, signatures);
  }

  /** These settings with another limit on how long one reader waits for a fetch. */
  public KeySettings waitLimit(Duration time) {
    return new KeySettings(
        refresh, coolDown, maxStale, positive("http.timeout", time), headers, signatures);
  }

  /** These settings with further headers on each request; their values are never shown. */
  public KeySettings headers(Map<String, String> more) {
    return new KeySettings(refresh, coolDown, maxStale, waitLimit, Map.copyOf(more), signatures);
  }

  /** These settings with another provider to verify signatures; the JDK else. */
  public KeySettings signatures(SignatureProvider provider) {
    return new KeySettings(refresh, coolDown, maxStale, waitLimit, headers, provider);
  }

  /** How long keys are fresh. */
  public Duration refresh() {
    return refresh;
  }

  /** The pause between fetches. */
  public Duration coolDown() {
    return coolDown;
  }

  /** How long keys are used after they were fresh. */
  public Duration maxStale() {
    return maxStale;
  }

  /** How long a reader waits. */
  public Duration waitLimit() {
    return waitLimit;
  }

  /** What is sent along with each request for keys. */
  Map<String, String> headers() {
    return headers;
  }

  /** Who verifies with the keys. */
  SignatureProvider signatures() {
    return signatures;
  }

  private static Duration positive(String name, Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException(name + " is " + time + "; write more than zero");
    }
    return time;
  }
}
