package dev.latchkey.gate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A claim as the text of a header. Printable ASCII stays as it is; everything else, and what a
 * reader could take for a separator, is percent-encoded UTF-8, so that it can be read back and can
 * neither end the header nor add an element to a list. That holds for a single string too: some
 * providers write a list of one as a string. Half a surrogate pair is no text, and gives nothing.
 */
final class HeaderText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private HeaderText() {}

  /** Strings, numbers and booleans, and lists of them joined by commas; empty for objects. */
  static Optional<String> of(Object claim) {
    if (claim instanceof List<?> elements) {
      return list(elements);
    }
    return scalar(claim);
  }

  private static Optional<String> list(List<?> elements) {
    List<String> texts = new ArrayList<>();
    for (Object element : elements) {
      Optional<String> text = element == null ? Optional.empty() : scalar(element);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(",", texts));
  }

  private static Optional<String> scalar(Object claim) {
    return claim instanceof String || claim instanceof Number || claim instanceof Boolean
        ? encode(claim.toString())
        : Optional.empty();
  }

  private static Optional<String> encode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!text.equals(new String(bytes, StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean edgeBlank = c == ' ' && (i == 0 || i == bytes.length - 1); // readers trim these
      if (c < ' ' || c >= 0x7f || edgeBlank || c == '%' || c == ',') {
        HEX.toHexDigits(out.append('%'), bytes[i]);
      } else {
        out.append(c);
      }
    }
    return Optional.of(out.toString());
  }
}
