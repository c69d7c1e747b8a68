package dev.latchkey.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An example as a user starts it: {@code PORT=… java -jar …} in a process of its own. What it says
 * goes to {@code target/shops/}.
 */
final class ShopProcess implements AutoCloseable {

  /** Where the examples are, seen from the folder in which Maven runs these tests. */
  private static final Path EXAMPLES = Path.of("..").toAbsolutePath().normalize();

  private static final Path LOGS = Path.of("target", "shops");
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Pattern CURL =
      Pattern.compile("curl -H \"Authorization: Bearer (\\S+)\" (\\S+)");
  private static final Pattern OPEN = Pattern.compile("The shop is open: (\\S+)");
  private static final String STARTED = "Ctrl-C closes it.";

  private final Path log;
  private final int port;
  private final Process process;

  private ShopProcess(Path log, int port, Process process) {
    this.log = log;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts an example and returns when it is open.
   *
   * @param jar relative to the folder of the examples
   * @param environment beside {@code PORT}
   */
  static ShopProcess start(String jar, Map<String, String> environment) {
    int port = FreePort.any();
    Path log = LOGS.resolve(Path.of(jar).getFileName() + "-" + port + ".log");
    try {
      Files.createDirectories(LOGS);
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-jar",
                  EXAMPLES.resolve(jar).toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("LATCHKEY_"));
      builder.environment().put("PORT", Integer.toString(port));
      builder.environment().putAll(environment);
      ShopProcess shop = new ShopProcess(log, port, builder.start());
      Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "shop-end"));
      shop.awaitOpen();
      return shop;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitOpen() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!said().contains(STARTED)) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "the shop did not open, exit code " + end() + "\n" + said());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** Everything it said so far. */
  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it says that it is open, without a slash at the end. */
  String address() {
    return found(OPEN, 1);
  }

  /** The host's own root, whatever path the shop lives below. */
  String host() {
    return "http://localhost:" + port;
  }

  /** The address in the printed {@code curl} line. */
  String curlAddress() {
    return found(CURL, 2);
  }

  /** The token in the printed {@code curl} line. */
  String token() {
    return found(CURL, 1);
  }

  private String found(Pattern pattern, int group) {
    Matcher matcher = pattern.matcher(said());
    if (!matcher.find()) {
      throw new AssertionError("not printed: " + pattern + "\n" + said());
    }
    return Objects.requireNonNull(matcher.group(group));
  }

  /** Ends it as Ctrl-C does; returns its exit code, or {@code null} when it had to be killed. */
  @Nullable Integer end() {
    process.destroy();
    try {
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return null;
  }

  @Override
  public void close() {
    end();
  }
}
