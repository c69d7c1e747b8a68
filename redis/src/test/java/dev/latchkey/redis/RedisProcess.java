package dev.latchkey.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a port of 127.0.0.1, which can be stopped in all ways and started again. */
final class RedisProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(20);
  private static final String DEBIANS = "/usr/bin/redis-server";
  private static final String SERVER = server();

  private final int port;
  private final List<String> options;
  private final Path folder;
  private Process process;

  private RedisProcess(int port, List<String> options) {
    this.port = port;
    this.options = List.copyOf(options);
    try {
      folder = Files.createTempDirectory("redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RedisProcess running(String... options) {
    RedisProcess redis = stopped(options);
    redis.start();
    return redis;
  }

  static RedisProcess stopped(String... options) {
    return new RedisProcess(freePort(), List.of(options));
  }

  /** Writes all that it is told to a file before it answers. */
  static RedisProcess runningWithFile(String... options) {
    List<String> all = new ArrayList<>(List.of("--appendonly", "yes", "--appendfsync", "always"));
    all.addAll(List.of(options));
    return running(all.toArray(String[]::new));
  }

  /** A Sentinel that reads and rewrites this configuration. */
  static RedisProcess sentinel(String configuration) {
    RedisProcess sentinel = stopped("--sentinel");
    try {
      Files.writeString(sentinel.file(), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sentinel.start();
    return sentinel;
  }

  /**
   * Drawn by lot, and below those that connections are given: who watches a port whose server was
   * killed, as a Sentinel does, must not find another test's there. A bus is 10,000 further up.
   */
  static int freePort() {
    for (int i = 0; i < 1_000; i++) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 22_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // another one
      }
    }
    throw new IllegalStateException("no free port");
  }

  /**
   * The program that latchkey.redis.server names; without it Debian's, where that is installed;
   * else, and for {@code embedded}, the one that the tests bring along.
   */
  private static String server() {
    String named = System.getProperty("latchkey.redis.server", DEBIANS);
    boolean isThere = !named.equals(DEBIANS) || Files.isExecutable(Path.of(DEBIANS));
    try {
      return isThere && !named.equals("embedded")
          ? named
          : ExecutableProvider.newJarResourceProvider().get().toString();
    } catch (IOException e) {
      throw new IllegalStateException("no redis-server is here", e);
    }
  }

  private Path file() {
    return folder.resolve("configuration");
  }

  /** Starts it and waits until it answers, if only to ask for a password. */
  void start() {
    List<String> command = new ArrayList<>(List.of(SERVER));
    if (Files.exists(file())) {
      command.add(file().toString());
    }
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", folder.toString()));
    if (!options.contains("--sentinel")) {
      command.addAll(List.of("--save", "", "--appendonly", "no"));
    }
    command.addAll(options);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new IllegalStateException("redis-server does not start", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Waiting.until("redis-server answers", LONGEST_START, this::answers);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("redis-server ended: " + log());
    }
    try {
      ask("PING");
      return true;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return "no log";
    }
  }

  /** Asks on a connection of its own; an error is text that begins with a minus. */
  Object ask(String... words) {
    try (RedisWire wire = new RedisWire(port)) {
      return wire.ask(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it stand still, as a machine does that swaps; connections stay. */
  void pause() {
    signal("STOP");
  }

  void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** Where it speaks TLS, if its options say so. */
  int tlsPort() {
    return Integer.parseInt(options.get(options.indexOf("--tls-port") + 1));
  }

  /** By SIGKILL, as if the machine were gone. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
