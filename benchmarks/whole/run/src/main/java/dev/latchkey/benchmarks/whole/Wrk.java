package dev.latchkey.benchmarks.whole;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Loads servers with the load generator {@code wrk}, which a system's packages have. */
final class Wrk {

  private static final String CONNECTIONS = "4";
  private static final String SERVED = "served ";

  private final Path script;

  private Wrk(Path script) {
    this.script = script;
  }

  /** What came back within a window. */
  record Answers(long requests, long micros) {}

  static Wrk ready() throws IOException {
    try {
      new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().inputReader().readLine();
    } catch (IOException e) {
      throw new IOException("wrk is needed: apt-get install wrk", e);
    }
    Path script = Files.createTempFile("orders", ".lua");
    script.toFile().deleteOnExit();
    try (InputStream lua = Objects.requireNonNull(Wrk.class.getResourceAsStream("orders.lua"))) {
      Files.copy(lua, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return new Wrk(script);
  }

  /**
   * Asks for orders over a few connections that stay open.
   *
   * @param headers a file with a header line for each request, in turn
   * @throws IOException also when anything else than orders came back
   */
  Answers load(URI orders, Path headers, Duration time) throws IOException {
    Process wrk =
        new ProcessBuilder(
                List.of(
                    "wrk",
                    "-t1",
                    "-c" + CONNECTIONS,
                    "-d" + time.toSeconds() + "s",
                    "-s",
                    script.toString(),
                    orders.toString(),
                    "--",
                    headers.toString()))
            .redirectErrorStream(true)
            .start();
    List<String> lines = wrk.inputReader().lines().toList();
    String served =
        lines.stream()
            .filter(line -> line.startsWith(SERVED))
            .findFirst()
            .orElseThrow(() -> new IOException(String.join("\n", lines)));
    String[] figures = served.substring(SERVED.length()).split(" ");
    if (!figures[2].equals("0") || !figures[3].equals("0")) {
      throw new IOException("not all requests were answered well: " + String.join("\n", lines));
    }
    return new Answers(Long.parseLong(figures[0]), Long.parseLong(figures[1]));
  }
}
