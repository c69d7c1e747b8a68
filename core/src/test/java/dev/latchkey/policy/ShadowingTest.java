package dev.latchkey.policy;

import static dev.latchkey.policy.Tables.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowingTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "login /a; public /a/",
        "login /**; public /a",
        "login /*; public /a/**",
        "login /**; public ~/a",
        "login ~/.*; public /a/**",
        "login ~^/(.*)$; public ~/b",
        "login ~/a.*; public /ab",
        "login ~/a.*; public ~/a.*",
        "login /a/**; public /a",
        "login /a/**; public /a/b/{*}",
        "login /a/b; public ~/a/b",
        "login /a/**; public ~^/a/b$",
        "login ~/a/b; public /a/b/",
        "public /a/**; deny ~/a/v[0-9]+/admin",
        "public /{*}/**; deny ~/a/.*",
        "public /a/{*}/**; deny ~/a/b/c?",
        "public ~/a/.*; deny /a/{*}",
        "public ~/a/.*; deny /a/**",
        "public ~/a.*; deny /a/**",
        "public ~/a.*; deny /ab*.css",
        "public ~/a.*; deny ~/ab.*",
        // none of them alone
        "login /a; deny /a/{*}/**; public /a/**",
        "login /; deny /{*}; any /{*}/{*}/**; public /**",
        "login /a/b; deny /a/{*}/c /a/{*}; bearer /a/{*}/{*}/**; public /a/b/**",
        "login GET /a; deny * /a/{*}/**; public GET /a/**",
        "login GET /a/**; deny POST /a; bearer POST /a/{*}/**; public POST,GET /a/**",
        "login /a/**; public /a/b/**",
        "login /a/{*}; public /a/b",
        "login /a/{*}; public /a/*.css",
        "login /{*}/b; public /a/b",
        "login /a/*.css; public /a/x.css",
        "login /*.css; public /x-*.min.css",
        "login /a/b /a/c; public /a/b",
        "login /a; public GET /a",
        "login * /a; public GET /a",
        "login * /a; public * /a",
        "login GET,POST /a; public POST /a",
        "login GET /a; public HEAD /a",
        // a line with methods leaves nothing to one without: a forgotten DELETE is no login /a
        "login GET /a; public /a",
        "login GET /a/**; public /a/b",
        "login * /**; public /a",
        // read from top to bottom the last one is dead
        "login GET /a; deny /**; public POST /a",
      })
  void aPathThatEarlierLinesCoverIsRefused(String rules) {
    int last = rules.split("; ").length;
    assertThat(problems(rules))
        .singleElement()
        .asString()
        .startsWith("line " + last + ": path ")
        .contains("can never match here: line ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "public /a; login /**",
        "public /a; login /a/**",
        "public /a/{*}; login /a/**",
        "public /a/{*}; login /a",
        "public /a/**; login /ab",
        "public /{*}/b; login /a/{*}",
        "public /*.css; login /{*}",
        "public /*.css; login /*.cs",
        "public /a*.css; login /*.css",
        "public ~/a; login /ab",
        "public GET /a; login POST /a",
        "public GET /a; login GET,POST /a",
        "public HEAD /a; login GET /a",
        "public GET /a; login * /a",
        "public GET /a; login GET /**",
        "public GET /a; login /**",
        "public GET /a; login POST /a; deny * /a",
        "login /a /a/{*}; public /a/**",
        "login /a; deny /a/{*}/**; public /{*}/**",
        "login /a; deny ~/a/.+; public /a/**",
        "public /a/**; deny ~/a[0-9]*/x",
        "public /a/**; deny ~/ab?/x",
        "public /a/**; deny ~/a/?",
        "public /a/**; deny ~/a/x|/b",
        "public /a/b/**; deny ~/a/b?/c",
        "public /a/{*}; deny ~/a/[bc]",
        "public ~/a/.*; deny /{*}/a",
        "public ~/ab.*; deny /a/**",
        "login GET /a; deny POST /a/{*}/**; public GET /a/**",
      })
  void aLineThatCanMatchStands(String rules) {
    assertThat(problems(rules)).isEmpty();
  }

  @Test
  void theLineThatShadowsIsTold() {
    assertThat(problems("login /a/**; public /a/x /b"))
        .containsExactly(
            "line 2: path \"/a/x\" can never match here: line 1 (login /a/**) comes first and"
                + " covers it; move this line up or delete it");
  }

  @Test
  void aLineWithoutMethodsBehindOneWithMethodsIsToldWhatToWrite() {
    assertThat(problems("bearer GET /a; deny /a"))
        .containsExactly(
            "line 2: path \"/a\" can never match here: line 1 (bearer GET /a) lists methods for it,"
                + " and then only lines with methods can match; write * before the path to allow"
                + " all others");
  }

  @Test
  void thoseThatTakeItTogetherAreTold() {
    assertThat(problems("login /a; public /b; deny /a/{*}/**; public /a/**"))
        .containsExactly(
            "line 4: path \"/a/**\" can never match here: line 1 (login /a) and line 3 (deny"
                + " /a/{*}/**) take it together; delete it or move this line up");
  }

  @Test
  void aPathThatStandsTwiceInALineIsRefused() {
    assertThat(problems("login /a /b /a")).containsExactly("line 1: names the path \"/a\" twice");
  }

  @Test
  void severalLinesMayTakeAllMethodsTogether() {
    assertThat(problems("bearer GET /a; bearer PUT /**; bearer POST /a; deny POST,HEAD /a"))
        .containsExactly(
            "line 4: path \"/a\" can never match here: line 1 (bearer GET /a) and line 3 (bearer"
                + " POST /a) took its methods; delete it or move this line up");
  }

  @ParameterizedTest
  @CsvSource({
    "bearer /a role=x; bearer   /a  role=x # again",
    "deny GET ~/a; deny GET ~/a",
    "bearer /a role=x; bearer /a role=x",
  })
  void aLineThatRepeatsAnotherIsRefused(String rules) {
    assertThat(problems(rules)).containsExactly("line 2: repeats line 1; delete one of them");
  }
}
