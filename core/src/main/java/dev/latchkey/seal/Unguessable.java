package dev.latchkey.seal;

import java.security.SecureRandom;

/** A source of values that nobody can guess. Implementations are thread-safe. */
@FunctionalInterface
public interface Unguessable {

  /** Fills the whole array. */
  void fill(byte[] target);

  /** Returns that many new bytes. */
  default byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    fill(bytes);
    return bytes;
  }

  /** Returns 256 bits as 43 characters of base64url: a state, a nonce or a code verifier. */
  default String word() {
    return Base64Url.encode(bytes(32));
  }

  /** The platform's generator, which does not block once the system is up. */
  static Unguessable secureRandom() {
    SecureRandom random = new SecureRandom();
    return random::nextBytes;
  }
}
