package dev.latchkey.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Authorities and a server's certificate for {@code localhost}, made by the JDK's own tool. */
final class Certificates {
  private static final String PASSWORD = "for-this-test-alone";

  private Certificates() {}

  /** Writes {@code ca.pem}, {@code other-ca.pem}, {@code server.pem} and {@code server.key}. */
  static void write(Path folder) throws Exception {
    for (String name : List.of("ca", "other-ca")) {
      keytool(folder, name, "-genkeypair -keyalg EC -dname CN=" + name + " -ext bc:c");
      keytool(folder, name, "-exportcert -rfc -file " + folder.resolve(name + ".pem"));
    }
    Path request = folder.resolve("server.csr");
    Path answer = folder.resolve("server.pem");
    keytool(folder, "server", "-genkeypair -keyalg EC -dname CN=server");
    keytool(folder, "server", "-certreq -file " + request);
    keytool(
        folder,
        "ca",
        "-gencert -rfc -ext san=dns:localhost -infile " + request + " -outfile " + answer);
    writeKey(folder);
  }

  private static void writeKey(Path folder) throws Exception {
    var store =
        java.security.KeyStore.getInstance(
            folder.resolve("server.p12").toFile(), PASSWORD.toCharArray());
    byte[] key = store.getKey("mykey", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(
        folder.resolve("server.key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static void keytool(Path folder, String store, String words) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        Stream.of(
                Stream.of(tool.toString()),
                Stream.of(words.split(" ")),
                Stream.of("-keystore", folder.resolve(store + ".p12").toString()),
                Stream.of("-storepass", PASSWORD))
            .flatMap(each -> each)
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String written = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + written);
    }
  }
}
