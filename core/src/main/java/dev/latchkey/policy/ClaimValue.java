package dev.latchkey.policy;

import dev.latchkey.token.ClaimPointer;
import dev.latchkey.token.Identity;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a claim is, or is a list that holds, one of the wanted values. An unquoted {@code *} is
 * met by any value but null; an unquoted {@code true} or {@code false} is met by the boolean only,
 * an unquoted number by the integer and by the same text; anything in quotes is met by text only.
 */
final class ClaimValue implements Predicate<Identity> {

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private final ClaimPointer place;
  private final boolean presenceIsEnough;
  private final Object[] wanted;

  private ClaimValue(ClaimPointer place, boolean presenceIsEnough, Object[] wanted) {
    this.place = place;
    this.presenceIsEnough = presenceIsEnough;
    this.wanted = wanted;
  }

  /** Takes the values with their quotes. */
  static ClaimValue of(ClaimPointer place, List<String> values) {
    Object[] wanted = values.stream().flatMap(value -> readings(value).stream()).toArray();
    return new ClaimValue(place, values.contains("*"), wanted);
  }

  private static List<Object> readings(String value) {
    if (value.equals("true") || value.equals("false")) {
      return List.of(Boolean.valueOf(value));
    }
    if (INTEGER.matcher(value).matches()) {
      return List.of(value, Long.valueOf(value));
    }
    return List.of(RuleLine.unquoted(value));
  }

  @Override
  public boolean test(Identity caller) {
    Object value = caller.claim(place).orElse(null);
    if (value == null || presenceIsEnough) {
      return value != null;
    }
    if (!(value instanceof List<?> elements)) {
      return isWanted(value);
    }
    for (Object element : elements) {
      if (isWanted(element)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWanted(@Nullable Object value) {
    for (Object one : wanted) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
