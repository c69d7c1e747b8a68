package dev.latchkey.benchmarks.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What a result was measured on. */
public final class Machine {

  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path LOAD = Path.of("/proc/loadavg");

  private Machine() {}

  /** Processor, cores and system, in one line. */
  public static String description() throws IOException {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  /** The JDK that this process runs on. */
  public static String jdk() {
    return System.getProperty("java.vm.vendor") + " " + Runtime.version();
  }

  /** How many processes wanted a core in the last minute; empty where the system does not say. */
  public static String load() throws IOException {
    return Files.isReadable(LOAD) ? Files.readString(LOAD).split(" ", 2)[0] : "";
  }

  private static String processor() throws IOException {
    if (!Files.isReadable(CPU)) {
      return "processor unknown";
    }
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor unknown");
    }
  }
}
