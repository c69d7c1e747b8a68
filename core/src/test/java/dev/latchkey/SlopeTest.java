package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the slope: each package uses only those to its left, and the root alone sees them all. */
class SlopeTest {

  private static final String ROOT = "dev.latchkey";

  private static final List<String> SLOPE =
      Stream.of(
              "json",
              "event",
              "http",
              "seal",
              "keys",
              "provider",
              "token",
              "login",
              "session",
              "policy",
              "gate",
              "")
          .map(place -> place.isEmpty() ? ROOT : ROOT + "." + place)
          .toList();

  private static final Pattern ARROW =
      Pattern.compile("\\s+(dev\\.latchkey\\.\\S+)\\s+->\\s+(dev\\.latchkey\\.\\S+)\\s.*");

  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path SOURCES = Path.of("src", "main", "java");

  @TempDir private Path madeUp;

  @Test
  void eachPackageUsesOnlyThoseToItsLeft() throws IOException {
    assertThat(wrongArrows(CLASSES)).isEmpty();
  }

  @Test
  void everyPackageStandsOnTheSlope() throws IOException {
    assertThat(packages(CLASSES)).isNotEmpty().isSubsetOf(SLOPE);
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    assertThat(packages(CLASSES))
        .allSatisfy(
            name ->
                assertThat(SOURCES.resolve(name.replace('.', '/') + "/package-info.java"))
                    .exists());
  }

  @Test
  void reportsAnArrowThatRunsUphill() throws IOException {
    source("event.Low", "public class Low { dev.latchkey.gate.High high; }");
    source("gate.High", "public class High { dev.latchkey.event.Low low; }");

    assertThat(wrongArrows(compiled()))
        .containsExactly("dev.latchkey.event.Low -> dev.latchkey.gate.High");
  }

  @Test
  void reportsAnArrowToTheRoot() throws IOException {
    source("gate.High", "public class High { dev.latchkey.Top top; }");
    source("Top", "public class Top { dev.latchkey.gate.High high; }");

    assertThat(wrongArrows(compiled()))
        .containsExactly("dev.latchkey.gate.High -> dev.latchkey.Top");
  }

  @Test
  void reportsAnArrowFromAPackageThatIsNotOnTheSlope() throws IOException {
    source("event.Low", "public class Low {}");
    source("aside.Lost", "public class Lost { dev.latchkey.event.Low low; }");

    assertThat(wrongArrows(compiled()))
        .containsExactly("dev.latchkey.aside.Lost -> dev.latchkey.event.Low");
    assertThat(packages(compiled())).contains("dev.latchkey.aside");
  }

  private static List<String> wrongArrows(Path classes) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String line : jdeps(classes).lines().toList()) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches() && !allowed(packageOf(arrow.group(1)), packageOf(arrow.group(2)))) {
        wrong.add(arrow.group(1) + " -> " + arrow.group(2));
      }
    }
    return wrong;
  }

  private static boolean allowed(String from, String to) {
    int user = SLOPE.indexOf(from);
    int used = SLOPE.indexOf(to);
    return used >= 0 && used <= user;
  }

  private static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  private static String jdeps(Path classes) {
    StringWriter out = new StringWriter();
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(out),
                "--ignore-missing-deps",
                "--multi-release",
                "base",
                "-verbose:class",
                "-filter:none",
                classes.toString());
    assertThat(status).as("jdeps said: %s", out).isZero();
    assertThat(out.toString()).as("what jdeps found").contains(ROOT + ".");
    return out.toString();
  }

  private static TreeSet<String> packages(Path classes) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> classes.relativize(file).toString().replace(File.separatorChar, '.'))
          .forEach(name -> names.add(packageOf(packageOf(name))));
    }
    return names;
  }

  private Path compiled() throws IOException {
    Path classes = Files.createDirectories(madeUp.resolve("classes"));
    JavaCompiler compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(madeUp)) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options = List.of("-d", classes.toString(), "-proc:none");
      var units = files.getJavaFileObjectsFromPaths(java);
      assertThat(compiler.getTask(null, files, null, options, null, units).call()).isTrue();
    }
    return classes;
  }

  private void source(String name, String text) throws IOException {
    String type = ROOT + "." + name;
    Path file = madeUp.resolve(type.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "package " + packageOf(type) + ";\n" + text);
  }
}
