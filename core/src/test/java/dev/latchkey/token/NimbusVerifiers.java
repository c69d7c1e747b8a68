package dev.latchkey.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.crypto.impl.CriticalHeaderParamsDeferral;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;

/** Nimbus's verifiers, and one of the JDK's for EdDSA, where Nimbus's needs a library more. */
final class NimbusVerifiers extends DefaultJWSVerifierFactory {

  @Override
  public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
    return header.getAlgorithm().equals(JWSAlgorithm.EdDSA) && key instanceof PublicKey edwards
        ? new Edwards(edwards)
        : super.createJWSVerifier(header, key);
  }

  private static final class Edwards extends BaseJWSProvider implements JWSVerifier {

    private static final int SIGNATURE_BYTES = 64;

    private final PublicKey key;

    Edwards(PublicKey key) {
      super(Set.of(JWSAlgorithm.EdDSA));
      this.key = key;
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) {
      byte[] bytes = signature.decode();
      try {
        Signature engine = Signature.getInstance("Ed25519");
        engine.initVerify(key);
        engine.update(signingInput);
        return new CriticalHeaderParamsDeferral().headerPasses(header)
            && bytes.length == SIGNATURE_BYTES // the JDK takes longer ones, Nimbus's own does not
            && engine.verify(bytes);
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
  }
}
