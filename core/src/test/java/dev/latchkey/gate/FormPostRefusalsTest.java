package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes to the callback path where a form is expected, and is none that counts. */
class FormPostRefusalsTest {

  private final PostedLogin login = PostedLogin.at("/pages/a");
  private int tokenCalls;

  @BeforeEach
  void countTokenCalls() {
    login.shop.answers(
        "/token",
        call -> {
          tokenCalls++;
          throw new IOException("not in this test");
        });
  }

  @AfterEach
  void close() {
    login.close();
  }

  private void assertRefused(Decision.Stop end, int status, Reason reason) {
    assertThat(end.status()).as(TestGate.body(end)).isEqualTo(status);
    assertThat(login.shop.lastTold().reason()).contains(reason);
    assertThat(TestGate.cookies(end)).as("what is set").isEmpty();
    assertThat(tokenCalls).isZero();
  }

  /** Whatever came before has not used the login up. */
  private void assertLoginGoesOn() {
    login.shop.redeemsFor(login.begun);
    assertThat(login.follow(login.post("code=c")).status()).isEqualTo(302);
  }

  @ParameterizedTest
  @Tag("G13")
  @Tag("G01")
  @Tag("G15")
  @ValueSource(
      strings = {
        "code=c&code=d&state=STATE",
        "code=c&state=STATE&state=STATE",
        "code=c&state=STATE&state=x",
        "code=c&iss=a&iss=b&state=STATE",
        "error=a&error=b&state=STATE",
        "error=a&error_description=b&error_description=c&state=STATE",
        "code=c",
        "error=access_denied",
        "access_token=a&token_type=Bearer",
        "id_token=a",
        "code=c&state=STATE&x=%zz",
        "code=%ff&state=STATE",
        "code=\u00e9&state=STATE",
        "{\"code\":\"c\"}",
        ""
      })
  void aFormThatSaysNothingClearlyIsRefusedAndUsesNoLoginUp(String form) {
    FakeRequest request = PostedLogin.plainForm(form.replace("STATE", login.state()));

    Decision.Stop end = login.shop.stop(request.cookies(login.cookies));

    assertRefused(end, 400, Reason.CALLBACK_MALFORMED);
    assertThat(TestGate.headers(end, "Set-Cookie")).isEmpty();
    assertLoginGoesOn();
  }

  @ParameterizedTest
  @CsvSource({"3900, true", "4200, false"})
  @Tag("G39")
  void aCodeHasToFitIntoAnAddress(int chars, boolean fits) {
    Decision.Stop end = login.post("code=" + "x".repeat(chars));

    if (fits) {
      assertThat(TestGate.header(end, "Location")).hasSizeLessThan(6_000);
    } else {
      assertRefused(end, 400, Reason.CALLBACK_MALFORMED);
    }
  }

  @Test
  @Tag("G39")
  void aFormIsReadUpToItsLimit() {
    FakeRequest tooLong = login.form("code=c&more=" + "x".repeat(PostedForm.MAX_BYTES));

    assertRefused(login.shop.stop(tooLong), 400, Reason.CALLBACK_MALFORMED);
    assertThat(login.shop.lastTold().detail()).contains("more than 65536 bytes");
  }

  @Test
  void aBodyThatCannotBeReadIsRefused() {
    GateRequest unreadable = new BrokenBody(login.form("code=c").cookies(login.cookies));

    assertRefused(login.shop.stop(unreadable), 400, Reason.CALLBACK_MALFORMED);
    assertLoginGoesOn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=c", "state=x", "x=y", "sealed_answer=x"})
  void aFormWithAQueryIsRefused(String query) {
    FakeRequest mixed =
        FakeRequest.of("POST", "/oidc/callback?" + query)
            .form("code=c&state=" + login.state())
            .cookies(login.cookies);

    assertRefused(login.shop.stop(mixed), 400, Reason.CALLBACK_MALFORMED);
    assertThat(mixed.bodyRead()).isFalse();
    assertLoginGoesOn();
  }

  @ParameterizedTest
  @Tag("G14")
  @ValueSource(strings = {"code=c", "error=access_denied", "code=c&sealed_answer=x", "code"})
  void anAnswerInTheAddressIsNotWhatWasAskedFor(String answer) {
    FakeRequest request = FakeRequest.page("/oidc/callback?" + answer + "&state=" + login.state());

    Decision.Stop end = login.shop.stop(request.cookies(login.cookies));

    assertRefused(end, 400, Reason.CALLBACK_MALFORMED);
    assertThat(login.shop.lastTold().detail()).contains("does not know response_mode=form_post");
    assertLoginGoesOn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "HEAD", "DELETE", "POST"})
  void onlyFormsArePosted(String method) {
    Decision.Stop end =
        login.shop.stop(FakeRequest.of(method, "/oidc/callback?sealed_answer=x").body("{}"));

    assertThat(end.status()).isEqualTo(405);
    assertThat(TestGate.header(end, "Allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
  }

  @Test
  @Tag("G16")
  void aStateAloneUsesTheLoginUp() {
    Decision.Stop end = login.post("code=");

    assertRefused(end, 400, Reason.CALLBACK_MALFORMED);
    assertThat(TestGate.header(end, "Set-Cookie")).contains("shop-login-", "Max-Age=0");
  }

  @ParameterizedTest
  @Tag("G12")
  @ValueSource(strings = {"error=canary-error&state=x", "error=canary-error&state=", "state=x"})
  void anErrorOfNoLoginOfThisBrowserLeadsNowhere(String form) {
    Decision.Stop end = login.shop.stop(PostedLogin.plainForm(form).cookies(login.cookies));

    assertRefused(end, 400, Reason.STATE_UNKNOWN);
    assertThat(TestGate.body(end)).doesNotContain("canary");
  }

  @Test
  @Tag("G03")
  void aCodeThatWasPostedWithoutTheLoginsCookieIsNotKept() {
    Decision.Stop sentOn = login.shop.stop(login.form("code=c"));

    Decision.Stop end = login.follow(sentOn, login.cookies);

    assertRefused(end, 400, Reason.STATE_UNKNOWN);
    assertLoginGoesOn();
  }

  @Test
  @Tag("G03")
  void aSealedAnswerIsOfNoUseInAnotherBrowser() {
    Decision.Stop sentOn = login.post("code=c");

    assertRefused(login.follow(sentOn, login.next("/pages/b").cookies), 400, Reason.STATE_UNKNOWN);
  }

  @ParameterizedTest
  @Tag("G19")
  @Tag("G21")
  @ValueSource(strings = {"https://evil.example", "https://id.example.com/realms/shop/", ""})
  void theCodeOfAnotherIssuerIsShownToNobody(String issuer) {
    assertRefused(
        login.follow(login.post("code=c&iss=" + issuer)), 400, Reason.CALLBACK_ISSUER_WRONG);
  }

  @Test
  @Tag("G06")
  @Tag("G07")
  void whatWasNotSealedAsAnAnswerIsNone() {
    String sealed = TestGate.header(login.post("code=c"), "Location").split("=", 2)[1];
    String loginCookie = login.cookies.split("; ")[0].split("=", 2)[1];
    char other = sealed.charAt(70) == 'A' ? 'B' : 'A';

    for (String wrong :
        List.of(
            "",
            "x",
            loginCookie,
            sealed.substring(1),
            sealed.substring(0, 70) + other + sealed.substring(71),
            sealed + "&sealed_answer=" + sealed,
            sealed + "&x=y")) {
      FakeRequest request = FakeRequest.page("/oidc/callback?sealed_answer=" + wrong);
      assertRefused(login.shop.stop(request.cookies(login.cookies)), 400, Reason.STATE_UNKNOWN);
    }
    assertLoginGoesOn();
  }

  @Test
  void aSealedAnswerIsNoPageToComeBackTo() {
    PostedLogin next = login.next("/oidc/login?return_to=%2Foidc%2Fcallback%3Fsealed_answer%3Dx");

    assertThat(TestGate.header(next.follow(next.post("code=c")), "Location"))
        .isEqualTo(PostedLogin.HOME + "/");
  }

  /** A request whose client goes away while its body is read. */
  private record BrokenBody(FakeRequest request) implements GateRequest {

    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String requestTarget() {
      return request.requestTarget();
    }

    @Override
    public String contextPath() {
      return "";
    }

    @Override
    public String path() {
      return request.path();
    }

    @Override
    public @Nullable String query() {
      return request.query();
    }

    @Override
    public List<String> headers(String name) {
      return request.headers(name);
    }
  }
}
