package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The signature alone, over bytes that are at hand: what no verifier can do without. */
final class Bare {

  private Bare() {}

  /**
   * The floor: an engine asked for anew for each token, as it must be where threads share a key.
   */
  static Verifier fresh(Issuer issuer, Provider provider) {
    return issuer.algorithm().equals("HS256")
        ? freshMac(issuer, provider)
        : freshSignature(issuer, provider);
  }

  private static Verifier freshMac(Issuer issuer, Provider provider) {
    SecretKey secret = issuer.secret();
    return token -> {
      SignedBytes bytes = SignedBytes.of(token);
      return () -> {
        Mac mac = Mac.getInstance(issuer.jcaName(), provider);
        mac.init(secret);
        return MessageDigest.isEqual(mac.doFinal(bytes.signed()), bytes.signature());
      };
    };
  }

  private static Verifier freshSignature(Issuer issuer, Provider provider) {
    PublicKey key = issuer.publicKey();
    return token -> {
      SignedBytes bytes = SignedBytes.of(token);
      return () -> {
        Signature engine = Signature.getInstance(issuer.jcaName(), provider);
        engine.initVerify(key);
        return holds(engine, bytes);
      };
    };
  }

  /** An engine that stays with its key, which only one thread at a time can use. */
  static Verifier kept(Issuer issuer, Provider provider) throws GeneralSecurityException {
    return issuer.algorithm().equals("HS256")
        ? keptMac(issuer, provider)
        : keptSignature(issuer, provider);
  }

  private static Verifier keptMac(Issuer issuer, Provider provider)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(issuer.jcaName(), provider);
    mac.init(issuer.secret());
    return token -> {
      SignedBytes bytes = SignedBytes.of(token);
      return () -> MessageDigest.isEqual(mac.doFinal(bytes.signed()), bytes.signature());
    };
  }

  private static Verifier keptSignature(Issuer issuer, Provider provider)
      throws GeneralSecurityException {
    String name = Providers.nameAt(provider, issuer);
    Signature engine = Signature.getInstance(name, provider);
    engine.initVerify(ownKey(issuer.publicKey(), provider));
    return token -> {
      SignedBytes given = SignedBytes.of(token);
      SignedBytes bytes = name.equals(Providers.ECDSA_IN_DER) ? given.inDer() : given;
      return () -> holds(engine, bytes);
    };
  }

  /** The key as the provider keeps it: to take another's over can cost more than a signature. */
  private static PublicKey ownKey(PublicKey key, Provider provider)
      throws GeneralSecurityException {
    return provider.getService("KeyFactory", key.getAlgorithm()) == null
        ? key
        : KeyFactory.getInstance(key.getAlgorithm(), provider)
            .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static boolean holds(Signature engine, SignedBytes bytes)
      throws GeneralSecurityException {
    engine.update(bytes.signed());
    return engine.verify(bytes.signature());
  }
}
