package dev.latchkey.json;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class JsonWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonWriter() {}

  static void append(StringBuilder out, @Nullable Object value) {
    if (value instanceof String text) {
      appendString(out, text);
    } else if (value instanceof Map<?, ?> members) {
      appendObject(out, members);
    } else if (value instanceof Iterable<?> elements) {
      appendArray(out, elements);
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

  private static void appendObject(StringBuilder out, Map<?, ?> members) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> each = members.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<?, ?> member = each.next();
      if (!(member.getKey() instanceof String name)) {
        throw new IllegalArgumentException("a member's name must be a string");
      }
      appendString(out, name);
      out.append(':');
      append(out, member.getValue());
      if (each.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private static void appendArray(StringBuilder out, Iterable<?> elements) {
    out.append('[');
    Iterator<?> each = elements.iterator();
    while (each.hasNext()) {
      append(out, each.next());
      if (each.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private static void appendString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' '
          || c == '<'
          || c == '>'
          || c == '&'
          || c >= 0x7f && c < 0xa0
          || c == 0x2028
          || c == 0x2029) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX[c >> shift & 0xf]);
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
