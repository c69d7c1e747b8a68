package dev.latchkey.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret that this application shares with its provider, beside the provider's published keys.
 * The algorithm of a signature decides which of the two it is checked with, and no key is ever both
 * (RFC 8725 section 3.1): a published key makes no MAC, and none is taken for the secret.
 * Thread-safe.
 */
public final class SecretKeys implements KeySource {

  private static final KeyLookup UNKNOWN = new KeyLookup.Unknown();

  private final KeySource published;
  private final VerificationKey secret;

  private SecretKeys(KeySource published, VerificationKey secret) {
    this.published = published;
    this.secret = secret;
  }

  /** Tells whether an algorithm needs a secret. */
  public static boolean areFor(String algorithm) {
    return MacAlgorithm.named(algorithm) != null;
  }

  /** How many bytes a secret needs for an algorithm that {@link #areFor}. */
  public static int leastBytes(String algorithm) {
    return MacAlgorithm.valueOf(algorithm).bytes();
  }

  /**
   * Adds a secret to published keys.
   *
   * @param secret long enough for all of the algorithms
   * @param algorithms those that it serves, at least one
   */
  public static SecretKeys beside(KeySource published, byte[] secret, Set<String> algorithms) {
    return new SecretKeys(published, VerificationKey.ofSecret(secret, algorithms));
  }

  /** There is one secret, so {@code kid} has nothing to choose. */
  @Override
  public KeyLookup find(@Nullable String kid, String algorithm) {
    if (secret.fits(algorithm)) {
      return new KeyLookup.Found(List.of(secret));
    }
    return areFor(algorithm) ? UNKNOWN : published.find(kid, algorithm);
  }

  @Override
  public boolean holds(VerificationKey key) {
    return key == secret || published.holds(key);
  }

  @Override
  public Optional<Instant> lastSuccess() {
    return published.lastSuccess();
  }

  @Override
  public Optional<KeyHealth> health() {
    return published.health();
  }
}
