package dev.latchkey.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands among claims: a JSON Pointer (RFC 6901) such as {@code /realm_access/roles}.
 * A claim name that holds a slash or a tilde is written with {@code ~1} and {@code ~0}. Immutable.
 */
public final class ClaimPointer {

  private final String text;
  private final List<String> names;

  private ClaimPointer(String text, List<String> names) {
    this.text = text;
    this.names = names;
  }

  /**
   * Reads a pointer.
   *
   * @throws IllegalArgumentException when the text does not start with a slash or has a tilde that
   *     is neither {@code ~0} nor {@code ~1} (RFC 6901 section 3)
   */
  public static ClaimPointer parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no claim pointer; write /" + text + " for the claim of that name");
    }
    List<String> names = new ArrayList<>();
    for (String escaped : text.substring(1).split("/", -1)) {
      names.add(unescape(escaped, text));
    }
    return new ClaimPointer(text, List.copyOf(names));
  }

  /** A claim name as it stands in a pointer (RFC 6901 section 3). */
  public static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1"); // in this order
  }

  private static String unescape(String escaped, String whole) {
    for (int i = escaped.indexOf('~'); i >= 0; i = escaped.indexOf('~', i + 1)) {
      char next = i + 1 < escaped.length() ? escaped.charAt(i + 1) : ' ';
      if (next != '0' && next != '1') {
        throw new IllegalArgumentException(
            "\"" + whole + "\" has a ~ that is neither ~0 (a tilde) nor ~1 (a slash)");
      }
    }
    return escaped.replace("~1", "/").replace("~0", "~"); // in this order: RFC 6901 section 4
  }

  /** Returns the value that this points to, or {@code null} where there is none. */
  public @Nullable Object in(Map<String, ?> claims) {
    Object value = claims.get(names.get(0));
    for (int i = 1; i < names.size(); i++) {
      String name = names.get(i);
      if (value instanceof Map<?, ?> members) {
        value = members.get(name);
      } else if (value instanceof List<?> elements) {
        value = element(elements, name);
      } else {
        return null;
      }
    }
    return value;
  }

  /** Tells whether there is a value, even if it is {@code null}. */
  public boolean existsIn(Map<String, ?> claims) {
    int depth = names.size() - 1;
    String last = names.get(depth);
    Object holder =
        depth == 0 ? claims : new ClaimPointer(text, names.subList(0, depth)).in(claims);
    return holder instanceof Map<?, ?> members
        ? members.containsKey(last)
        : holder instanceof List<?> elements && index(elements, last) >= 0;
  }

  private static @Nullable Object element(List<?> elements, String name) {
    int index = index(elements, name);
    return index < 0 ? null : elements.get(index);
  }

  /** Which element is meant; -1 where there is none. */
  private static int index(List<?> elements, String name) {
    // RFC 6901 section 4: digits without leading zero
    if (name.isEmpty() || name.length() > 4 || name.length() > 1 && name.charAt(0) == '0') {
      return -1;
    }
    int at = 0;
    for (int i = 0; i < name.length(); i++) {
      char digit = name.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      at = at * 10 + digit - '0';
    }
    return at < elements.size() ? at : -1;
  }

  /** The pointer as written. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClaimPointer pointer && pointer.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
