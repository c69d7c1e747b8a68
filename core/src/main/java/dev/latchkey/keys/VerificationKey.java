package dev.latchkey.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One key and what it may verify. Immutable and thread-safe. Which algorithms it serves is the
 * key's to say and not the token's (RFC 8725 section 3.1). Equal keys have the same id, the same
 * algorithms, issuer and bytes.
 */
public final class VerificationKey {

  private final @Nullable String keyId;
  private final Map<String, Check> checks;
  private final byte[] encoded;
  private final @Nullable String issuer;
  private final int hash;

  private VerificationKey(@Nullable String keyId, Map<String, Check> checks, Key key) {
    this(keyId, Map.copyOf(checks), key.getEncoded(), null);
  }

  private VerificationKey(
      @Nullable String keyId, Map<String, Check> checks, byte[] encoded, @Nullable String issuer) {
    this.keyId = keyId;
    this.checks = checks;
    this.encoded = encoded;
    this.issuer = issuer;
    this.hash = Objects.hash(keyId, checks.keySet(), Arrays.hashCode(encoded), issuer);
  }

  /** Judges a signature by one algorithm. */
  private interface Check {
    boolean holds(byte[] text, int from, int to, byte[] signature) throws GeneralSecurityException;
  }

  /**
   * Makes a key of a kind that may be used.
   *
   * @param algorithm the one that the key is published for; {@code null}: all of its kind
   * @param provider makes what verifies
   */
  static VerificationKey of(
      @Nullable String keyId,
      @Nullable String algorithm,
      PublicKey key,
      KeyKind kind,
      SignatureProvider provider) {
    Set<String> algorithms = algorithm == null ? kind.algorithms() : kind.algorithms(algorithm);
    if (algorithms.isEmpty() || !kind.algorithms().containsAll(algorithms)) {
      throw new IllegalStateException("a key without an algorithm of its kind");
    }
    Map<String, Check> checks = new HashMap<>();
    for (String name : algorithms) {
      SignatureAlgorithm known = Objects.requireNonNull(SignatureAlgorithm.named(name), name);
      checks.put(name, signatureCheck(key, kind, known, provider));
    }
    return new VerificationKey(keyId, checks, key);
  }

  private static Check signatureCheck(
      PublicKey key, KeyKind kind, SignatureAlgorithm algorithm, SignatureProvider provider) {
    Engines<Signature> engines = new Engines<>(() -> provider.verifier(algorithm, key));
    return (text, from, to, signature) ->
        kind.shape().test(signature)
            && engines.holds(
                engine -> {
                  engine.update(text, from, to - from);
                  return engine.verify(signature);
                });
  }

  /**
   * Makes a key of a secret.
   *
   * @param secret long enough for all of the algorithms (RFC 7518 section 3.2)
   */
  static VerificationKey ofSecret(byte[] secret, Set<String> algorithms) {
    SecretKey key = new SecretKeySpec(secret, "HMAC");
    Map<String, Check> checks = new HashMap<>();
    for (String algorithm : algorithms) {
      MacAlgorithm known = MacAlgorithm.named(algorithm);
      if (known == null || secret.length < known.bytes()) {
        throw new IllegalStateException("a secret that " + algorithm + " cannot be used with");
      }
      checks.put(algorithm, macCheck(key, known));
    }
    return new VerificationKey(null, checks, key);
  }

  private static Check macCheck(SecretKey key, MacAlgorithm algorithm) {
    Engines<Mac> engines = new Engines<>(() -> algorithm.engine(key));
    return (text, from, to, mac) ->
        engines.holds(
            engine -> {
              engine.update(text, from, to - from);
              // in a time that does not depend on how much of the MAC is right
              return MessageDigest.isEqual(engine.doFinal(), mac);
            });
  }

  /** This key for tokens of one issuer only; {@code null}: whoever publishes it. */
  VerificationKey ofIssuer(@Nullable String owner) {
    return new VerificationKey(keyId, checks, encoded, owner);
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
    return checks.containsKey(algorithm);
  }

  /**
   * Tells whether the signature is good; {@code false} also for whatever cannot be judged.
   *
   * @param text holds what was signed
   * @param from where that begins
   * @param to where it ends
   */
  public boolean verifies(String algorithm, byte[] text, int from, int to, byte[] signature) {
    Check check = checks.get(algorithm);
    try {
      return check != null && check.holds(text, from, to, signature);
    } catch (GeneralSecurityException | RuntimeException e) { // a provider's ways to say malformed
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof VerificationKey that
            && hash == that.hash
            && Objects.equals(keyId, that.keyId)
            && checks.keySet().equals(that.checks.keySet())
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
    return "key " + keyId + " for " + checks.keySet();
  }
}
