package dev.latchkey.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engines that signatures are verified with: those of one provider for the algorithms
 * that it serves, and for all others what the JVM finds by itself. MACs are always the JVM's, since
 * no provider is faster at texts as short as a token. Nothing is installed in the JVM. Immutable
 * and thread-safe.
 */
public final class SignatureProvider {

  private static final String OF_THE_JVM = "the JVM's own providers";

  private static final SignatureProvider JDK =
      new SignatureProvider(null, EnumSet.noneOf(SignatureAlgorithm.class));

  private final @Nullable Provider provider;
  private final Set<SignatureAlgorithm> served;

  private SignatureProvider(@Nullable Provider provider, EnumSet<SignatureAlgorithm> served) {
    this.provider = provider;
    this.served = Collections.unmodifiableSet(served);
  }

  /** What the JVM finds by itself, which is the JDK's unless others are installed before them. */
  public static SignatureProvider jdk() {
    return JDK;
  }

  /**
   * Tries a provider.
   *
   * @throws IllegalArgumentException when it serves no algorithm of ours, or any of them wrongly;
   *     the message begins with its name
   */
  static SignatureProvider of(Provider provider) {
    EnumSet<SignatureAlgorithm> served = EnumSet.noneOf(SignatureAlgorithm.class);
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (serves(provider, algorithm)) {
        served.add(algorithm);
      }
    }
    if (served.isEmpty()) {
      throw new IllegalArgumentException(
          provider.getName()
              + " has none of the signature algorithms of tokens; name another one, or write jdk");
    }
    return new SignatureProvider(provider, served);
  }

  /** To lack an algorithm, or to take none of the JDK's keys for it, is no fault. */
  private static boolean serves(Provider provider, SignatureAlgorithm algorithm) {
    String fault;
    try {
      fault = new SelfTest(algorithm).fault(key -> algorithm.verifier(key, provider));
    } catch (GeneralSecurityException lacking) {
      return false;
    } catch (RuntimeException | LinkageError broken) {
      fault = "cannot work at " + algorithm.headerName() + ": " + broken;
    }
    if (fault != null) {
      throw new IllegalArgumentException(
          provider.getName()
              + " "
              + fault
              + "; take another version of it, or set crypto.provider=jdk");
    }
    return true;
  }

  /** Makes an engine that is ready for signatures of the key, again after each verification. */
  Signature verifier(SignatureAlgorithm algorithm, PublicKey key) throws GeneralSecurityException {
    if (served.contains(algorithm)) {
      try {
        return algorithm.verifier(key, provider);
      } catch (InvalidKeyException refused) {
        // some take fewer keys than we do, such as those with a short exponent only
      }
    }
    return algorithm.verifier(key, null);
  }

  /** What an operator reads of it. */
  @Override
  public String toString() {
    return provider == null
        ? OF_THE_JVM
        : served.stream()
            .map(SignatureAlgorithm::headerName)
            .collect(
                Collectors.joining(
                    " ", provider.getName() + " (", "), all others by " + OF_THE_JVM));
  }
}
