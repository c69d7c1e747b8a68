package dev.latchkey.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Reads certificates that vouch for others; tells the three kinds of file apart by content. */
final class TrustFile {

  private static final int MAX_BYTES = 16 * 1024 * 1024;
  private static final byte[] JKS = {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed};
  private static final String BEGIN = "-----BEGIN ";

  private TrustFile() {}

  static KeyStore read(Path file, @Nullable String password) {
    byte[] bytes = bytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      KeyStore read = text.contains(BEGIN) ? pem(file, text) : store(file, bytes, password);
      if (count(read) == 0) {
        throw new IllegalArgumentException(
            file
                + " holds no certificate that can be read; a PKCS12 file shows none without its"
                + " password: set http.trust-store-password-file");
      }
      return read;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM reads no key stores", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(file + " is longer than " + MAX_BYTES + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static KeyStore pem(Path file, String text) throws GeneralSecurityException {
    if (text.contains("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          file + " holds a private key, which has no business among trusted certificates");
    }
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates(file, text)) {
      store.setCertificateEntry("certificate-" + ++number, certificate);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file, String text) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          file + " holds a PEM block that is no certificate; write BEGIN CERTIFICATE blocks only",
          e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read here", e);
    }
  }

  private static KeyStore store(Path file, byte[] bytes, @Nullable String password)
      throws KeyStoreException {
    boolean jks = bytes.length > JKS.length && startsWith(bytes, JKS);
    KeyStore store = KeyStore.getInstance(jks ? "JKS" : "PKCS12");
    try {
      store.load(new ByteArrayInputStream(bytes), password == null ? null : password.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          file
              + " cannot be opened as "
              + store.getType()
              + "; is it JKS, PKCS12 or PEM, and http.trust-store-password right?",
          e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** Certificates that are trusted; those beside a private key are that key's own. */
  private static long count(KeyStore store) throws KeyStoreException {
    long trusted = 0;
    for (String alias : Collections.list(store.aliases())) {
      trusted += store.isCertificateEntry(alias) ? 1 : 0;
    }
    return trusted;
  }
}
