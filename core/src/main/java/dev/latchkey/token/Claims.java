package dev.latchkey.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one token, read but not judged. Accessors answer {@code null} for what is absent
 * and for what has the wrong type; {@link #has} tells the two apart. Immutable.
 */
public final class Claims {

  /** The last second of the year 9999; what lies beyond is taken for it. */
  private static final long LATEST = 253_402_300_799L;

  private final Map<String, @Nullable Object> members;

  private Claims(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  /** Wraps the members of a JSON object. */
  public static Claims of(Map<String, @Nullable Object> members) {
    return new Claims(members);
  }

  /**
   * Reads the claims of a signed token without verifying it: only for one that was verified before
   * and has been under seal since.
   *
   * @return {@code null} when it is no signed token
   */
  public static @Nullable Claims ofVerified(String token) {
    CompactJws jws = CompactJws.parse(token);
    return jws == null ? null : jws.claims();
  }

  /** Tells whether a claim of that name is present, whatever its type. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Returns a claim of any type. */
  public @Nullable Object get(String name) {
    return members.get(name);
  }

  /** Returns a string claim. */
  public @Nullable String string(String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  /** Returns a NumericDate (RFC 7519 section 2), fractions dropped, held within the year 9999. */
  public @Nullable Instant instant(String name) {
    if (members.get(name) instanceof Number seconds) {
      long whole = seconds instanceof Long exact ? exact : (long) Math.floor(seconds.doubleValue());
      return Instant.ofEpochSecond(Math.max(-LATEST, Math.min(LATEST, whole)));
    }
    return null;
  }

  /**
   * Returns the audience as a list (RFC 7519 section 4.1.3): empty when absent, {@code null} when
   * it is neither a string nor an array of strings.
   */
  public @Nullable List<String> audience() {
    Object audience = members.get("aud");
    if (audience instanceof String one) {
      return List.of(one);
    }
    return has("aud") ? strings(audience) : List.of();
  }

  /** All members, unmodifiable. */
  public Map<String, @Nullable Object> asMap() {
    return members;
  }

  /** Returns an array of strings, or {@code null} when the value is anything else. */
  static @Nullable List<String> strings(@Nullable Object value) {
    if (!(value instanceof List<?> elements)) {
      return null;
    }
    List<String> strings = new ArrayList<>(elements.size());
    for (Object element : elements) {
      if (!(element instanceof String text)) {
        return null;
      }
      strings.add(text);
    }
    return Collections.unmodifiableList(strings);
  }

  /** The names only: values may be personal. */
  @Override
  public String toString() {
    return "Claims" + members.keySet();
  }
}
