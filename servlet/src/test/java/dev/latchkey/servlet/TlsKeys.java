package dev.latchkey.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate for 127.0.0.1, made anew for each run of the tests. */
final class TlsKeys {

  static final String PASSWORD = "only-for-tests";

  private static final KeyStore STORE = make();

  private TlsKeys() {}

  static KeyStore store() {
    return STORE;
  }

  /** Trusts that certificate alone. */
  static SSLContext trusting() {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("app", STORE.getCertificate("app"));
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore make() {
    try {
      Path folder = Files.createTempDirectory("tls");
      Path file = folder.resolve("keys.p12");
      keytool(file);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      Files.delete(file);
      Files.delete(folder);
      return store;
    } catch (GeneralSecurityException | IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path file) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String command =
        "-genkeypair -alias app -keyalg EC -dname CN=app -ext san=ip:127.0.0.1 -storetype PKCS12"
            + " -storepass "
            + PASSWORD
            + " -keystore";
    ProcessBuilder builder = new ProcessBuilder(tool);
    builder.command().addAll(java.util.List.of(command.split(" ")));
    builder.command().add(file.toString());
    int exit = builder.redirectErrorStream(true).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("keytool ended with " + exit);
    }
  }
}
