package dev.latchkey.policy;

import static dev.latchkey.policy.Tables.problems;
import static dev.latchkey.policy.Tables.sound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.json.Json;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
import dev.latchkey.token.LoginDemands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fresh and how strong an authentication must be. */
@Tag("B36")
class AuthenticationConditionsTest {

  private static Claims claims(String json) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("iss", "https://id.example.com");
    members.putAll(
        Objects.requireNonNull(
            Json.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
    return Claims.of(members);
  }

  private static Verdict judge(String conditions, String claims) {
    Identity caller =
        Identity.ofAccessToken(
            claims(claims), ClaimPlaces.standard(), Instant.EPOCH, HeldTokens.none());
    return judge(conditions, caller);
  }

  private static Verdict judge(String conditions, Identity caller) {
    return sound("any /a " + conditions).rules().get(0).judge(caller, "main", Tables.CLOCK);
  }

  private static Verdict.Lacking refusal(String conditions, String claims) {
    return (Verdict.Lacking) judge(conditions, claims);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "acr=gold; {'acr':'gold'}; true",
        "acr=silver|gold; {'acr':'gold'}; true",
        "acr=urn:mace:incommon:iap:gold; {'acr':'urn:mace:incommon:iap:gold'}; true",
        "acr=gold; {'acr':'Gold'}; false",
        "acr=gold; {'acr':['gold']}; false",
        "acr=2; {'acr':2}; false",
        "acr=*; {'acr':'gold'}; false",
        "acr=gold; {}; false",
      })
  void aLevelIsOneOfThoseNamed(String conditions, String claims, boolean granted) {
    Verdict verdict = judge(conditions, claims);

    assertThat(verdict instanceof Verdict.Granted).isEqualTo(granted);
    if (verdict instanceof Verdict.Lacking lacking) {
      assertThat(lacking.reason()).isEqualTo(Reason.AUTHENTICATION_TOO_WEAK);
    }
  }

  /** The clock stands at 1767268800, and another may differ by 60 s. */
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "max-age=15m; {'auth_time':1767268800}; true",
        "max-age=15m; {'auth_time':1767267840}; true",
        "max-age=15m; {'auth_time':1767267839}; false",
        "max-age=900s; {'auth_time':1767267840.5}; true",
        "max-age=15m; {'auth_time':1767268860}; true",
        "max-age=15m; {'auth_time':1767268861}; false",
        "max-age=15m; {'auth_time':'1767268800'}; false",
        "max-age=15m; {'iat':1767268800}; false",
      })
  void anAuthenticationIsNoOlderThanAskedAndNotOfTheFuture(
      String conditions, String claims, boolean granted) {
    Verdict verdict = judge(conditions, claims);

    assertThat(verdict instanceof Verdict.Granted).isEqualTo(granted);
    if (verdict instanceof Verdict.Lacking lacking) {
      assertThat(lacking.reason()).isEqualTo(Reason.AUTHENTICATION_TOO_OLD);
    }
  }

  @Test
  void ofASessionTheIdTokenCountsWhateverOtherSourcesSay() {
    Claims strong = claims("{'acr':'gold','auth_time':1767268800}");
    Identity caller =
        Identity.ofSession(
            claims("{'sub':'ada'}"),
            List.of(strong),
            strong,
            Set.of(),
            ClaimPlaces.standard(),
            Instant.EPOCH,
            HeldTokens.none());

    assertThat(judge("acr=gold", caller)).isInstanceOf(Verdict.Lacking.class);
    assertThat(judge("max-age=15m", caller)).isInstanceOf(Verdict.Lacking.class);
  }

  @Test
  void whatLacksNamesAllThatALoginMustBring() {
    Verdict.Lacking lacking = refusal("max-age=15m acr=gold|silver", "{'acr':'silver'}");

    assertThat(lacking.demands())
        .isEqualTo(new LoginDemands(Duration.ofMinutes(15), Set.of("gold", "silver")));
    assertThat(lacking.demands().acrValues()).containsExactly("gold", "silver");
  }

  @Test
  void nobodySignsInAgainForWhatThatWouldNotMend() {
    assertThat(refusal("acr=gold role=admin", "{}").reason()).isEqualTo(Reason.ROLE_MISSING);
    assertThat(refusal("acr=gold role=admin", "{}").demands().isNone()).isTrue();
  }

  @Test
  void theAlternativeThatALoginCanMendIsTold() {
    assertThat(refusal("role=admin\n  or acr=gold\n  or max-age=5m", "{}").reason())
        .isEqualTo(Reason.AUTHENTICATION_TOO_WEAK);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      value = {
        "max-age=60s ! ''",
        "max-age=59s ! must be a duration in whole seconds from 1m to 365d",
        "max-age=365d ! ''",
        "max-age=366d ! must be a duration",
        "max-age=60001ms ! must be a duration",
        "max-age=900 ! must be a duration",
        "max-age=-5m ! must be a duration",
        "max-age=5m|6m ! must be a duration",
        "max-age=5m max-age=6m ! names max-age twice; write the shorter one",
        "acr=a acr=b ! names acr twice, and a token has one; write acr=a|b",
        "acr=\"a b\" ! \"a b\" is no acr value that could be asked for",
        "acr=a\\b ! is no acr value",
        "acr=ä ! is no acr value",
      })
  void aConditionIsRefusedWithAdvice(String conditions, String problem) {
    assertThat(String.join("\n", problems("login /a " + conditions))).contains(problem);
    assertThat(problems("login /a " + conditions)).hasSize(problem.isEmpty() ? 0 : 1);
  }

  @Test
  void valuesFitIntoTheCookieOfALogin() {
    assertThat(problems("login /a acr=" + "x".repeat(256))).isEmpty();
    assertThat(problems("login /a acr=" + "x".repeat(257)))
        .singleElement()
        .asString()
        .contains("acr has more than 256 characters");
  }

  @Test
  void wherePassingNeedsNoAuthenticationNoneCanBeAsked() {
    assertThat(problems("optional /a acr=gold")).singleElement().asString().contains("no effect");
    assertThat(problems("public /a max-age=5m")).singleElement().asString().contains("no effect");
  }
}
