package dev.latchkey.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** Looks into a file of certificate authorities before Lettuce, which would do so much later. */
final class Authorities {

  private Authorities() {}

  /** What keeps a file from being used; empty where nothing does. */
  static Optional<String> problem(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()
          ? Optional.of(noCertificates(file))
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.of(noCertificates(file));
    } catch (IOException e) {
      return Optional.of(
          "redis.trust-store names "
              + file
              + ", which cannot be read ("
              + e.getClass().getSimpleName()
              + "); check the path and whose file it is");
    }
  }

  private static String noCertificates(Path file) {
    return "redis.trust-store names "
        + file
        + ", which holds no certificates that can be read; write them as PEM, each beginning with"
        + " -----BEGIN CERTIFICATE-----";
  }
}
