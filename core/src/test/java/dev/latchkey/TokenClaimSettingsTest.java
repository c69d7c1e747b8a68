package dev.latchkey;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenMaker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings ask of the claims of tokens. */
class TokenClaimSettingsTest extends BearerCase {

  @Test
  void readsTheAudienceFromOtherClaims() {
    Latchkey latchkey = latchkey("audience-claims", "/aud /client_id /azp");

    accepted(latchkey, rs256());
    Identity caller =
        accepted(latchkey, rs256("aud", "[\"a\"]", "client_id", quoted("orders-api"), "azp", "[]"));
    assertThat(caller.audience()).containsExactly("a", "orders-api");
    refused(latchkey, rs256("aud", ABSENT, "cid", quoted("orders-api")), Reason.AUDIENCE_WRONG);
    refused(latchkey, rs256("azp", "{}"), Reason.CLAIM_INVALID);
  }

  @Test
  void readsNoOtherClaimThanThoseNamed() {
    Latchkey latchkey = latchkey("audience-claims", "/resource/id");

    accepted(latchkey, rs256("aud", "7", "resource", "{\"id\":\"orders-api\"}"));
    assertThat(refused(latchkey, rs256(), Reason.AUDIENCE_WRONG).detail())
        .startsWith("the token has no /resource/id, configured is audience=");
  }

  @Test
  void countsAudiencesOfSeveralClaimsTogetherWhereAllAreWanted() {
    Latchkey latchkey =
        latchkey(
            "audience", "orders-api shop", "audience-mode", "all", "audience-claims", "/aud /azp");

    accepted(latchkey, rs256("azp", quoted("shop")));
    assertThat(refused(latchkey, rs256("azp", quoted("x")), Reason.AUDIENCE_WRONG).detail())
        .contains("[orders-api, x] (read from /aud /azp)");
  }

  @Test
  void refusesAnAudienceClaimThatIsNoPointer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("audience-claims", "client_id"))
        .withMessageContaining(
            "audience-claims: \"client_id\" is no claim pointer; write /client_id");
  }

  @Test
  @Tag("B25")
  void anApplicationNamedLikeAUserIsNoUser() {
    Latchkey latchkey = latchkey("rules", "bearer /orders subject=user\nbearer /jobs");
    String user = rs256("client_id", quoted("shop"));
    String application = rs256("client_id", quoted("alice-1"));

    assertThat(accepted(latchkey, user).kind()).isEqualTo(Identity.Kind.USER);
    refused(
        latchkey, FakeRequest.get("/orders").bearer(application), 403, Reason.CONDITION_NOT_MET);
    Identity caller = accepted(latchkey, FakeRequest.get("/jobs").bearer(application));
    assertThat(caller.kind()).isEqualTo(Identity.Kind.APPLICATION);
    assertThat(caller.subject()).contains("alice-1");
    assertThat(caller).isNotEqualTo(accepted(latchkey, user));
  }

  @Test
  void wantsTheClaimsThatAreRequired() {
    Latchkey latchkey = latchkey("claims.required", "/tenant /act/sub");

    accepted(latchkey, rs256("tenant", "false", "act", "{\"sub\":\"x\"}"));
    assertThat(refused(latchkey, rs256("tenant", "1"), Reason.CLAIM_MISSING).detail())
        .isEqualTo("/act/sub is missing, which claims.required names");
    refused(latchkey, rs256("tenant", "null", "act", "{\"sub\":\"x\"}"), Reason.CLAIM_MISSING);
    refused(latchkey, rs256("tenant", "1", "act", "{\"sub\":null}"), Reason.CLAIM_MISSING);
    refused(latchkey, rs256("tenant", "1", "act", "\"sub\""), Reason.CLAIM_MISSING);
  }

  @Test
  void wantsNoneOfTheClaimsThatAreForbidden() {
    Latchkey latchkey = latchkey("claims.forbidden", "/act /ext/test");

    accepted(latchkey, rs256("ext", "{}"));
    assertThat(refused(latchkey, rs256("act", "{}"), Reason.CLAIM_FORBIDDEN).detail())
        .isEqualTo("/act is there, which claims.forbidden names");
    refused(latchkey, rs256("act", "null"), Reason.CLAIM_FORBIDDEN);
    refused(latchkey, rs256("ext", "{\"test\":false}"), Reason.CLAIM_FORBIDDEN);
  }

  @Test
  void aForbiddenElementMayNotEvenBeNull() {
    Latchkey latchkey = latchkey("claims.forbidden", "/act/1");

    accepted(latchkey, rs256("act", "[null]"));
    refused(latchkey, rs256("act", "[null,null]"), Reason.CLAIM_FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"a\\nb\"", "5", "[\"shop\"]"})
  @Tag("B24")
  void knowsNoClientByWhatIsNoIdentifier(String client) {
    assertThat(accepted(latchkey(), rs256("client_id", client, "azp", quoted("shop"))).client())
        .isEmpty();
  }

  @Test
  void namesThePlaceOfAnAudienceThatHasTheWrongShape() {
    assertThat(refused(latchkey(), rs256("aud", "{}"), Reason.CLAIM_INVALID).detail())
        .isEqualTo("the audience (read from /aud) is neither a string nor an array of strings");
  }

  @Test
  void refusesDemandsThatAreNoPointers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("claims.required", "tenant", "claims.forbidden", "/a~"))
        .withMessageContaining("claims.required: \"tenant\" is no claim pointer; write /tenant")
        .withMessageContaining("claims.forbidden: \"/a~\" has a ~ that is neither");
  }

  @Tag("B10")
  @ParameterizedTest
  @CsvSource({"0, 3600, true", "0, 3601, false", "-1, 3600, false", "-30, 3570, true"})
  void refusesATokenThatLivesLongerThanItMay(long begin, long end, boolean accepted) {
    Latchkey latchkey = latchkey("token.max-lifetime", "1h");
    String token = rs256("iat", String.valueOf(NOW + begin), "exp", String.valueOf(NOW + end));

    if (accepted) {
      accepted(latchkey, token);
    } else {
      assertThat(refused(latchkey, token, Reason.LIFETIME_TOO_LONG).detail())
          .contains("token.max-lifetime is 3600s");
    }
  }

  @Test
  @Tag("B10")
  void cannotJudgeTheLifetimeOfATokenWithoutABeginning() {
    refused(latchkey("token.max-lifetime", "1h"), rs256("iat", ABSENT), Reason.CLAIM_MISSING);
    refused(latchkey("token.max-lifetime", "1h"), rs256("exp", "1e300"), Reason.LIFETIME_TOO_LONG);
    accepted(latchkey("token.max-lifetime", "off"), rs256("iat", ABSENT, "exp", "1e300"));
  }

  @Test
  @Tag("B10")
  void takesLifetimesFromASecondTo400Days() {
    latchkey("token.max-lifetime", "1s");
    latchkey("token.max-lifetime", "400d");
    for (String wrong : new String[] {"0s", "999ms", "401d", "never", "Off"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> latchkey("token.max-lifetime", wrong))
          .withMessageContaining("token.max-lifetime is \"" + wrong + "\"; write a number with ms")
          .withMessageContaining("such as 1h (or off), from 1s to 9600h");
    }
  }

  @Tag("B08")
  @Tag("B24")
  @Tag("B26")
  @ParameterizedTest
  @CsvSource({
    "iss, ISSUER_WRONG, ISSUER_WRONG",
    "exp, CLAIM_MISSING, CLAIM_INVALID",
    "aud, AUDIENCE_WRONG, AUDIENCE_WRONG",
    "sub, CLAIM_MISSING, CLAIM_INVALID",
    "client_id, CLAIM_MISSING, CLAIM_MISSING",
    "iat, CLAIM_MISSING, CLAIM_INVALID",
    "jti, CLAIM_MISSING, CLAIM_MISSING"
  })
  void wantsAllClaimsOfTheTypeThatIsDemanded(String claim, Reason absent, Reason isNull) {
    Latchkey strict = latchkey("token.type", "at+jwt");

    accepted(strict, typed());
    refused(strict, typed(claim, ABSENT), absent);
    refused(strict, typed(claim, "null"), isNull);
  }

  @Tag("B26")
  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "7", "[\"x\"]", "\"a\\u0000\""})
  void wantsTheClaimsOfTheTypeInTheirShape(String value) {
    Latchkey strict = latchkey("token.type", "at+jwt");

    refused(strict, typed("client_id", value), Reason.CLAIM_INVALID);
    refused(strict, typed("jti", value), Reason.CLAIM_INVALID);
    accepted(latchkey(), typed("client_id", value, "jti", quoted("")));
  }

  @Test
  @Tag("B26")
  void wantsAnAudienceOfTheTypeThoughItIsUnchecked() {
    Latchkey strict = latchkey("token.type", "at+jwt", "audience", "*");

    accepted(strict, typed("aud", quoted("other")));
    assertThat(refused(strict, typed("aud", ABSENT), Reason.CLAIM_MISSING).detail())
        .isEqualTo("aud is missing, which token.type=at+jwt asks for (RFC 9068 section 2.2)");
  }

  /** A token that is all that RFC 9068 asks for, with changes. */
  private static String typed(String... changes) {
    String[] all = new String[changes.length + 4];
    all[0] = "client_id";
    all[1] = quoted("shop");
    all[2] = "jti";
    all[3] = quoted("t-1");
    System.arraycopy(changes, 0, all, 4, changes.length);
    return TokenMaker.raw(
        TokenMaker.header("typ", quoted("at+jwt")), TokenMaker.accessClaims(all), TestKeys.RSA);
  }
}
