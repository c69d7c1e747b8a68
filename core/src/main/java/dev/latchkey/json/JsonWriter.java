package dev.latchkey.json;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one value. */
final class JsonWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(128);
  private final String escapedToo;

  private JsonWriter(String escapedToo) {
    this.escapedToo = escapedToo;
  }

  static JsonWriter compact() {
    return new JsonWriter("");
  }

  static JsonWriter htmlSafe() {
    return new JsonWriter("<>&\u2028\u2029");
  }

  String write(@Nullable Object value) {
    append(value);
    return out.toString();
  }

  private void append(@Nullable Object value) {
    if (value instanceof String text) {
      appendString(text);
    } else if (value instanceof Map<?, ?> members) {
      appendObject(members);
    } else if (value instanceof Iterable<?> elements) {
      appendArray(elements);
    } else if (value == null
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Double number && Double.isFinite(number)) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no JSON form for " + value.getClass().getName());
    }
  }

  private void appendObject(Map<?, ?> members) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> each = members.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<?, ?> member = each.next();
      if (!(member.getKey() instanceof String name)) {
        throw new IllegalArgumentException("a member's name must be a string");
      }
      appendString(name);
      out.append(':');
      append(member.getValue());
      if (each.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private void appendArray(Iterable<?> elements) {
    out.append('[');
    Iterator<?> each = elements.iterator();
    while (each.hasNext()) {
      append(each.next());
      if (each.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private void appendString(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c) || escapedToo.indexOf(c) >= 0) {
        appendEscaped(c);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void appendEscaped(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[c >> shift & 0xf]);
    }
  }
}
