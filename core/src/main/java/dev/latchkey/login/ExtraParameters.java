package dev.latchkey.login;

import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.LoginDemands;
import java.time.Duration;
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
  private static final String ACR_VALUES = "acr_values";

  /** All wishes of a caller together, since a cookie remembers them. */
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

  /** What a caller who asks for these may have: one plain value of each name that may pass. */
  Map<String, String> granted(Map<String, List<String>> asked) {
    Map<String, String> granted = new LinkedHashMap<>();
    int chars = 0;
    for (Map.Entry<String, List<String>> each : asked.entrySet()) {
      String value = each.getValue().size() == 1 ? each.getValue().get(0) : "";
      boolean fits = chars + value.length() <= MAX_CHARS && isPlain(each.getKey(), value);
      if (fits && passedThrough.contains(each.getKey())) {
        granted.put(each.getKey(), value);
        chars += value.length();
      }
    }
    return granted;
  }

  /** What a login says that must meet these. */
  static Map<String, String> asking(LoginDemands demands) {
    Map<String, String> asked = new LinkedHashMap<>();
    if (demands.maxAge() != null) {
      asked.put(MAX_AGE, String.valueOf(demands.maxAge().toSeconds()));
    }
    if (!demands.acrValues().isEmpty()) {
      asked.put(ACR_VALUES, String.join(" ", demands.acrValues()));
    }
    return asked;
  }

  /**
   * All that is sent for a caller with these wishes. They may ask for a stricter authentication
   * than what is fixed, never for a weaker one.
   */
  Map<String, String> with(Map<String, String> wishes) {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    wishes.forEach(
        (name, wish) -> all.merge(name, wish, (set, wished) -> stricter(name, set, wished)));
    return all;
  }

  private static String stricter(String name, String set, String wished) {
    switch (name) {
      case MAX_AGE:
        return Long.parseLong(wished) < Long.parseLong(set) ? wished : set;
      case ACR_VALUES:
        Set<String> both = ClaimPlaces.split(wished);
        both.retainAll(ClaimPlaces.split(set));
        return both.isEmpty() ? set : String.join(" ", both);
      default:
        return set;
    }
  }

  /** What the ID token must say of the authentication, therefore. */
  LoginDemands demands(Map<String, String> wishes) {
    Map<String, String> all = with(wishes);
    String maxAge = all.get(MAX_AGE);
    String levels = all.get(ACR_VALUES);
    return new LoginDemands(
        maxAge == null ? null : Duration.ofSeconds(Long.parseLong(maxAge)),
        levels == null ? Set.of() : ClaimPlaces.split(levels));
  }

  private static boolean isPlain(String name, String value) {
    return !value.isEmpty()
        && value.chars().noneMatch(Character::isISOControl)
        && (!name.equals(MAX_AGE) || isSeconds(value));
  }

  /** Tells whether a text can be a {@code max_age}: a number of at most nine digits. */
  public static boolean isSeconds(String text) {
    return text.matches("[0-9]{1,9}");
  }
}
