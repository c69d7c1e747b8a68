package dev.latchkey.benchmarks.peers;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.latchkey.benchmarks.Issuer;
import java.security.Provider;
import java.security.Security;
import org.conscrypt.Conscrypt;

/** Where engines come from, and what they are called there. */
final class Providers {

  static final String ECDSA_IN_DER = "SHA256withECDSA";

  private Providers() {}

  /** The JDK's own, whoever stands before it in the list. */
  static Provider jdk(String algorithm) {
    return Security.getProvider(
        switch (algorithm) {
          case "RS256" -> "SunRsaSign";
          case "HS256" -> "SunJCE";
          default -> "SunEC";
        });
  }

  static Provider corretto() {
    AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
    return AmazonCorrettoCryptoProvider.INSTANCE;
  }

  static Provider conscrypt() {
    return Conscrypt.newProvider();
  }

  /** What a provider calls the signatures of an issuer. */
  static String nameAt(Provider provider, Issuer issuer) {
    if (provider.getService("Signature", issuer.jcaName()) != null) {
      return issuer.jcaName();
    }
    return issuer.algorithm().equals("ES256") ? ECDSA_IN_DER : "EdDSA";
  }
}
