package dev.latchkey.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars that a server needs beyond Jetty's and its own. */
record Jars(int count, double megabytes) {

  private static final Set<String> ONLY_ANNOTATIONS =
      Set.of("jcip-annotations", "jspecify", "error_prone_annotations");

  static Jars beyondContainer(Program program) throws IOException {
    Set<String> container =
        all(Program.JETTY).stream().map(Jars::artifact).collect(Collectors.toSet());
    List<Path> further =
        all(program).stream()
            .filter(jar -> !container.contains(artifact(jar)))
            .filter(jar -> !artifact(jar).startsWith("latchkey-benchmarks"))
            .filter(jar -> !ONLY_ANNOTATIONS.contains(artifact(jar)))
            .toList();
    long bytes = 0;
    for (Path jar : further) {
      bytes += Files.size(jar);
    }
    return new Jars(further.size(), bytes / 1e6);
  }

  private static List<Path> all(Program program) throws IOException {
    try (Stream<Path> files = Files.list(program.jars())) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  /** The name without the version. */
  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d.*", "");
  }
}
