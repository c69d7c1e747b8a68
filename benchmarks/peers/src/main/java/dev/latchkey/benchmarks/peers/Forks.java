package dev.latchkey.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Starts one process after the other, all with the same flags. */
final class Forks {

  /** A heap that is full seldom, and a collector that takes no core while others are timed. */
  private static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

  private final Path java;
  private final String pace;

  Forks(Path javaHome, boolean quick) {
    this.java = javaHome.resolve("bin").resolve("java");
    this.pace = quick ? "quick" : "full";
  }

  static String flags() {
    return String.join(" ", FLAGS);
  }

  /** Measures one; empty where the candidate cannot do this algorithm. */
  Optional<Outcome> measure(Candidate candidate, String algorithm) throws IOException {
    List<String> lines = run(PairFork.class.getName(), List.of(candidate.name(), algorithm, pace));
    Optional<Outcome> outcome =
        lines.stream().map(Outcome::read).filter(Objects::nonNull).findFirst();
    if (outcome.isEmpty() && lines.stream().noneMatch(line -> line.startsWith(PairFork.CANNOT))) {
      System.err.println(String.join("\n", lines));
    }
    return outcome;
  }

  /** Runs a program of this class path with the Java that is measured. */
  List<String> run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.inputReader().lines().toList();
  }
}
