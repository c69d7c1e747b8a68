package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault is observed by a test, and stands in the README with the rows it is for. */
class FaultTableTest {
  private static final Pattern TABLE =
      Pattern.compile("<!-- faults -->\n(.*?)\n<!-- /faults -->", Pattern.DOTALL);

  /** The enums, in the order of their names. */
  static List<Class<?>> kinds() {
    return kinds(Fault.class)
        .sorted(Comparator.comparing(Class::getSimpleName))
        .collect(Collectors.toList());
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isEnum()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(FaultTableTest::kinds);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatLatchkeyMakesOfEachFaultIsTested(Class<?> kind) {
    assertThat(tests(kind).flatMap(FaultTableTest::arguments))
        .containsAll(Stream.of(kind.getEnumConstants()).map(Object::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theseTestsAreTaggedWithTheRows(Class<?> kind) {
    Set<String> rows =
        faults(kind).map(Fault::rows).flatMap(Collection::stream).collect(Collectors.toSet());

    assertThat(tests(kind).flatMap(test -> Stream.of(test.getAnnotationsByType(Tag.class))))
        .extracting(Tag::value)
        .containsAll(rows);
  }

  @Test
  void theReadmeListsThemAll() throws IOException {
    String expected =
        "| fault | rows |\n|---|---|\n"
            + kinds().stream()
                .flatMap(FaultTableTest::faults)
                .map(FaultTableTest::line)
                .collect(Collectors.joining("\n"));

    Matcher table = TABLE.matcher(Files.readString(Path.of("README.md")));

    assertThat(table.find()).isTrue();
    assertThat(table.group(1)).as("between the marks write:%n%s%n", expected).isEqualTo(expected);
  }

  private static String line(Fault fault) {
    return "| `%s.%s` | %s |"
        .formatted(
            ((Enum<?>) fault).getDeclaringClass().getSimpleName(),
            fault,
            String.join(" ", new TreeSet<>(fault.rows())));
  }

  private static Stream<Fault> faults(Class<?> kind) {
    return Stream.of(kind.getEnumConstants()).map(Fault.class::cast);
  }

  /** The tests whose first argument is such a fault. */
  private static Stream<Method> tests(Class<?> kind) {
    return Stream.of(TokenFaultsTest.class, ProviderFaultsTest.class)
        .flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
        .filter(test -> test.isAnnotationPresent(ParameterizedTest.class))
        .filter(test -> test.getParameterTypes()[0] == kind);
  }

  private static Stream<String> arguments(Method test) {
    CsvSource table = test.getAnnotation(CsvSource.class);
    if (table != null) {
      return table.textBlock().lines().map(line -> line.split(",")[0].strip());
    }
    boolean all = test.getAnnotation(EnumSource.class).names().length == 0;
    return Stream.of(all ? test.getParameterTypes()[0].getEnumConstants() : new Object[0])
        .map(Object::toString);
  }
}
