package dev.latchkey.login;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an authorization request says beyond what every login needs.
 *
 * @param fixed names and values that are always sent; a caller cannot change them
 * @param passedThrough names whose values a caller of the login path may choose
 */
public record ExtraParameters(Map<String, String> fixed, Set<String> passedThrough) {

  /** What the flow itself sends, or what would put a whole other request in its place. */
  private static final Set<String> OURS =
      Set.of(
          "response_type",
          "response_mode",
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "nonce",
          "code_challenge",
          "code_challenge_method",
          "request",
          "request_uri",
          "registration",
          "dpop_jkt",
          "return_to");

  private static final String MAX_AGE = "max_age";
  private static final int MAX_CHARS = 512;

  /** Copies both. */
  public ExtraParameters {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    passedThrough = Set.copyOf(passedThrough);
  }

  /** None at all. */
  public static ExtraParameters none() {
    return new ExtraParameters(Map.of(), Set.of());
  }

  /** Tells whether a name is the flow's own. */
  public static boolean isOurs(String name) {
    return OURS.contains(name);
  }

  /** What to send for a caller who asks for these: one plain value of each name that may pass. */
  Map<String, String> with(Map<String, List<String>> asked) {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    asked.forEach(
        (name, values) -> {
          if (passedThrough.contains(name) && values.size() == 1 && fits(name, values.get(0))) {
            all.putIfAbsent(name, values.get(0));
          }
        });
    return all;
  }

  private static boolean fits(String name, String value) {
    return !value.isEmpty()
        && value.length() <= MAX_CHARS
        && value.chars().noneMatch(Character::isISOControl)
        && (!name.equals(MAX_AGE) || isSeconds(value));
  }

  /** Tells whether a text can be a {@code max_age}: a number of at most nine digits. */
  public static boolean isSeconds(String text) {
    return text.matches("[0-9]{1,9}");
  }
}
