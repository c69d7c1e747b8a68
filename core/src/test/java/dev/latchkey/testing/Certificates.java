package dev.latchkey.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority for tests, which certifies whatever it is told to, sound or not. */
public final class Certificates {

  private static final byte[] ECDSA_WITH_SHA256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2);
  private static final byte[] COMMON_NAME = oid(0x55, 4, 3);
  private static final byte[] ALTERNATIVE_NAME = oid(0x55, 0x1d, 0x11);
  private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final char[] NO_PASSWORD = {};
  private static final AtomicInteger SERIAL = new AtomicInteger(1);

  private final KeyPair keys = TestKeys.ec("secp256r1");
  private final X509Certificate authority =
      certificate("Test authority", isAuthority(), day(0), keys, "Test authority");

  /** What a server shows. */
  public record Shown(X509Certificate certificate, KeyPair keys) {

    /** Serves TLS with this certificate. */
    public SSLContext context() {
      try {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
            "server", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The authority's own certificate. */
  public X509Certificate authority() {
    return authority;
  }

  /** For these DNS names, as they are. */
  public Shown named(String... names) {
    return shown("any", dnsNames(names), day(0));
  }

  /** For 127.0.0.1. */
  public Shown forLoopback() {
    return shown("any", alternatives(tagged(IP_ADDRESS, new byte[] {127, 0, 0, 1})), day(0));
  }

  /** For a name that is its subject's common name and stands nowhere else. */
  public Shown commonName(String name) {
    return shown(name, new byte[0], day(0));
  }

  /** For a name, and over since yesterday. */
  public Shown expired(String name) {
    return shown("any", dnsNames(name), day(-30));
  }

  /** Signed with its own key. */
  public Shown selfSigned(String name) {
    KeyPair own = TestKeys.ec("secp256r1");
    return new Shown(certificate("self", dnsNames(name), day(0), own, "self", own), own);
  }

  private Shown shown(String subject, byte[] extension, Instant from) {
    KeyPair own = TestKeys.ec("secp256r1");
    return new Shown(certificate(subject, extension, from, own, "Test authority"), own);
  }

  /** PEM. */
  public static String pem(Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key store that trusts one certificate. */
  public static byte[] store(String type, Certificate trusted, char[] password) {
    try {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      store.setCertificateEntry("trusted", trusted);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password);
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant day(int days) {
    return Instant.now().plus(Duration.ofDays(days)).minus(Duration.ofHours(1));
  }

  private X509Certificate certificate(
      String subject, byte[] extension, Instant from, KeyPair subjects, String issuer) {
    return certificate(subject, extension, from, subjects, issuer, keys);
  }

  /** RFC 5280 section 4.1; good for 29 days. */
  private static X509Certificate certificate(
      String subject, byte[] extension, Instant from, KeyPair subjects, String issuer, KeyPair by) {
    byte[] algorithm = sequence(ECDSA_WITH_SHA256);
    byte[] version = tagged(0xa0, tagged(2, new byte[] {2}));
    byte[] serial = tagged(2, BigInteger.valueOf(SERIAL.getAndIncrement()).toByteArray());
    byte[] validity = sequence(time(from), time(from.plus(Duration.ofDays(29))));
    byte[] extensions =
        extension.length == 0 ? extension : tagged(0xa3, sequence(sequence(extension)));
    byte[] body =
        sequence(
            version,
            serial,
            algorithm,
            name(issuer),
            validity,
            name(subject),
            subjects.getPublic().getEncoded(),
            extensions);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(by.getPrivate());
      signature.update(body);
      byte[] whole = sequence(body, algorithm, bits(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] isAuthority() {
    byte[] yes = sequence(tagged(1, new byte[] {(byte) 0xff}));
    return joined(BASIC_CONSTRAINTS, tagged(1, new byte[] {(byte) 0xff}), tagged(4, yes));
  }

  private static byte[] dnsNames(String... names) {
    byte[][] tagged = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      tagged[i] = tagged(DNS_NAME, names[i].getBytes(StandardCharsets.ISO_8859_1));
    }
    return alternatives(tagged);
  }

  private static byte[] alternatives(byte[]... names) {
    return joined(ALTERNATIVE_NAME, tagged(4, sequence(names)));
  }

  private static byte[] name(String common) {
    byte[] text = tagged(0x0c, common.getBytes(StandardCharsets.UTF_8));
    return sequence(tagged(0x31, sequence(COMMON_NAME, text)));
  }

  private static byte[] time(Instant time) {
    String text =
        DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").format(time.atZone(ZoneOffset.UTC));
    return tagged(0x17, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bits(byte[] content) {
    return tagged(3, joined(new byte[] {0}, content));
  }

  private static byte[] oid(int... encoded) {
    byte[] bytes = new byte[encoded.length];
    for (int i = 0; i < encoded.length; i++) {
      bytes[i] = (byte) encoded[i];
    }
    return tagged(6, bytes);
  }

  private static byte[] sequence(byte[]... parts) {
    return tagged(0x30, joined(parts));
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length >= 0x80) {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int zero = length[0] == 0 ? 1 : 0;
      out.write(0x80 | length.length - zero);
      out.write(length, zero, length.length - zero);
    } else {
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
