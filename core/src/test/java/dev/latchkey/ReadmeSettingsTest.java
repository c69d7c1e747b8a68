package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of settings says what the code says, no more and no less. */
class ReadmeSettingsTest {

  private static final String BEGIN = "<!-- settings -->";
  private static final String END = "<!-- /settings -->";

  @Test
  void hasEverySettingWithDefaultAndMeaningInItsTable() {
    String expected =
        Arrays.stream(Setting.values())
            .map(ReadmeSettingsTest::row)
            .collect(Collectors.joining("\n"));

    assertThat(String.join("\n", rowsOfTheReadme()))
        .as("the rows between %s and %s; write there:%n%s%n", BEGIN, END, expected)
        .isEqualTo(expected);
  }

  @Test
  void hasAMeaningAndASoundDefaultForEachSetting() {
    assertThat(Setting.values())
        .allSatisfy(setting -> assertThat(setting.meaning()).isNotBlank().doesNotContain("|"))
        .allSatisfy(setting -> assertThat(SettingNames.named(setting.key())).contains(setting));
  }

  private static String row(Setting setting) {
    String standard = setting.defaultText();
    return "| `"
        + setting.key()
        + "` | "
        + (standard.isEmpty() ? "" : "`" + standard + "`")
        + " | "
        + setting.meaning()
        + " |";
  }

  private static List<String> rowsOfTheReadme() {
    List<String> lines = Pages.read(Pages.page("README.md")).lines().toList();
    int begin = lines.indexOf(BEGIN);
    int end = lines.indexOf(END);
    assertThat(begin).as("the line %s", BEGIN).isNotNegative();
    assertThat(end).as("the line %s", END).isGreaterThan(begin);
    return lines.subList(begin + 1, end).stream().filter(line -> line.startsWith("| `")).toList();
  }
}
