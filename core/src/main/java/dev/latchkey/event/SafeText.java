package dev.latchkey.event;

import java.util.regex.Pattern;

/** Foreign text made fit for one log line: printable, on one line, of bounded length. */
public final class SafeText {

  private static final Pattern PASSWORD = Pattern.compile("(?<=//[^/@:]{0,200}:).*@");

  private SafeText() {}

  /** What somebody wrote as an address, without a password that may stand in it. */
  public static String withoutPassword(String address) {
    return PASSWORD.matcher(address).replaceFirst("…@");
  }

  /** Escapes everything that is not printable and cuts after {@code maxChars} characters. */
  public static String of(String foreign, int maxChars) {
    StringBuilder out = null;
    int end = Math.min(foreign.length(), maxChars);
    for (int i = 0; i < end; i++) {
      char c = foreign.charAt(i);
      if (out == null && !isPlain(c)) {
        out = new StringBuilder(end + 16).append(foreign, 0, i);
      }
      if (out != null) {
        append(out, c);
      }
    }
    String safe = out == null ? foreign.substring(0, end) : out.toString();
    return end < foreign.length() ? safe + "…" : safe;
  }

  private static void append(StringBuilder out, char c) {
    if (isPlain(c)) {
      out.append(c);
    } else {
      out.append(String.format("\\u%04x", (int) c));
    }
  }

  private static boolean isPlain(char c) {
    // bidirectional and other format characters could make a log line read differently than it is
    return c >= ' '
        && c != 0x7f
        && !Character.isISOControl(c)
        && !Character.isSurrogate(c)
        && Character.getType(c) != Character.FORMAT
        && c != 0x2028
        && c != 0x2029;
  }
}
