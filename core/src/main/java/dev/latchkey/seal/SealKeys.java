package dev.latchkey.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The secrets that records are sealed with: the first seals, all open. Putting a new one in front
 * and keeping the old ones for a session's lifetime rotates them. Immutable; never printed.
 */
public final class SealKeys {

  /** The least length of a secret, in bytes. */
  public static final int MIN_SECRET_BYTES = 32;

  private final List<SealKey> keys;

  private SealKeys(List<SealKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Makes a secret that ends with this process: sessions do not survive a restart. */
  public static SealKeys perProcess(Unguessable random) {
    return of(random.bytes(MIN_SECRET_BYTES));
  }

  /** Makes a single secret of random bytes. */
  static SealKeys of(byte[] secret) {
    return new SealKeys(List.of(SealKey.of(secret)));
  }

  /** As many secrets, each of them joined with a key. */
  SealKeys under(byte[] key) {
    return new SealKeys(keys.stream().map(each -> each.under(key)).toList());
  }

  /**
   * Reads secrets, base64 or base64url, separated by white space.
   *
   * @param problems told what is wrong with each of them, without the secret
   * @return empty when there was a problem
   */
  public static Optional<SealKeys> parse(String secrets, Consumer<String> problems) {
    String[] texts = secrets.trim().split("\\s+");
    List<SealKey> keys = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      Optional<String> problem = problem(texts[i]);
      if (problem.isPresent()) {
        problems.accept("secret number " + (i + 1) + " " + problem.get());
      } else {
        keys.add(SealKey.of(decode(texts[i])));
      }
    }
    return keys.size() == texts.length ? Optional.of(new SealKeys(keys)) : Optional.empty();
  }

  private static Optional<String> problem(String text) {
    byte[] secret;
    try {
      secret = decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.of("is not base64; make one with: openssl rand -base64 32");
    }
    if (secret.length < MIN_SECRET_BYTES) {
      return Optional.of(
          "has "
              + secret.length
              + " bytes, at least "
              + MIN_SECRET_BYTES
              + " are needed; make one with: openssl rand -base64 32");
    }
    long different = new String(secret, StandardCharsets.ISO_8859_1).chars().distinct().count();
    return different < 8
        ? Optional.of(
            "repeats itself, so it is no random value; make one with: openssl rand -base64 32")
        : Optional.empty();
  }

  private static byte[] decode(String text) {
    String standard = text.replace('-', '+').replace('_', '/');
    return Base64.getDecoder().decode(standard);
  }

  List<SealKey> all() {
    return keys;
  }

  SealKey first() {
    return keys.get(0);
  }

  /** Finds the key that a record names; {@code null} once that key is gone. */
  @org.jspecify.annotations.Nullable
  SealKey named(byte[] record, int from) {
    for (SealKey key : keys) {
      if (Arrays.equals(key.id(), 0, SealKey.ID_BYTES, record, from, from + SealKey.ID_BYTES)) {
        return key;
      }
    }
    return null;
  }

  /** The number of secrets, nothing else. */
  @Override
  public String toString() {
    return "SealKeys[" + keys.size() + "]";
  }
}
