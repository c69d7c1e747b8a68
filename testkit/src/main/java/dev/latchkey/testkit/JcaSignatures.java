package dev.latchkey.testkit;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** The JDK's names of the algorithms of RFC 7518 section 3.1 and RFC 8037. */
final class JcaSignatures {
  private JcaSignatures() {}

  static Signature of(JWSAlgorithm algorithm) throws GeneralSecurityException {
    String name = algorithm.getName();
    String bits = name.substring(2);
    return switch (name.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
      case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      case "PS" -> pss(Integer.parseInt(bits));
      default -> Signature.getInstance("Ed25519");
    };
  }

  /** RFC 7518 section 3.5: the salt is as long as the hash. */
  private static Signature pss(int bits) throws GeneralSecurityException {
    String hash = "SHA-" + bits;
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / Byte.SIZE, 1));
    return signature;
  }
}
