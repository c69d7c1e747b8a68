package dev.latchkey.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A key and a certificate that nobody vouches for, made once per JVM by the JDK's own tool. */
final class TlsKeyStore {

  static final String PASSWORD = "for-this-test-alone";

  private TlsKeyStore() {}

  /** A PKCS12 file with a certificate for {@code localhost}. */
  static Path forLocalhost() {
    return Shared.FILE;
  }

  private static Path make() {
    try {
      Path file = Files.createTempDirectory(Path.of("target"), "tls-").resolve("localhost.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "SAN=dns:localhost",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  PASSWORD)
              .inheritIO()
              .start();
      if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
        throw new IllegalStateException("keytool made no certificate");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static final class Shared {
    static final Path FILE = make();
  }
}
