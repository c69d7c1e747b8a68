package dev.latchkey.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts what another trusts, where the certificate names its host as it must: in {@code
 * subjectAltName}, since the JDK still takes a common name for a host (RFC 9525 section 2 does
 * not). Host names are verified whatever the JVM was told ({@code
 * jdk.internal.httpclient.disableHostnameVerification}).
 */
final class NamedCertificates extends X509ExtendedTrustManager {

  private static final int DNS_NAME = 2;
  private static final String VERIFY_HOST = "HTTPS"; // RFC 9110 section 4.3.4

  private final X509ExtendedTrustManager chains;

  NamedCertificates(X509ExtendedTrustManager chains) {
    this.chains = chains;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(VERIFY_HOST);
    engine.setSSLParameters(parameters);
    chains.checkServerTrusted(chain, type, engine);
    if (AddressRange.literal(engine.getPeerHost()) == null && !namesHosts(chain[0])) {
      throw new CertificateException(
          "the certificate names its host in its subject alone; one with subjectAltName is needed");
    }
  }

  private static boolean namesHosts(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames(); // null: none, or garbled
    return names != null
        && names.stream().anyMatch(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw unusable();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw unusable();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw unusable();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw unusable();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw unusable();
  }

  /** These know no host to verify, and the JDK's client uses none of them. */
  private static CertificateException unusable() {
    return new CertificateException("certificates are checked with the host they are for, only");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
