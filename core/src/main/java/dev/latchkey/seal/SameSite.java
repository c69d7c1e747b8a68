package dev.latchkey.seal;

/** Which requests a browser sends a cookie with (draft RFC 6265bis section 5.6.7). */
public enum SameSite {
  /** Only what this site itself causes. */
  STRICT("Strict"),
  /** That, and whoever follows a link to here. */
  LAX("Lax"),
  /** Everything. */
  NONE("None");

  private final String word;

  SameSite(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
