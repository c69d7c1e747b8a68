package dev.latchkey.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON Web Key Sets. Stateless. */
public final class JwksReader {

  private JwksReader() {}

  /** What came of reading. */
  public sealed interface Result {

    /**
     * At least one usable key.
     *
     * @param skipped entries that are not for us, e.g. for encryption; each with why
     * @param warnings entries that an operator should look at; each with why, no key material
     */
    record Read(KeySet keys, List<String> skipped, List<String> warnings) implements Result {}

    /** No usable key, or no key set at all. */
    record Unusable(String problem) implements Result {}
  }

  /**
   * Reads a key set.
   *
   * @param previous keys that have not changed are taken over from it as the same objects
   */
  public static Result read(byte[] json, @Nullable KeySet previous) {
    throw new UnsupportedOperationException();
  }
}
