package dev.latchkey.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query or a form as the JDK decodes it, where that is beyond doubt: a second opinion for tests.
 */
public final class StrictForm {

  private static final Pattern WELL_ENCODED =
      Pattern.compile("(?:[\\x21-\\x24\\x26-\\x7e]|%[0-9A-Fa-f]{2})*+");

  private final List<String[]> pairs = new ArrayList<>();

  private StrictForm() {}

  /** Reads one; {@code null} for bad escapes, bad UTF-8, or what should have been encoded. */
  public static @Nullable StrictForm read(String encoded) {
    StrictForm form = new StrictForm();
    for (String pair : encoded.split("&")) {
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      String value = parts.length < 2 ? "" : decoded(parts[1]);
      if (name == null || value == null) {
        return null;
      }
      if (!pair.isEmpty()) {
        form.pairs.add(new String[] {name, value});
      }
    }
    return form;
  }

  private static @Nullable String decoded(String encoded) {
    if (!WELL_ENCODED.matcher(encoded).matches()) {
      return null;
    }
    String bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1);
    String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String again = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return again.equals(bytes) ? text : null; // a replacement character would show here
  }

  /** All values of a name, in order. */
  public List<String> values(String name) {
    return pairs.stream().filter(pair -> pair[0].equals(name)).map(pair -> pair[1]).toList();
  }

  /** The one value of a name; {@code null} for none or several. */
  public @Nullable String value(String name) {
    List<String> values = values(name);
    return values.size() == 1 ? Objects.requireNonNull(values.get(0)) : null;
  }
}
