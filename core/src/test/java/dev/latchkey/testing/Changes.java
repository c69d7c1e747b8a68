package dev.latchkey.testing;

/** Changes to a good text, as a fuzzer's bytes: what it finds stays small and readable. */
public final class Changes {

  private static final int BYTES_EACH = 3;

  private Changes() {}

  /** Applies them: each is a position in two bytes and the byte that is to stand there. */
  public static String to(String good, String changes) {
    StringBuilder changed = new StringBuilder(good);
    for (int i = 0; i + BYTES_EACH <= changes.length() && !good.isEmpty(); i += BYTES_EACH) {
      int at = changes.charAt(i) << 8 | changes.charAt(i + 1);
      changed.setCharAt(at % changed.length(), changes.charAt(i + 2));
    }
    return changed.toString();
  }
}
