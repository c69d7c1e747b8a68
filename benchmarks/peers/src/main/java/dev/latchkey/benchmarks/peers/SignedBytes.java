package dev.latchkey.benchmarks.peers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;

/** What of a token its signature is over, and the signature. */
record SignedBytes(byte[] signed, byte[] signature) {

  static SignedBytes of(String token) {
    int lastDot = token.lastIndexOf('.');
    return new SignedBytes(
        token.substring(0, lastDot).getBytes(StandardCharsets.US_ASCII),
        new Base64URL(token.substring(lastDot + 1)).decode());
  }

  /** For engines that know ECDSA signatures in this form only. */
  SignedBytes inDer() throws SignatureException {
    try {
      return new SignedBytes(signed, ECDSA.transcodeSignatureToDER(signature));
    } catch (JOSEException e) {
      throw new SignatureException(e);
    }
  }
}
