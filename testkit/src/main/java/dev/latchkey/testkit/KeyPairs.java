package dev.latchkey.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * RSA key pairs of 2048 bits, lent to one provider at a time.
 *
 * <p>Making one takes long enough to be felt when every test starts a provider, hence the pool that
 * outlives them. Two providers that run side by side never share a pair: a test with two issuers
 * would otherwise accept what it should refuse.
 */
final class KeyPairs {
  private static final Queue<KeyPair> FREE = new ConcurrentLinkedQueue<>();

  private KeyPairs() {}

  static KeyPair borrow() {
    KeyPair free = FREE.poll();
    return free != null ? free : generate();
  }

  static void giveBack(Collection<KeyPair> pairs) {
    FREE.addAll(pairs);
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot make RSA keys", e);
    }
  }
}
