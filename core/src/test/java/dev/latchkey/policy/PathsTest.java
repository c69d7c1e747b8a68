package dev.latchkey.policy;

import static dev.latchkey.policy.Tables.answer;
import static dev.latchkey.policy.Tables.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {

  @ParameterizedTest(name = "{0}: {1} but not {2}")
  @CsvSource({
    "/, /, /a //",
    "/a, /a /a/, / /b /ab /a/b /A /a//",
    "/a/, /a /a/, /a/b",
    "/a/b, /a/b /a/b/, /a /a/bc /a/b/c",
    "/**, / /a /a/ /a/b/c, ",
    "/{**}, / /a /a/b, ",
    "/*, / /a /a/b, ",
    "/a/**, /a /a/ /a/b /a/b/c, / /ab /b/a",
    "/a/{**}, /a /a/ /a/b/c, /ab",
    "/a/**/, /a /a/b, /ab",
    "/{*}, /a /a/, / /a/b //",
    "/a/{*}, /a/b /a/b/, /a /a/ /a// /a/b/c",
    "/a/{*}/c, /a/b/c /a/b/c/, /a/c /a//c /a/b/b/c",
    "/a/*/c, /a/b/c, /a//c /a/b/d",
    "/*/c, /b/c, /c /b/b/c",
    "/{*}/**, /a /a/b/c, / //",
    "/*.css, /a.css /.css /a.css/, /a.csss /a/b.css /a.CSS /css",
    "/a/app-*.js, /a/app-1.js /a/app-.js, /a/app.js /a/app-1/x.js /app-1.js",
    "/a/aba*aba.x, /a/abaaba.x, /a/aba.x /a/ababa.x", // the two ends may not share characters
    "/a.b, /a.b, /aXb", // attack K24: a dot is a dot
    "/ä/+(x)$, /ä/+(x)$, /a",
  })
  void aTemplateMatches(String template, String matched, String others) {
    check("deny \"" + template + "\"", matched, others);
  }

  @ParameterizedTest(name = "{0}: {1} but not {2}")
  @CsvSource({
    "~/.*, / /a /a/b/, ",
    "~.*, / /a/b, ",
    "~^/a$, /a /a/, /ab /a/b",
    "~/a, /a /a/, /ab /a/b /b/a", // attack K24: never a part of the path
    "~/a/.*, /a /a/ /a/b, /ab", // as /a and /a/ are the same
    "~/a|/b, /a /b, /ab /a/b",
    "~/orders/\\d+, /orders/17, /orders/ /orders/x /orders/1/2",
    "~/v[12]/(orders|items)(/[^/]+)?, /v1/orders /v2/items/7, /v3/items /v1/orders/1/2",
    "'~.*[.]css', /a.css /a/b.css, /acss",
    "~/a.*z, /az /a/b/z, /a/zy",
  })
  void anExpressionIsForTheWholePath(String expression, String matched, String others) {
    check("deny " + expression, matched, others);
  }

  private static void check(String rule, String matched, String others) {
    RuleTable table = sound(rule);
    assertThat(matched.split(" ")).allSatisfy(path -> assertThat(matches(table, path)).isTrue());
    assertThat(others == null ? new String[0] : others.split(" "))
        .allSatisfy(path -> assertThat(matches(table, path)).isFalse());
  }

  private static boolean matches(RuleTable table, String path) {
    return table.match("GET", path) instanceof Match.Matched;
  }

  @Test
  void aDotInAnExpressionIsForLineBreaksToo() { // attack K11
    RuleTable table = sound("deny ~/admin.*");
    for (String path : new String[] {"/admin\n", "/admin/\r\n/x", "/admin\u2028", "/admin\u0085"}) {
      assertThat(matches(table, path)).isTrue();
    }
  }

  @Test
  void aPathWithBlanksStandsInQuotes() {
    RuleTable table = sound("bearer \"/my files/**\" /b role=x");
    assertThat(matches(table, "/my files/a")).isTrue();
    assertThat(matches(table, "/b")).isTrue();
  }

  @Test
  void aLongPathTakesLittleTime() { // attack K28
    RuleTable table =
        sound(
            """
            deny ~/.*[.]css
            deny ~(/[a-z]+)?/[^/]*/x[a-z]*/y.*z.*
            deny /{*}/{*}/**
            """);
    String[] segments = new String[200_000];
    Arrays.fill(segments, "/x");
    assertThat(answer(table, "GET", String.join("", segments))).isEqualTo("deny /{*}/{*}/**");
    assertThat(answer(table, "GET", "/" + "x".repeat(1_000_000))).isEqualTo("no rule");
  }
}
