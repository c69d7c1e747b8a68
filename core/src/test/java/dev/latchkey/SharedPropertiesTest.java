package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of many properties are ours. */
class SharedPropertiesTest {

  private final Problems problems = new Problems();

  @Test
  void aNameOfASettingIsOurs() {
    assertThat(
            SharedProperties.settings(
                Map.of("issuer", "a", "CLIENT_ID", "b", "rule.1", "c", "forward.X-User", "d"),
                problems))
        .containsOnly(
            Map.entry("issuer", "a"),
            Map.entry("CLIENT_ID", "b"),
            Map.entry("rule.1", "c"),
            Map.entry("forward.X-User", "d"));
    assertThat(problems.none()).isTrue();
  }

  @Test
  void anyOtherIsNotAskedAbout() {
    assertThat(SharedProperties.settings(Map.of("jersey.config", new Object()), problems))
        .isEmpty();
    assertThat(problems.none()).isTrue();
  }

  @Test
  void whatHasThePrefixIsOursWhateverItsName() {
    assertThat(
            SharedProperties.settings(
                Map.of("latchkey.isuer", "a", "latchkey.forward.X-User", "b"), problems))
        .containsOnly(Map.entry("isuer", "a"), Map.entry("forward.X-User", "b"));
  }

  @Test
  void numbersAndTruthValuesAreTexts() {
    assertThat(SharedProperties.settings(Map.of("token.max-bytes", 512, "realm", true), problems))
        .containsOnly(Map.entry("token.max-bytes", "512"), Map.entry("realm", "true"));
  }

  @Test
  void anythingElseIsAProblemThatNamesTheTypeAndNotTheValue() {
    SharedProperties.settings(Map.of("client-secret", new StringBuilder("hidden")), problems);

    assertThatThrownBy(problems::check)
        .hasMessageContaining(
            "property client-secret is a java.lang.StringBuilder; write it as text")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void oneSettingUnderTwoNamesIsAProblem() {
    SharedProperties.settings(Map.of("issuer", "a", "latchkey.issuer", "a"), problems);

    assertThatThrownBy(problems::check)
        .hasMessageContaining("properties issuer and latchkey.issuer say the same");
  }
}
