package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where rules come from, and how their mistakes are told. */
class RuleSettingsTest extends SoundSettings {

  @TempDir Path folder;

  @Test
  void tellsTheLineOfARuleThatDoesNotParse() {
    assertThat(refusal("rules", "\n# comment\nlogin /ok\nbearer no-slash\n"))
        .contains("rules: line 4: ");
  }

  @Test
  void countsBlankLinesAtTheStart() {
    assertThat(refusal("rules", "\n\n\nlogin\n")).contains("rules: line 4: ");
  }

  @Test
  void readsRulesFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("rules"), "login /**\nbearer /late\n");
    Map<String, String> settings = soundWithout("rules");
    settings.put("rules-file", file.toString());

    assertThat(refusal(settings)).contains("rules: line 2: ");
    settings.put("rules", "login /**");
    assertThat(refusal(settings)).contains("rules, rules-file and rule.1, rule.2, … say the same");
  }

  @Test
  void refusesAMissingFileOfRules() {
    Map<String, String> settings = soundWithout("rules");
    settings.put("rules-file", folder.resolve("absent").toString());

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("rules-file: ", "absent cannot be read (NoSuchFileException)");
  }

  @ParameterizedTest
  @Tag("P09")
  @Tag("K23")
  @ValueSource(strings = {"# public /**", "\n# none\n\n"})
  void aTableWithoutRulesIsRefused(String rules) throws IOException {
    String problem = "rules hold no rule; write at least one, such as deny /**";
    assertThat(refusal("rules", rules)).contains(problem);
    Map<String, String> settings = soundWithout("rules");
    settings.put("rules-file", Files.writeString(folder.resolve("empty"), rules).toString());
    assertThat(refusal(settings)).contains(problem);
    settings.put("rules-file", Files.writeString(folder.resolve("empty"), "").toString());
    assertThat(refusal(settings)).contains(problem);
  }

  @Test
  void protectsEverythingWithoutRules() {
    Map<String, String> settings = soundWithout("rules", "audience");
    starts(settings); // login /**: no bearer token is read, no audience needed

    assertThat(refusal(soundWithout("rules", "audience", "client-id", "client-secret")))
        .contains("audience is not set, but rules read bearer tokens");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "login /** acr=silver",
        "login /a role=x\n or acr=silver|bronze\nlogin /**",
        "login /** acr=silver max-age=5m"
      })
  void refusesARuleForAnAuthenticationThatNoSignInAsksFor(String rules) {
    Map<String, String> settings = soundWith("rules", rules);
    settings.put("login.parameters", "acr_values=gold%20platinum");

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains(
            "login.parameters has acr_values=gold platinum, so nobody signs in by the acr that the"
                + " rule of line 1 asks for; name one of those in both");
    starts(soundWith("rules", rules));
  }

  @ParameterizedTest
  @ValueSource(strings = {"login /a acr=silver|gold", "any /a acr=silver", "bearer /a acr=silver"})
  void takesARuleForAnAuthenticationThatASignInOrATokenMayHave(String rules) {
    Map<String, String> settings = soundWith("rules", rules + "\nlogin /late/**");
    settings.put("login.parameters", "acr_values=gold");

    starts(settings);
  }
}
