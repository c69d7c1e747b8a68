package dev.latchkey.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON. Values are {@code Map<String, Object>}, {@code List<Object>}, {@code
 * String}, {@code Long} (integers that fit), {@code Double}, {@code Boolean} and {@code null}; what
 * is read is unmodifiable. Stateless and thread-safe.
 */
public final class Json {

  private Json() {}

  /**
   * Reads exactly one JSON object.
   *
   * @param utf8 the text; anything but strict UTF-8 is refused, a byte order mark included
   * @return the object, or {@code null} when the text is not one strict JSON object within the
   *     limits: 32 levels of objects and arrays, 10,000 values, 64 characters a number, no name
   *     twice in an object, no lone surrogate
   */
  public static @Nullable Map<String, @Nullable Object> readObject(byte[] utf8) {
    return new JsonReader(utf8).readObject();
  }

  /**
   * Writes a value as JSON that is also safe inside HTML: {@code <}, {@code >} and {@code &} are
   * written as escapes.
   *
   * @throws IllegalArgumentException for a type that {@link Json} does not know
   */
  public static String write(@Nullable Object value) {
    return JsonWriter.htmlSafe().write(value);
  }

  /**
   * Writes a value with as few characters as JSON allows: for records of our own, where each one
   * counts.
   *
   * @throws IllegalArgumentException for a type that {@link Json} does not know
   */
  public static String writeCompact(@Nullable Object value) {
    return JsonWriter.compact().write(value);
  }
}
