package dev.latchkey.stories;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * A real nginx as one child process, from Debian's package {@code nginx-light}, with a
 * configuration that stands in {@code docs/behind-a-proxy.md}. Only what names a machine is
 * replaced: ports and certificate.
 */
final class Nginx implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  /** What Debian's package has around a site, made smaller. */
  private static final String AROUND =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log error.log;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        include site.conf;
      }
      """;

  private final Path folder;
  private final int port;
  private final Process process;

  private Nginx(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.process =
        new ProcessBuilder(
                PROGRAM.toString(), "-p", folder + "/", "-c", "nginx.conf", "-e", "error.log")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Starts with a configuration of the page.
   *
   * @param site its file
   * @param behind the address that requests go to
   */
  static Nginx start(String site, String behind) {
    return start(site, behind, text -> text);
  }

  /** The same with a configuration that somebody has changed. */
  static Nginx start(String site, String behind, UnaryOperator<String> change) {
    try {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "nginx-")
              .toAbsolutePath();
      int port = FreePort.any();
      TlsKeyStore.writePem(folder.resolve("tls.crt"), folder.resolve("tls.key"));
      Files.writeString(folder.resolve("nginx.conf"), AROUND);
      Files.writeString(folder.resolve("site.conf"), change.apply(here(site, port, behind)));
      Nginx nginx = new Nginx(folder, port);
      nginx.awaitStart();
      return nginx;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String here(String site, int port, String behind) throws IOException {
    try (InputStream file = Nginx.class.getResourceAsStream("/nginx/" + site)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("listen 443", "listen 127.0.0.1:" + port)
          .replaceAll("/etc/nginx/tls/\\w+", "tls")
          .replaceAll("http://127\\.0\\.0\\.1:\\d+", behind);
    }
  }

  private void awaitStart() throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "nginx did not start: " + Files.readString(folder.resolve("error.log")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) { // nobody listens yet
      return false;
    }
  }

  /** The public address of a path. */
  String url(String path) {
    return "https://localhost:" + port + path;
  }

  /** What it complained about so far. */
  String errors() {
    try {
      return Files.readString(folder.resolve("error.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ChildProcess.end(process);
  }
}
