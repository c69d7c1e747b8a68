package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rule.1}, {@code rule.2}, …: a table for files, one key a line. */
class NumberedRulesTest {

  @Test
  void problemsNameTheNumberOfTheRule() {
    assertThat(Sources.sound().file("rule.3=bearer /a").file("rule.20=beare /b").problems())
        .filteredOn(problem -> problem.startsWith("rules:"))
        .singleElement()
        .asString()
        .startsWith("rules: line 20: unknown access word \"beare\"");
  }

  @Test
  void numbersGiveTheOrderAndNotTheLinesOfTheFile() {
    assertThat(Sources.sound().file("rule.10=bearer /**").file("rule.9=public /a").problems())
        .isEmpty();
    assertThat(Sources.sound().file("rule.9=bearer /**").file("rule.10=public /a").problems())
        .anyMatch(problem -> problem.startsWith("rules: line 10"));
  }

  @Test
  void anAlternativeBelongsToTheRuleBeforeIt() {
    assertThat(
            Sources.sound()
                .file("rule.1=bearer /a scope=read")
                .file("rule.5=or role=admin")
                .problems())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rule.0=bearer /**",
        "rule.10001=bearer /**",
        "rule.1=bearer /a\\nbearer /b",
        "rule.1=bearer /a\\rbearer /b"
      })
  void aRuleIsOneLineWithANumberFrom1To10000(String line) {
    assertThat(Sources.sound().file(line).problems())
        .anyMatch(problem -> problem.endsWith("must hold one line, with a number from 1 to 10000"));
  }

  @Test
  void theHighestNumberIsFine() {
    assertThat(Sources.sound().file("rule.10000=bearer /**").problems()).isEmpty();
  }

  @Test
  void anEmptyRuleIsRefused() {
    assertThat(Sources.sound().file("rule.1=").file("rule.2=bearer /**").problems())
        .contains("rule.1 is empty; leave it out, or give it a value");
  }

  @Test
  void aPlaceholderInARuleIsRefused() {
    assertThat(Sources.sound().file("rule.1=bearer /** role=${ROLE}").problems())
        .contains("rule.1 holds a placeholder that nobody replaced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules=bearer /**", "rules-file=/absent/rules"})
  void numberedRulesBesideAnotherTableAreRefused(String other) {
    assertThat(Sources.sound().file("rule.1=bearer /**").file(other).problems())
        .contains("rules, rules-file and rule.1, rule.2, … say the same; use one of them");
  }

  @Test
  void allThreeTogetherAreRefused() {
    assertThat(
            Sources.sound()
                .file("rules=bearer /**")
                .file("rule.1=bearer /**")
                .file("rules-file=/absent/rules")
                .problems())
        .contains("rules, rules-file and rule.1, rule.2, … say the same; use one of them");
  }

  @Test
  void withoutAnyRulesBearerTokensAreAskedForEverywhere() {
    assertThat(Sources.sound().problems()).isEmpty();
    assertThat(Sources.empty().parameter("issuer", "https://id.example.com").problems())
        .anyMatch(problem -> problem.startsWith("audience is not set"));
  }
}
