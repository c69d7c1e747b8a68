package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.provider.Profile;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of profiles for users says what their data say. */
class ReadmeProfilesTest {

  @Test
  void hasEveryProfileWithWhatItKnows() {
    String expected =
        Profile.known().stream().map(ReadmeProfilesTest::row).collect(Collectors.joining("\n"));
    List<String> lines = Pages.read(Pages.page("docs/providers.md")).lines().toList();
    List<String> table =
        lines.subList(lines.indexOf("<!-- profiles -->"), lines.indexOf("<!-- /profiles -->"));

    assertThat(
            table.stream().filter(line -> line.startsWith("| `")).collect(Collectors.joining("\n")))
        .as("the rows between the marks of profiles; write there:%n%s%n", expected)
        .isEqualTo(expected);
  }

  private static String row(Profile profile) {
    return "| `%s` | %s | %s | %s | %s | %s | %s |"
        .formatted(
            profile.name(),
            code(profile.scopeClaims()),
            code(profile.rolesClaims()),
            code(profile.groupsClaims()),
            code(profile.audienceClaims()),
            code(profile.clientClaims()),
            profile.note());
  }

  private static String code(List<String> pointers) {
    return pointers.stream().map(each -> "`" + each + "`").collect(Collectors.joining(" "));
  }
}
