package dev.latchkey.policy;

import static dev.latchkey.policy.Tables.answer;
import static dev.latchkey.policy.Tables.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTableTest {

  private static final String DESIGN =
      """
      public     /assets/** /health   # nothing is read
      optional   /
      # orders
      bearer     GET  /api/orders/**    scope=orders:read
      bearer     POST /api/orders/**    scope=orders:write role=clerk|manager
          or role=admin
      login      /**
      """;

  @ParameterizedTest
  @CsvSource({
    "GET, /assets/css/a.css, 1",
    "GET, /health, 1",
    "GET, /health/, 1",
    "GET, /, 2",
    "GET, /api/orders, 4",
    "HEAD, /api/orders/7, 4",
    "POST, /api/orders, 5",
    "GET, /anything, 7",
  })
  void theFirstLineThatMatchesDecides(String method, String path, int line) {
    assertThat(sound(DESIGN).match(method, path))
        .isInstanceOfSatisfying(
            Match.Matched.class, match -> assertThat(match.rule().line()).isEqualTo(line));
  }

  @Test
  void aMethodThatWasForgottenDoesNotFallThroughToAWiderLine() {
    assertThat(answer(sound(DESIGN), "DELETE", "/api/orders/7")).isEqualTo("only GET,HEAD,POST");
  }

  @ParameterizedTest
  @CsvSource({
    "bearer GET /a, get, /a, 'only GET,HEAD'", // case counts
    "bearer GET /a, HEAD, /a, bearer GET /a",
    "bearer HEAD /a, GET, /a, only HEAD",
    "bearer * /a, BREW, /a, bearer * /a",
    "bearer /a, BREW, /a, bearer /a",
    "bearer GET /a; deny * /a, POST, /a, deny * /a",
    "bearer GET /a; login /**, POST, /a, 'only GET,HEAD'",
    "bearer GET /a; login /**, POST, /b, login /**",
    "bearer GET /a; login POST /**, POST, /a, login POST /**",
    "bearer GET /a; login POST /**, PUT, /a, 'only GET,HEAD,POST'",
    "bearer GET /a; login POST /b, PUT, /a, 'only GET,HEAD'",
    "deny /a/x; bearer GET /a/**, POST, /a/x, deny /a/x",
    "bearer HEAD /a; login GET /a, HEAD, /a, bearer HEAD /a",
    "bearer HEAD /a; login GET /a, GET, /a, login GET /a",
  })
  void methodsAreLiteralAndOnlyLinesWithMethodsFollowThem(
      String rules, String method, String path, String expected) {
    assertThat(answer(sound(rules), method, path)).isEqualTo(expected);
  }

  @Test
  void whatNothingMatchesHasNoRule() { // attack K23
    assertThat(answer(sound("bearer /a"), "GET", "/b")).isEqualTo("no rule");
    assertThat(answer(sound(""), "GET", "/")).isEqualTo("no rule");
    assertThat(answer(sound("# nothing\n\n   \n"), "GET", "/")).isEqualTo("no rule");
  }

  @ParameterizedTest
  @CsvSource({"''", "a", "*", "http://other/public"})
  void aPathWithoutItsSlashHasNoRule(String path) { // attack K17
    assertThat(answer(sound("public /**"), "OPTIONS", path)).isEqualTo("no rule");
    assertThat(answer(sound("public ~.*"), "OPTIONS", path)).isEqualTo("no rule");
  }

  @Test
  void aTableWithAProblemRefusesEveryRequestButTellsWhatItsLinesNeed() {
    List<String> problems = new ArrayList<>();
    RuleTable table = RuleTable.parse("public /a\nlogin /b\ndeyn /c", problems::add);
    assertThat(problems).hasSize(1);
    assertThat(answer(table, "GET", "/a")).isEqualTo("no rule");
    assertThat(table.rules()).hasSize(2);
    assertThat(table.signingInAt("main")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "public, false, false, false",
    "optional, false, true, true",
    "bearer, false, false, true",
    "login, true, true, false",
    "any, true, true, true",
    "deny, false, false, false",
  })
  void tellsWhichCredentialsItReads(
      String access, boolean logsIn, boolean readsSessions, boolean readsBearer) {
    RuleTable table = sound(access + " /**");
    assertThat(table.signingInAt("main").isPresent()).isEqualTo(logsIn);
    assertThat(table.readsSessions("main")).isEqualTo(readsSessions);
    assertThat(table.readsBearer("main")).isEqualTo(readsBearer);
    assertThat(table.rules()).extracting(rule -> rule.access().word()).containsExactly(access);
  }

  @Test
  void theAnswerForALineIsMadeOnce() {
    RuleTable table = sound("public /a");
    assertThat(table.match("GET", "/a")).isSameAs(table.match("POST", "/a/"));
    assertThat(table.match("GET", "/b")).isSameAs(table.match("GET", "/c"));
  }

  @Test
  void aRuleRemembersItsLineAndItsTextOnOneLine() {
    RuleTable table = sound(DESIGN);
    assertThat(table.rules())
        .extracting(Rule::toString)
        .contains(
            "line 1: public /assets/** /health",
            "line 5: bearer POST /api/orders/** scope=orders:write role=clerk|manager"
                + " or role=admin");
  }

  @Test
  void indentationAndLineEndsDoNotMatter() {
    RuleTable table = sound("\tpublic\t/a\r\n  \r\n   bearer /b scope=x\r\nor role=y # both\r");
    assertThat(table.rules()).extracting(Rule::line).containsExactly(1, 3);
    assertThat(answer(table, "GET", "/b")).isEqualTo("bearer /b scope=x or role=y");
  }
}
