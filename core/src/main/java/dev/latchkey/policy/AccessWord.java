package dev.latchkey.policy;

/**
 * The first word of a rule.
 *
 * @param audited whether {@code audit:} stands before it
 */
record AccessWord(Access access, boolean audited) {

  private static final String AUDIT = "audit:";

  /**
   * Reads the word.
   *
   * @throws IllegalArgumentException when it is none, with advice
   */
  static AccessWord read(String word) {
    boolean audited = word.startsWith(AUDIT);
    Access access = Access.named(audited ? word.substring(AUDIT.length()) : word);
    if (access == null) {
      throw new IllegalArgumentException(unknown(word));
    }
    if (audited && access == Access.PUBLIC) {
      throw new IllegalArgumentException(
          "audit: on public has no effect, since nobody is refused; delete it");
    }
    return new AccessWord(access, audited);
  }

  private static String unknown(String word) {
    return ("unknown access word \"%s\"; known are public, optional, bearer, login, any and deny,"
            + " audit: before any of the last five, and or before further conditions for the line"
            + " above")
        .formatted(word);
  }
}
