package dev.latchkey.http;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Which certificate authorities vouch for the servers that are called. Immutable. */
public final class Trust {

  private final SSLContext context;

  private Trust(SSLContext context) {
    this.context = context;
  }

  /** The authorities that this JVM trusts. */
  public static Trust ofJvm() {
    return of(null);
  }

  /**
   * The authorities in this file, and no others.
   *
   * @param file JKS, PKCS12 or PEM
   * @param password what the file is protected with; {@code null} for none
   * @throws IllegalArgumentException saying why it cannot be used and what to do
   */
  public static Trust inFile(Path file, @Nullable String password) {
    return of(TrustFile.read(file, password));
  }

  private static Trust of(@Nullable KeyStore authorities) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {named(factory)}, null);
      return new Trust(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM's trust cannot be set up", e);
    }
  }

  private static NamedCertificates named(TrustManagerFactory factory) {
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(each -> new NamedCertificates((X509ExtendedTrustManager) each))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this JVM can verify no certificates"));
  }

  SSLContext context() {
    return context;
  }
}
