package dev.latchkey.examples.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on a free port of 127.0.0.1, which can be killed and started again. It keeps nothing
 * on disk unless the options say so, and ends with this process at the latest. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {

  private static final Path DEBIANS = Path.of("/usr/bin/redis-server");
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int READ_LIMIT_MILLIS = 1_000;

  private final List<String> command = new ArrayList<>();
  private final int port;
  private Process process;

  private RedisServer(List<String> options) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    command.addAll(List.of(executable(), "--port", Integer.toString(port)));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--loglevel", "warning"));
    command.addAll(options);
    process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
  }

  /**
   * Starts one and returns when it answers.
   *
   * @param options as its command line takes them, such as {@code --appendonly yes}, each word by
   *     itself
   */
  public static RedisServer start(String... options) {
    try {
      return new RedisServer(List.of(options));
    } catch (IOException e) {
      throw new UncheckedIOException("no redis-server runs here", e);
    }
  }

  /** Debian's where it is installed, else the one that comes along. */
  private static String executable() throws IOException {
    return Files.isExecutable(DEBIANS)
        ? DEBIANS.toString()
        : ExecutableProvider.newJarResourceProvider().get().toString();
  }

  private Process launch() throws IOException {
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long begin = System.nanoTime();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() - begin > START_LIMIT.toNanos()) {
        started.destroyForcibly();
        throw new IOException("redis-server does not start on port " + port);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return started;
  }

  /** It has read what it kept on disk, too. */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(READ_LIMIT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** What {@code redis.uri} is to be. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Kills it, as a power cut does, and returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again at the same address, and returns when it answers. */
  public void restart() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
