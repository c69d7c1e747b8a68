package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.policy.Match;
import dev.latchkey.policy.RuleTable;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code keycloak.config.skipPattern} becomes a rule. */
class SkipPatternTest {

  private final GivenSettings given = new GivenSettings();
  private final Problems problems = new Problems();

  private String rules(String expression) {
    new SkipPattern(expression).addTo(given, problems);
    return given.texts().getOrDefault(Setting.RULES, "");
  }

  private List<String> told() {
    try {
      problems.check("x");
      return List.of();
    } catch (IllegalArgumentException all) {
      return List.of(all.getMessage().split("\n  - ")).subList(1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/assets/.*|/health;/assets/.*|/health",
        "^/(path1|path2|path3).*;/(path1|path2|path3).*", // Keycloak's own example
        "^/health$;/health",
        "/health$;/health",
        "/price\\$;/price\\$",
        ".*\\.(css|js);.*\\.(css|js)",
        "/my files/.*;/my files/.*"
      })
  void isTheFirstRuleBeforeThoseThatCountedWithoutIt(String expression, String path) {
    assertThat(rules(expression)).isEqualTo("public \"~" + path + "\"\nbearer /**");
    assertThat(told()).isEmpty();
  }

  @Test
  void isFollowedByWhatTheFileMakesOfTheKindOfClient() {
    given.put(Setting.RULES, "any /**", "bearer-only");

    assertThat(rules("/health")).isEqualTo("public \"~/health\"\nany /**");
  }

  @Test
  void isFollowedBySignInWhereThereIsAClient() {
    given.put(Setting.CLIENT_ID, "shop");

    assertThat(rules("/health")).isEqualTo("public \"~/health\"\nlogin /**");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules", "rules-file", "rule.1"})
  void isRefusedBesideRulesSinceItsPlaceAmongThemIsNotOursToChoose(String key) {
    given.put(key, "login /**");

    rules("^/health");

    assertThat(told())
        .containsExactly(
            "parameter keycloak.config.skipPattern stands beside rules; remove it, and write as the"
                + " first of them: public \"~/health\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/(a+)+;repeats a group, which could take very long",
        "/((?!api).)*;has (? which looks around",
        "/a/.*b.*c;has a second repetition",
        "/(;is no regular expression",
        "health;can never match, since every path begins with a slash",
        "/health/;ends with a slash",
        "/say\"hi\";holds a quote",
        "'';has no expression behind ~"
      })
  void whatTheRulesDoNotTakeIsRefusedWithAnotherWayToSayIt(String expression, String why) {
    assertThat(rules(expression)).isEmpty();

    assertThat(told()).hasSize(1);
    assertThat(told().get(0))
        .startsWith("parameter keycloak.config.skipPattern: ")
        .contains(why)
        .endsWith("; or remove it, and write rules such as: public /assets/** /health");
  }

  /** A path and the same with a slash at its end are one to the rules; nothing else is new. */
  @ParameterizedTest
  @ValueSource(strings = {"/assets/.*|/health", "^/(path1|path2|path3).*", ".*\\.(css|js)"})
  void matchesWhatKeycloaksFilterMatched(String expression) {
    RuleTable table =
        RuleTable.parse(rules(expression).replace("bearer /**", "deny /**"), Assertions::fail);
    Pattern before = Pattern.compile(expression, Pattern.DOTALL);
    for (String path :
        List.of(
            "/",
            "/health",
            "/healthy",
            "/x/health",
            "/assets",
            "/assets/a/b.css",
            "/path1",
            "/path10/x",
            "/path4",
            "/a.css",
            "/a.css.html",
            "/a\nb.js")) {
      Match.Matched matched = (Match.Matched) table.match("GET", path);
      String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
      assertThat(matched.rule().line() == 1)
          .as(path)
          .isEqualTo(before.matcher(path).matches() || before.matcher(other).matches());
    }
  }
}
