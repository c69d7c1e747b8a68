package dev.latchkey.testkit;

import java.security.SecureRandom;
import java.util.Base64;

/** Values nobody can guess: codes, refresh tokens, session cookies. */
final class Unguessable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Unguessable() {}

  /** Makes a value of 256 random bits, safe in an address and in a cookie. */
  static String next() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
