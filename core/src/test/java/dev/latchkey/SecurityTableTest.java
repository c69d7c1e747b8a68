package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SECURITY.md says for each row of the attack and fault lists which tests hold it. */
class SecurityTableTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern ROW = Pattern.compile("@Tag\\(\"([A-P][0-9]{2}|F-[0-9]{2})\"\\)");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Story|IT))`");
  private static final Pattern TABLE =
      Pattern.compile("<!-- rows -->\n(.*?)\n<!-- /rows -->", Pattern.DOTALL);

  @Test
  void namesTheTestsOfEveryRow() throws IOException {
    String expected =
        "| row | tests |\n|---|---|\n"
            + tests().entrySet().stream()
                .map(row -> "| " + row.getKey() + " | " + String.join(", ", row.getValue()) + " |")
                .collect(Collectors.joining("\n"));

    Matcher table = TABLE.matcher(Files.readString(ROOT.resolve("SECURITY.md")));

    assertThat(table.find()).isTrue();
    assertThat(table.group(1))
        .as("the rows between the two marks; write there:%n%s%n", expected)
        .isEqualTo(expected);
  }

  @Test
  void namesOnlyTestsThatExist() throws IOException {
    List<String> existing =
        sources().stream()
            .map(source -> source.getFileName().toString().replace(".java", ""))
            .toList();

    Matcher named = NAMED.matcher(Files.readString(ROOT.resolve("SECURITY.md")));

    assertThat(named.results().map(name -> name.group(1)))
        .isNotEmpty()
        .allMatch(existing::contains);
  }

  private static SortedMap<String, SortedSet<String>> tests() throws IOException {
    SortedMap<String, SortedSet<String>> tests = new TreeMap<>();
    for (Path source : sources()) {
      Matcher row = ROW.matcher(Files.readString(source));
      String name = source.getFileName().toString().replace(".java", "");
      while (row.find()) {
        tests.computeIfAbsent(row.group(1), any -> new TreeSet<>()).add(name);
      }
    }
    assertThat(tests).hasSizeGreaterThan(300);
    return tests;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(
              file ->
                  file.toString().contains("src/test/java")
                      || file.toString().contains("testkit/contract")) // inherited by tests
          .toList();
    }
  }
}
