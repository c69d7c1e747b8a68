package dev.latchkey.keys;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One public key and what it may verify. Immutable and thread-safe. Which algorithms it serves is
 * the key's to say and not the token's (RFC 8725 section 3.1). Equal keys have the same id, the
 * same algorithms, issuer and public part.
 */
public final class VerificationKey {

  private final @Nullable String keyId;
  private final Set<String> algorithms;
  private final PublicKey key;
  private final Predicate<byte[]> shape;
  private final byte[] encoded;
  private final @Nullable String issuer;
  private final int hash;

  private VerificationKey(
      @Nullable String keyId,
      Set<String> algorithms,
      PublicKey key,
      Predicate<byte[]> shape,
      @Nullable String issuer) {
    this.keyId = keyId;
    this.algorithms = algorithms;
    this.key = key;
    this.shape = shape;
    this.encoded = key.getEncoded();
    this.issuer = issuer;
    this.hash = Objects.hash(keyId, algorithms, Arrays.hashCode(encoded), issuer);
  }

  /**
   * Makes a key of a kind that may be used.
   *
   * @param algorithm the one that the key is published for; {@code null}: all of its kind
   */
  static VerificationKey of(
      @Nullable String keyId, @Nullable String algorithm, PublicKey key, KeyKind kind) {
    Set<String> algorithms = algorithm == null ? kind.algorithms() : Set.of(algorithm);
    if (algorithms.isEmpty() || !kind.algorithms().containsAll(algorithms)) {
      throw new IllegalStateException("a key without an algorithm of its kind");
    }
    return new VerificationKey(keyId, algorithms, key, kind.shape(), null);
  }

  /** This key for tokens of one issuer only; {@code null}: whoever publishes it. */
  VerificationKey ofIssuer(@Nullable String owner) {
    return new VerificationKey(keyId, algorithms, key, shape, owner);
  }

  /** The {@code kid}; {@code null} when the key has none. */
  public @Nullable String keyId() {
    return keyId;
  }

  /**
   * The one issuer whose tokens it may verify, as the key set says; {@code null} when it does not.
   * Key sets that several tenants share name the tenant, or a form with a placeholder.
   */
  public @Nullable String issuer() {
    return issuer;
  }

  /** Tells whether this key may verify signatures of the algorithm, e.g. {@code ES256}. */
  public boolean fits(String algorithm) {
    return algorithms.contains(algorithm);
  }

  /** Tells whether the signature is good; {@code false} also for whatever cannot be judged. */
  public boolean verifies(String algorithm, byte[] signingInput, byte[] signature) {
    SignatureAlgorithm known = fits(algorithm) ? SignatureAlgorithm.named(algorithm) : null;
    if (known == null || !shape.test(signature)) {
      return false;
    }
    try {
      Signature verifier = known.signature();
      verifier.initVerify(key);
      verifier.update(signingInput);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | ProviderException e) { // the JDK's way to say malformed
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof VerificationKey that
            && hash == that.hash
            && Objects.equals(keyId, that.keyId)
            && algorithms.equals(that.algorithms)
            && Objects.equals(issuer, that.issuer)
            && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The id and the algorithms. */
  @Override
  public String toString() {
    return "key " + keyId + " for " + algorithms;
  }
}
