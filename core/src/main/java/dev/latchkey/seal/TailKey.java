package dev.latchkey.seal;

/**
 * A text that ends in what nobody can guess, a signature or a seal, as the key of a map: hashed by
 * its end, which is as good as random and much shorter, and compared in full. Whoever measures how
 * long a comparison takes must have brought that end already, and with it the whole text.
 */
public record TailKey(String text) {

  private static final int TAIL = 12;

  @Override
  public int hashCode() {
    return hash(text);
  }

  /** The hash of such a text. */
  public static int hash(String text) {
    int hash = text.length();
    for (int i = Math.max(0, text.length() - TAIL); i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  /** Its length, since it may be a credential. */
  @Override
  public String toString() {
    return "TailKey[" + text.length() + " characters]";
  }
}
