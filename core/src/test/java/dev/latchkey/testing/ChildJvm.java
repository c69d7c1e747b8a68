package dev.latchkey.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main method in a JVM of its own, for what a JVM reads only once. */
public final class ChildJvm {

  private ChildJvm() {}

  /** Returns what it wrote. */
  public static String run(Class<?> main, String option, String... arguments) throws Exception {
    return ended(main, option, arguments).written();
  }

  /** Returns how it ended. */
  public static int code(Class<?> main, String option, String... arguments) throws Exception {
    return ended(main, option, arguments).code();
  }

  private record Ended(String written, int code) {}

  private static Ended ended(Class<?> main, String option, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(written, process.waitFor());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
