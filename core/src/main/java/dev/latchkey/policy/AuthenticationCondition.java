package dev.latchkey.policy;

import dev.latchkey.event.Reason;
import dev.latchkey.token.LoginDemands;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Reads {@code acr=gold|silver} and {@code max-age=15m}: what signing in again can mend. */
final class AuthenticationCondition {

  static final String LEVEL = "acr";
  static final String AGE = "max-age";

  /** A user needs a moment to come back from the provider, and a loop must not look like one. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  private static final Duration MOST = Duration.ofDays(365);

  /** A login under way remembers them in a cookie. */
  private static final int MAX_CHARS = 256;

  private AuthenticationCondition() {}

  /** Finds what is asked for twice though there is one of it; returns advice. */
  static Optional<String> repeated(Collection<String> words) {
    if (isRepeated(LEVEL, words)) {
      return Optional.of(
          "names acr twice, and a token has one; write acr=a|b where either will do");
    }
    return isRepeated(AGE, words)
        ? Optional.of("names max-age twice; write the shorter one")
        : Optional.empty();
  }

  private static boolean isRepeated(String name, Collection<String> words) {
    return words.stream().filter(word -> word.startsWith(name + "=")).count() > 1;
  }

  static Condition level(String word, Set<String> wanted) {
    for (String level : wanted) {
      if (!isLevel(level)) {
        throw new IllegalArgumentException(
            ("\"%s\" is no acr value that could be asked for; write it without blanks, quotes and"
                    + " backslashes, acr=a|b for one of two")
                .formatted(level));
      }
    }
    if (String.join(" ", wanted).length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "acr has more than " + MAX_CHARS + " characters of values; name fewer");
    }
    return new Condition(
        word,
        Reason.AUTHENTICATION_TOO_WEAK,
        Set.of(),
        new LoginDemands(null, wanted),
        (caller, clock) -> {
          String level = caller.authentication().level();
          return level != null && wanted.contains(level);
        });
  }

  /** They are sent separated by blanks, and told in a quoted string (RFC 9470 section 3). */
  private static boolean isLevel(String value) {
    return value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
  }

  static Condition age(String word, Set<String> values) {
    Duration most =
        DurationText.parse(String.join("|", values))
            .filter(age -> age.compareTo(LEAST) >= 0 && age.compareTo(MOST) <= 0)
            .filter(age -> age.toMillisPart() == 0)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "\""
                            + word
                            + "\" must be a duration in whole seconds from 1m to 365d, such as"
                            + " max-age=15m"));
    return new Condition(
        word,
        Reason.AUTHENTICATION_TOO_OLD,
        Set.of(),
        new LoginDemands(most, Set.of()),
        (caller, clock) -> {
          Instant at = caller.authentication().at();
          return at != null && clock.isRecent(at, most);
        });
  }
}
