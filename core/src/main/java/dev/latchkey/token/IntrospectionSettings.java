package dev.latchkey.token;

import java.time.Duration;

/**
 * How much the provider is asked about tokens.
 *
 * @param cache how long a yes counts, never beyond the token's {@code exp}; zero to ask each time
 * @param maxCalls how many calls may be under way at once
 */
public record IntrospectionSettings(Duration cache, int maxCalls) {

  /** A no counts for at most this long, since the token may become good. */
  static final Duration LONGEST_NO = Duration.ofSeconds(10);

  private static final int MAX_CALLS = 32;

  /** Refuses what would never ask, or never end. */
  public IntrospectionSettings {
    if (cache.isNegative() || maxCalls < 1) {
      throw new IllegalArgumentException(
          "introspection needs a cache time of zero or more, and one call or more");
    }
  }

  /** At most 32 calls at once. */
  public static IntrospectionSettings remembering(Duration cache) {
    return new IntrospectionSettings(cache, MAX_CALLS);
  }

  Duration cacheOfRefusals() {
    return cache.compareTo(LONGEST_NO) < 0 ? cache : LONGEST_NO;
  }
}
