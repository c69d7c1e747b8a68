package dev.latchkey.policy;

import static dev.latchkey.policy.Tables.answer;
import static dev.latchkey.policy.Tables.problems;
import static dev.latchkey.policy.Tables.sound;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what counts: never a wider rule, never another one. */
class RuleTextTest {

  @ParameterizedTest(name = "{0}: {1} falls under {2}")
  @Tag("K23")
  @CsvSource(
      delimiter = ';',
      value = {
        "deny /a/b | public /a/**; /a/b; deny /a/b",
        "deny /a/b | public /a/**; /a/b/; deny /a/b",
        "deny /a/b | public /a/**; /a/c; public /a/**",
        "deny /a/{*}/x | public /a/b/**; /a/b/x; deny /a/{*}/x",
        "public /a/b/** | deny /a/{*}/x; /a/b/x; public /a/b/**",
        "deny /*.css | public /**; /a.css; deny /*.css",
        "deny ~/a.* | public /**; /ab; deny ~/a.*",
      })
  void whereTwoLinesOverlapTheFirstDecides(String rules, String path, String line) {
    assertThat(answer(sound(rules.replace(" | ", "\n")), "GET", path)).isEqualTo(line);
  }

  @ParameterizedTest
  @Tag("K23")
  @ValueSource(strings = {"", "\n\n", "# public /**", "public /a"})
  void whatNoLineMatchesHasNoRule(String rules) {
    assertThat(answer(sound(rules), "GET", "/")).isEqualTo("no rule");
    assertThat(answer(sound(rules), "GET", "/b")).isEqualTo("no rule");
    assertThat(answer(sound(rules), "GET", "/a/b")).isEqualTo("no rule");
  }

  @ParameterizedTest(name = "{0}")
  @Tag("K23")
  @CsvSource(
      delimiter = ';',
      value = {
        "public /** | login /a; line 2: path \"/a\" can never match here: line 1 (public /**) comes",
        "public /a/** | deny /a; line 2: path \"/a\" can never match here: line 1",
        "public /{*} | deny /b; line 2: path \"/b\" can never match here",
        "public /*.css | deny /b.css; line 2: path \"/b.css\" can never match here",
        "login GET /a | login GET /a; line 2: repeats line 1; delete one of them",
        "login GET,POST /a | bearer POST /a; line 2: path \"/a\" can never match here",
      })
  void aLineThatCanNeverDecideIsRefused(String rules, String problem) {
    assertThat(problems(rules.replace(" | ", "\n"))).singleElement().asString().startsWith(problem);
  }

  @ParameterizedTest(name = "{0}")
  @Tag("K24")
  @CsvSource(
      delimiter = ';',
      value = {
        "public api; nor a path (begins with / or ~)",
        "public api/**; path \"api/**\" does not begin with a slash; write /api/**",
        "public **; path \"**\" does not begin with a slash; write /**",
        "public *.css; path \"*.css\" does not begin with a slash; write /*.css",
        "public ~a; begin",
        "public ~/a.b; has a dot that stands for any one character",
        "public /a/**/b; has ** in the middle",
        "public /a*/b; has a * within a segment that is not the last",
        "public /a*; has a * that is neither",
        "public /a/*; write /a/{*} for one segment or /a/** for everything below",
      })
  void whatCouldBeReadAsMoreIsRefused(String rule, String problem) {
    assertThat(String.join("\n", problems(rule))).contains(problem);
    assertThat(answer(RuleTable.parse(rule, any -> {}), "GET", "/a")).isEqualTo("no rule");
  }

  @ParameterizedTest(name = "{0} and {1}")
  @Tag("K24")
  @CsvSource({
    "/a.b, /aXb", // a dot is a dot
    "/*.css, /aXcss",
    "/*.css, /a/b.css",
    "/a/*/b, /a/x/y/b", // a star is one segment
    "/a/*/b, /a/b",
    "/a/{*}/b, /a//b",
    "~/a, /ab", // an expression is for the whole path
    "~/a, /b/a",
    "~/a|/b, /ax",
    "~/a|/b, /xb",
    "~/a|/b, /x/b",
    "~/a\\.b, /aXb",
    "~/v[0-9], /v1/admin",
    "/a, /A",
    "/+(a), /a",
  })
  void aPathMatchesNothingBroaderThanWritten(String pattern, String path) {
    RuleTable table = sound("public " + pattern);

    assertThat(answer(table, "GET", path)).isEqualTo("no rule");
  }

  @Test
  @Tag("K24")
  void anExpressionIsReadWhole() {
    assertThat(answer(sound("public ~/a|/b"), "GET", "/b")).isEqualTo("public ~/a|/b");
    assertThat(answer(sound("public ~/a|/b"), "GET", "/a")).isEqualTo("public ~/a|/b");
  }
}
