package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.policy.RuleTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The settings and rules that the pages advise exist: in each block of properties, and in the
 * column {@code Latchkey} of each table below the mark {@code <!-- checked settings -->}.
 */
class PageSettingsTest {

  private static final Pattern TABLE =
      Pattern.compile("(?m)^<!-- checked settings -->\n((?:^\\|.*\n)+)");
  private static final Pattern PROPERTIES = Pattern.compile("(?ms)^```properties\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern RULE =
      Pattern.compile("(?:audit:)?(?:public|optional|bearer|login|any|deny) +\\S.*");

  static Stream<Path> pages() {
    return Pages.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void adviseOnlyWhatThereIs(Path page) {
    String text = Pages.read(page);
    List<String> unknown = new ArrayList<>();
    TABLE.matcher(text).results().forEach(table -> checkTable(table.group(1), unknown));
    PROPERTIES.matcher(text).results().forEach(block -> checkBlock(block.group(1), unknown));

    assertThat(unknown).as("what %s advises and Latchkey does not know", page).isEmpty();
  }

  @Test
  void noticesWhatThereIsNot() {
    List<String> unknown = new ArrayList<>();
    checkTable(
        """
        | theirs | Latchkey | remarks |
        |---|---|---|
        | a | `isuer`, `scopes=email`, `forward.X-User`, `provider.<name>.issuer`, `rule.1` | `b` |
        | c | `bearer /a scope=b`, `login /a/*`, `provider.<name>.base-url` |
        """,
        unknown);
    checkBlock("issuer=https://id.example.com\n\n# aside\nlogin.timeout=1s\n", unknown);

    assertThat(unknown)
        .containsExactly("isuer", "login /a/*", "provider.<name>.base-url", "login.timeout");
  }

  private static void checkTable(String table, List<String> unknown) {
    List<String> rows = table.lines().toList();
    int column = cells(rows.get(0)).indexOf("Latchkey");
    assertThat(column).as("a column Latchkey in %s", rows.get(0)).isNotNegative();
    rows.stream()
        .skip(2)
        .flatMap(row -> CODE.matcher(cells(row).get(column)).results())
        .map(code -> code.group(1))
        .filter(code -> !isKnown(code))
        .forEach(unknown::add);
  }

  private static List<String> cells(String row) {
    String unescaped = row.replace("\\|", "\u0000");
    return Arrays.stream(unescaped.split("\\|"))
        .map(cell -> cell.replace('\u0000', '|').strip())
        .toList();
  }

  private static void checkBlock(String properties, List<String> unknown) {
    properties
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(" "))
        .map(line -> line.split("=", 2)[0])
        .filter(key -> !isSetting(key))
        .forEach(unknown::add);
  }

  private static boolean isKnown(String code) {
    return RULE.matcher(code).matches() ? isRule(code) : isSetting(code.split("=", 2)[0]);
  }

  private static boolean isSetting(String key) {
    return new GivenSettings().put(key.replace("<name>", "partner"), "");
  }

  private static boolean isRule(String line) {
    List<String> problems = new ArrayList<>();
    RuleTable.parse(line.replace("…", "x"), List.of("main", "partner"), problems::add);
    return problems.isEmpty();
  }
}
