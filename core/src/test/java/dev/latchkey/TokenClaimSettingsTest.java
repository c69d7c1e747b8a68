package dev.latchkey;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.token.Identity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
        .startsWith("the token is meant for [] (read from /resource/id), configured is audience=");
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
}
