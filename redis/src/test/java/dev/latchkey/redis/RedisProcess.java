package dev.latchkey.redis;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a port of 127.0.0.1, which can be stopped in all ways and started again. */
final class RedisProcess implements AutoCloseable {
  private final int port;
  private final List<String> options;
  private Process process;

  private RedisProcess(int port, List<String> options) {
    this.port = port;
    this.options = List.copyOf(options);
  }

  static RedisProcess running(String... options) {
    RedisProcess redis = new RedisProcess(freePort(), List.of(options));
    redis.start();
    return redis;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  /** Debian's where it is installed, else the one that the tests bring along. */
  private static String binary() {
    Path debian = Path.of("/usr/bin/redis-server");
    try {
      return Files.isExecutable(debian)
          ? debian.toString()
          : ExecutableProvider.newJarResourceProvider().get().toString();
    } catch (IOException e) {
      throw new IllegalStateException("no redis-server is here", e);
    }
  }

  void start() {
    List<String> command = new ArrayList<>(List.of(binary(), "--port", Integer.toString(port)));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    command.addAll(options);
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IllegalStateException("redis-server does not start", e);
    }
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
