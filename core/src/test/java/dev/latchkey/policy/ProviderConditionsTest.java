package dev.latchkey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose callers a rule accepts. */
@Tag("O02")
class ProviderConditionsTest {

  private static final List<String> KNOWN = List.of("main", "partner", "other");
  private static final Identity CLERK =
      Identity.ofAccessToken(
          Claims.of(
              Map.of(
                  "iss", "https://id.example.com",
                  "sub", "ada",
                  "scope", "read",
                  "roles", List.of("clerk"))),
          ClaimPlaces.standard(),
          Instant.EPOCH,
          HeldTokens.none());

  private static Rule rule(String text) {
    List<String> problems = new ArrayList<>();
    RuleTable table = RuleTable.parse(text.replace("; ", "\n"), KNOWN, problems::add);
    assertThat(problems).isEmpty();
    return table.rules().get(0);
  }

  private static List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    RuleTable.parse(text.replace("; ", "\n"), KNOWN, problems::add);
    return problems;
  }

  @ParameterizedTest
  @CsvSource({
    "bearer /a, main",
    "bearer /a scope=read, main",
    "any /a, main",
    "optional /a, main",
    "bearer /a provider=main, main",
    "bearer /a provider=partner, partner",
    "bearer /a provider=main|partner, main partner",
    "bearer /a provider=partner|main scope=read, main partner",
    "bearer /a provider=*, main partner other",
    "optional /a provider=partner, partner",
    "any /a provider=*, main partner other",
    "login /a provider=main, main",
    "'bearer /a scope=read; or provider=partner', main partner",
    "'bearer /a scope=read; or scope=more', main",
    "'bearer /a provider=partner; or provider=other', partner other"
  })
  void acceptsTheNamedProvidersAndTheMainOneWhereNoneIsNamed(String rule, String accepted) {
    assertThat(KNOWN.stream().filter(rule(rule).providers())).containsExactly(accepted.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bearer /a", "bearer /a role=clerk", "bearer /a provider=main|other role=clerk"})
  void grantsNothingToACallerOfAProviderThatTheRuleDoesNotAccept(String rule) {
    assertThat(rule(rule).judge(CLERK, "partner", Tables.CLOCK))
        .isInstanceOf(Verdict.Lacking.class);
    assertThat(rule(rule).judge(CLERK, "main", Tables.CLOCK)).isInstanceOf(Verdict.Granted.class);
  }

  @Test
  void judgesACallerByTheAlternativesForItsProviderAlone() {
    Rule rule = rule("bearer /a scope=write role=boss; or provider=partner scope=read role=chief");

    assertThat(((Verdict.Lacking) rule.judge(CLERK, "main", Tables.CLOCK)).scopes())
        .containsExactly("write");
    Verdict.Lacking ofPartner = (Verdict.Lacking) rule.judge(CLERK, "partner", Tables.CLOCK);
    assertThat(ofPartner.reason()).isEqualTo(Reason.ROLE_MISSING);
    assertThat(ofPartner.detail()).isEqualTo("role=chief");
  }

  @Test
  void doesNotLendTheMainProvidersAlternativeToAnother() {
    Rule rule = rule("bearer /a role=clerk; or provider=partner role=chief");

    assertThat(rule.judge(CLERK, "main", Tables.CLOCK)).isInstanceOf(Verdict.Granted.class);
    assertThat(rule.judge(CLERK, "partner", Tables.CLOCK)).isInstanceOf(Verdict.Lacking.class);
  }

  @Test
  void mayAskForNothingButAProvider() {
    assertThat(rule("bearer /a provider=partner").judge(CLERK, "partner", Tables.CLOCK))
        .isInstanceOf(Verdict.Granted.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "login /a provider=partnr ! unknown provider \"partnr\"; known are main, partner, other",
        "optional /a provider=partner; or provider=main ! or has no effect, since a caller",
        "bearer /a provider=partnr ! unknown provider \"partnr\"; known are main, partner, other",
        "bearer /a; bearer /a provider=partner ! can never match here: line 1"
      })
  void refusesWhatCannotBeMeant(String rule, String problem) {
    assertThat(problems(rule)).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "login /a, main",
    "login /a provider=partner, partner",
    "login /a provider=partner|main, partner main",
    "login /a provider=*, main partner other",
    "'login /a scope=read; or provider=other|partner', main other partner",
    "'login /a provider=other; or provider=*', other main partner"
  })
  void countsProvidersInTheOrderInWhichTheyAreNamed(String rule, String order) {
    assertThat(rule(rule).providers().among(KNOWN)).containsExactly(order.split(" "));
    assertThat(rule(rule).providers().first()).isEqualTo(order.split(" ")[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "login /a, main",
    "login /a provider=partner, partner",
    "login /a provider=partner|other, partner other",
    "login /a provider=*, main partner other",
    "'login /a role=x; or provider=partner', main partner",
    "any /a, main",
    "any /a provider=partner, partner",
    "any /a provider=partner|main, partner",
    "any /a provider=*, main",
    "bearer /a provider=*, ''",
    "optional /a provider=*, ''"
  })
  void needsSessionsOfAllThatLoginNamesAndOfTheFirstThatAnyNames(String rule, String needed) {
    List<String> problems = new ArrayList<>();
    RuleTable table = RuleTable.parse(rule.replace("; ", "\n"), KNOWN, problems::add);

    assertThat(problems).isEmpty();
    assertThat(KNOWN.stream().filter(each -> table.signingInAt(each).isPresent()))
        .isEqualTo(needed.isEmpty() ? List.of() : List.of(needed.split(" ")));
  }

  @Test
  void tellsWhoseTokensAreRead() {
    List<String> problems = new ArrayList<>();
    RuleTable table = RuleTable.parse("login /b\nbearer /a provider=partner", KNOWN, problems::add);

    assertThat(table.readsBearer("partner")).isTrue();
    assertThat(table.readsBearer("main")).isFalse();
  }
}
