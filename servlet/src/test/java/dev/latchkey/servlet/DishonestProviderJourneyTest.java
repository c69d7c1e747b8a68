package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.CallbackFault;
import dev.latchkey.testkit.ClaimFault;
import dev.latchkey.testkit.DiscoveryFault;
import dev.latchkey.testkit.Faults;
import dev.latchkey.testkit.IdTokenFault;
import dev.latchkey.testkit.SignatureFault;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestUser;
import dev.latchkey.testkit.TokenAnswerFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A login ends without a session where the provider, or somebody in between, is dishonest. */
class DishonestProviderJourneyTest {

  private static TestProvider provider;
  private static App app;

  private final Browser browser = new Browser();

  @BeforeAll
  static void start() {
    String[] roles =
        IntStream.range(0, 400)
            .mapToObj(i -> Integer.toHexString(i * 0x9E3779B1) + i)
            .toArray(String[]::new);
    provider = TestProvider.builder().user(TestUser.of("huge", "huge-pw").roles(roles)).start();
    app =
        App.behind(
            provider,
            settings -> {
              settings.put("rules", "login /**");
              settings.put("session.cookie.name", "shop");
            });
  }

  @AfterAll
  static void stop() {
    app.close();
    provider.close();
  }

  @AfterEach
  void forget() {
    provider.faults().clear();
    app.takeEvents();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("wrong nonce", f -> f.idToken(IdTokenFault.OTHER_NONCE), 400, "nonce_wrong", "G26"),
        fault("no nonce", f -> f.idToken(IdTokenFault.NO_NONCE), 400, "nonce_wrong", "G26"),
        fault(
            "no ID token",
            f -> f.tokenAnswer(TokenAnswerFault.NO_ID_TOKEN),
            400,
            "id_token_missing",
            "H01"),
        fault(
            "foreign key",
            f -> f.idToken(SignatureFault.FOREIGN_KEY),
            400,
            "signature_invalid",
            "H02"),
        fault("unsigned", f -> f.idToken(SignatureFault.NONE), 400, "token_malformed", "H03"),
        fault(
            "wrong at_hash",
            f -> f.idToken(IdTokenFault.OTHER_ACCESS_TOKEN_HASH),
            400,
            "access_token_hash_wrong",
            "H10"),
        fault("other issuer", f -> f.idToken(ClaimFault.OTHER_ISSUER), 400, "issuer_wrong", "H05"),
        fault(
            "other client",
            f -> f.idToken(IdTokenFault.OTHER_CLIENT),
            400,
            "audience_wrong",
            "H06"),
        fault(
            "untrusted extra",
            f -> f.idToken(IdTokenFault.FURTHER_AUDIENCE),
            400,
            "audience_wrong",
            "H06"),
        fault(
            "expired",
            f -> f.idToken(t -> t.expiresIn(Duration.ofSeconds(-300))),
            400,
            "expired",
            "H09"),
        fault("no subject", f -> f.idToken(ClaimFault.NO_SUBJECT), 400, "claim_missing", "H09"),
        fault(
            "no issue time",
            f ->
                f.idToken(
                    t -> t.without("iat").expiresAt(java.time.Instant.now().plusSeconds(300))),
            400,
            "claim_missing",
            "H09"),
        fault(
            "other party",
            f -> f.idToken(IdTokenFault.OTHER_AUTHORIZED_PARTY),
            400,
            "authorized_party_wrong",
            "H08"),
        fault(
            "no iss",
            f -> f.callback(CallbackFault.NO_ISSUER),
            400,
            "callback_issuer_wrong",
            "G18"),
        fault(
            "iss of another",
            f -> f.callback(CallbackFault.OTHER_ISSUER),
            400,
            "callback_issuer_wrong",
            "G19"),
        fault("no code", f -> f.callback(CallbackFault.NO_CODE), 400, "callback_malformed", "G16"),
        fault(
            "broken token endpoint",
            f -> f.answer("/token", 500, "text/html", "<b>canary"),
            502,
            "token_endpoint_failed",
            "E26"),
        fault(
            "HTML",
            f -> f.answer("/token", 200, "text/html", "<html>canary"),
            502,
            "token_endpoint_failed",
            "E26"),
        fault(
            "array",
            f -> f.answer("/token", 200, "application/json", "[]"),
            502,
            "token_endpoint_failed",
            "E26"),
        fault(
            "redirect",
            f -> f.answer("/token", 307, Map.of("Location", "/elsewhere"), ""),
            502,
            "token_endpoint_failed",
            "E25"),
        fault(
            "other kind of token",
            f -> f.tokenAnswer(answer -> answer.put("token_type", "mac")),
            502,
            "token_endpoint_failed",
            "E26"),
        fault(
            "no access token",
            f -> f.tokenAnswer(answer -> answer.remove("access_token")),
            502,
            "token_endpoint_failed",
            "E26"),
        fault(
            "our secret is wrong",
            f -> f.answer("/token", 401, "application/json", "{\"error\":\"invalid_client\"}"),
            502,
            "token_endpoint_failed",
            "E26"),
        fault(
            "code refused",
            f -> f.answer("/token", 400, "application/json", "{\"error\":\"invalid_grant\"}"),
            400,
            "code_refused",
            "G04"));
  }

  private static Arguments fault(
      String name, Consumer<Faults> change, int status, String reason, String row) {
    return Arguments.of(name, change, status, reason, row);
  }

  @ParameterizedTest(name = "{0} ({4})")
  @MethodSource("faults")
  @Tag("E25")
  @Tag("E26")
  @Tag("G16")
  @Tag("G18")
  @Tag("G19")
  @Tag("G26")
  @Tag("H01")
  @Tag("H02")
  @Tag("H03")
  @Tag("H05")
  @Tag("H06")
  @Tag("H08")
  @Tag("H09")
  @Tag("H10")
  void leavesNoSession(
      String name, Consumer<Faults> change, int status, String reason, String row) {
    change.accept(provider.faults());
    Reply sent = browser.signInAt(browser.page(app.at("/orders")), "alice");

    Reply reply = browser.follow(sent);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(app.takeReasons()).containsExactly(reason);
    assertThat(reply.header("Content-Type")).startsWith("text/html");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.body()).contains("Start again").doesNotContain("canary", "evil", "alice");
    assertThat(browser.cookies().keySet())
        .noneMatch(cookie -> cookie.startsWith("shop") && !cookie.equals("shop-round"));
    assertThat(browser.get(app.at("/orders")).status()).isEqualTo(401);
  }

  @Test
  @Tag("G20")
  @Tag("H07")
  @Tag("H11")
  void isTakenWhereItOnlyDoesWhatItMay() {
    provider.faults().idToken(token -> token.without("at_hash"));
    provider.faults().idToken(token -> token.claim("aud", List.of(provider.clientId())));
    provider.faults().tokenAnswer(answer -> answer.put("token_type", "BEARER"));
    provider.faults().tokenAnswer(answer -> answer.remove("expires_in"));

    assertThat(browser.visit(app.at("/orders"), "alice").says("subject")).isEqualTo("alice-id");
  }

  @Test
  @Tag("J19")
  void saysSoWhereASessionDoesNotFitIntoCookies() {
    Reply reply = browser.follow(browser.signInAt(browser.page(app.at("/orders")), "huge"));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(app.takeReasons()).containsExactly("session_too_large");
    assertThat(browser.cookies().keySet())
        .noneMatch(cookie -> cookie.startsWith("shop") && !cookie.equals("shop-round"));
  }

  @Test
  @Tag("E01")
  void isNeverUsedInPartWhereItIsNotTheConfiguredOne() {
    try (TestProvider other = TestProvider.start()) {
      other.faults().discovery(DiscoveryFault.ISSUER_WITH_SLASH);
      try (App here =
          App.behind(other, settings -> settings.put("rules", "bearer /api/**\nlogin /**"))) {
        String token = other.token().sign();

        assertThat(browser.get(here.at("/api/x"), "Authorization", "Bearer " + token).status())
            .isEqualTo(503);
        assertThat(browser.page(here.at("/orders")).status()).isEqualTo(503);
        assertThat(here.latchkey().status().toString()).contains("MISCONFIGURED", other.issuer());
        assertThat(other.count("/jwks")).isZero();
      }
    }
  }
}
