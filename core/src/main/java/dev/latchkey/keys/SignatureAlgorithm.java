package dev.latchkey.keys;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms for public keys, by their names in a header (RFC 7518, RFC 8037, RFC
 * 9864).
 */
enum SignatureAlgorithm {
  RS256("RS256", "SHA256withRSA", null),
  RS384("RS384", "SHA384withRSA", null),
  RS512("RS512", "SHA512withRSA", null),
  PS256("PS256", "RSASSA-PSS", pss("SHA-256", MGF1ParameterSpec.SHA256, 32)),
  PS384("PS384", "RSASSA-PSS", pss("SHA-384", MGF1ParameterSpec.SHA384, 48)),
  PS512("PS512", "RSASSA-PSS", pss("SHA-512", MGF1ParameterSpec.SHA512, 64)),
  ES256("ES256", "SHA256withECDSAinP1363Format", null),
  ES384("ES384", "SHA384withECDSAinP1363Format", null),
  ES512("ES512", "SHA512withECDSAinP1363Format", null),
  EDDSA("EdDSA", "Ed25519", null),
  ED25519("Ed25519", "Ed25519", null);

  private static final Map<String, SignatureAlgorithm> BY_NAME = new HashMap<>();

  static {
    for (SignatureAlgorithm algorithm : values()) {
      BY_NAME.put(algorithm.headerName, algorithm);
    }
  }

  private final String headerName;
  private final String jcaName;
  private final @Nullable PSSParameterSpec pss;

  SignatureAlgorithm(String headerName, String jcaName, @Nullable PSSParameterSpec pss) {
    this.headerName = headerName;
    this.jcaName = jcaName;
    this.pss = pss;
  }

  /** The salt is as long as the hash (RFC 7518 section 3.5). */
  private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int saltBytes) {
    return new PSSParameterSpec(hash, "MGF1", mask, saltBytes, 1);
  }

  /** Finds an algorithm by its exact name; {@code null} for every other. */
  static @Nullable SignatureAlgorithm named(String headerName) {
    return BY_NAME.get(headerName);
  }

  String headerName() {
    return headerName;
  }

  /**
   * Makes an engine that is ready for signatures of the key, again after each verification.
   *
   * @param provider whose it is; {@code null}: of the first that takes the key
   */
  Signature verifier(PublicKey key, @Nullable Provider provider) throws GeneralSecurityException {
    Signature signature =
        provider == null
            ? Signature.getInstance(jcaName)
            : Signature.getInstance(jcaName, provider);
    if (pss != null) {
      signature.setParameter(pss);
    }
    signature.initVerify(key);
    return signature;
  }
}
