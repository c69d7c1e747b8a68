package dev.latchkey.policy;

import static dev.latchkey.policy.Tables.answer;
import static dev.latchkey.policy.Tables.problems;
import static dev.latchkey.policy.Tables.sound;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunawayTest {

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = ' ',
      value = {
        "/(a+)+ 'repeats a group'",
        "/(a|a)* 'repeats a group'",
        "/(a|b)+ 'repeats a group'",
        "(/[a-z]+)* 'repeats a group'",
        "/(?:a?){30} 'repeats a group'",
        "/((ab)*)? 'repeats a group'",
        "/.*.*x 'second repetition'",
        "/.*a.*b 'second repetition'",
        "/.*a[a-z]* 'second repetition'",
        "/[a-z]*[0-9]*[a-z]*x 'second repetition'",
        "/\\w+\\d+\\w+x 'second repetition'",
        "/.*?a.*?b 'second repetition'",
        "/(.*x)?(.*y)?z 'second repetition'",
        "/[à-ü]*[α-ω]*ñ 'second repetition'",
        "/a?a?a?a?a?a?a?a 'too many alternatives'",
        "/(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a) 'too many alternatives'",
        "/a{101} 'counts beyond 100'",
        "/a{1,999} 'counts beyond 100'",
        "/(a)\\1 'has \\1;'",
        "/(?=a).* 'has (? which looks around'",
        "/(?!admin).* 'For an exception write a line of its own above'",
        "/(?<=a)b 'has (?'",
        "/(?i)a 'has (?'",
        "/(?<n>a) 'has (?'",
        "/(?>a) 'has (?'",
        "/a++ 'repeats a repetition'",
        "/\\ba 'has \\b;'",
        "/\\p{L} 'has \\p;'",
        "/[a[b]] 'class within a class'",
        "/[a&&b] 'class within a class'",
        "/a^b$ 'has $ at one end only'",
        "^/a|^/b$ 'has ^ or $ within'",
      })
  void anExpressionThatCouldRunAwayIsRefused(String expression, String problem) {
    assertThat(problems("deny ~" + expression))
        .singleElement()
        .asString()
        .startsWith("line 1: path \"~" + expression + "\" ")
        .contains(problem);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = ' ',
      value = {
        "/a(b 'no regular expression: Unclosed group (at character 5)'",
        "/a[b 'no regular expression: Unclosed character class'",
        "/a)b 'no regular expression: Unmatched closing'",
        "/a\\ 'no regular expression'",
        "/*a** 'no regular expression: Dangling'",
        "/[z-a] 'no regular expression: Illegal character range'",
        "'' 'has no expression behind ~'",
        "admin 'every path begins with a slash; write ~/admin'",
        "^/a 'has ^ at one end only'",
        "/a$ 'has $ at one end only'",
        "/a/ 'ends with a slash'",
        "/.*/ 'ends with a slash'",
        "/app.css 'write \\. or [.] for a dot'",
        "/(.) 'write \\. or [.] for a dot'",
      })
  void anExpressionThatIsNotWhatItSeemsIsRefused(String expression, String problem) {
    assertThat(problems("deny ~" + expression))
        .singleElement()
        .asString()
        .startsWith("line 1: path \"~")
        .contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.*",
        "/.*?",
        "/api(/.*)?",
        "/.*\\.(css|js|png|svg)",
        "/.*/admin(/.*)?",
        "/[^/]+/[^/]+/items/\\d+",
        "/([a-z]+-)?[0-9]{2,4}",
        "/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "/(api|app|assets)/(a|ab|abc)/.*",
        "/v\\d+(\\.\\d+)?/x.*",
        "/[a\\]b]+\\(x\\)",
        "/.{3}x",
        "/ä+ö",
        "/😀+a",
      })
  void anExpressionThatTakesItsTimeOnlyOnceStands(String expression) {
    assertThat(problems("deny ~" + expression)).isEmpty();
  }

  /** What was accepted, against paths made to hurt it: each takes milliseconds or hangs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.*a{100}b",
        "/.*(a|aa|aaa)(a|aa|aaa)c",
        "/a*a{50}c",
        "/[^b]*b?a?c",
        "/(a*|[a-c]*)d",
        "/.*a{2}(a{2}){20}c",
      })
  void whatStandsIsLinear(String expression) {
    RuleTable table = sound("deny ~" + expression);
    for (String unit : new String[] {"a", "ab", "/", "aaaaac/"}) {
      assertThat(answer(table, "GET", "/" + unit.repeat(20_000) + "!")).isEqualTo("no rule");
    }
  }
}
