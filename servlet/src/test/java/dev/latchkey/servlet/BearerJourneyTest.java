package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program calls an API with a token. */
class BearerJourneyTest {

  private static final String RULES =
      """
      public   /open
      optional /maybe
      bearer   GET  /api/orders  scope=orders:read
      bearer   POST /api/orders  scope=orders:write role=user|admin
      bearer   /api/admin        role=admin
      bearer   /api/**
      """;

  private static TestProvider provider;
  private static App app;

  private final Browser program = new Browser();

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
    app =
        App.behind(
            provider,
            settings -> {
              settings.remove("client-id");
              settings.remove("client-secret");
              settings.put("rules", RULES);
              settings.put("realm", "orders");
              settings.put("token.max-bytes", "4096");
            });
  }

  @AfterAll
  static void stop() {
    app.close();
    provider.close();
  }

  @BeforeEach
  void forget() {
    app.takeEvents();
  }

  private Reply call(String path, String token) {
    return program.get(app.at(path), "Authorization", "Bearer " + token);
  }

  @Test
  void isServedUnderItsOwnName() {
    String token =
        provider
            .token()
            .subject("ada")
            .scope("orders:read")
            .role("user")
            .claim("preferred_username", "ada@shop")
            .sign();

    Reply reply = call("/api/orders", token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("subject")).isEqualTo("ada");
    assertThat(reply.says("remoteUser")).isEqualTo("ada@shop");
    assertThat(reply.says("authType")).isEqualTo("BEARER");
    assertThat(reply.says("user")).isEqualTo("true");
    assertThat(reply.says("admin")).isEqualTo("false");
    assertThat(reply.says("anybody")).isEqualTo("true");
    assertThat(reply.says("star")).isEqualTo("false");
    assertThat(reply.says("principal")).isEqualTo("Identity[" + provider.issuer() + " ada]");
    assertThat(reply.says("tokenClaims")).contains("\"sub\":\"ada\"");
    assertThat(reply.says("hasIdToken")).isEqualTo("false");
    assertThat(reply.setCookies()).isEmpty();
  }

  @Test
  @Tag("O12")
  void doesNotTakeTheRoleStarForEveryRole() {
    String token = provider.token().roles("*", "**").sign();

    Reply reply = call("/api/x", token);

    assertThat(reply.says("star")).isEqualTo("false");
    assertThat(reply.says("admin")).isEqualTo("false");
    assertThat(call("/api/admin", token).status()).isEqualTo(403);
  }

  @Test
  void isServedWithEitherKeyOfTheProvider() {
    for (String algorithm : List.of("RS256", "ES256")) {
      Reply reply = call("/api/x", provider.token().algorithm(algorithm).sign());
      assertThat(reply.status()).as(algorithm).isEqualTo(200);
    }
  }

  static Stream<Arguments> badTokens() {
    return Stream.of(
        bad("expired", t -> t.expiresIn(Duration.ofSeconds(-120)), "expired", "B02"),
        bad("without end", t -> t.without("exp"), "claim_missing", "B01"),
        bad("forged", TestToken::signWithForeignKey, "signature_invalid", "A28"),
        bad("bent", TestToken::breakSignature, "signature_invalid", "A28"),
        bad("unsigned", t -> t.algorithm("none"), "token_malformed", "A01"),
        bad("HS256", t -> t.signWithSecret(provider.clientSecret()), "algorithm_refused", "A06"),
        bad("stranger", t -> t.issuer("https://evil.example"), "issuer_wrong", "B15"),
        bad("slash", t -> t.issuer(provider.issuer() + "/"), "issuer_wrong", "B12"),
        bad("other audience", t -> t.audience("other-api"), "audience_wrong", "B18"),
        bad("no audience", t -> t.without("aud"), "audience_wrong", "B16"),
        bad("nobody", t -> t.without("sub"), "claim_missing", "B24"),
        bad("ID token", t -> t.type("JWT").claim("nonce", "n"), "id_token_as_access_token", "B22"),
        bad("other type", t -> t.type("logout+jwt"), "type_wrong", "A46"),
        bad("bound", t -> t.claim("cnf", Map.of("jkt", "x")), "sender_constrained", "design 5"),
        bad("not yet", t -> t.claim("nbf", 32503680000L), "not_yet_valid", "B07"),
        bad("oversized", t -> t.claim("x", "y".repeat(3_500)), "token_too_large", "C04"));
  }

  private static Arguments bad(
      String name, UnaryOperator<TestToken> change, String reason, String row) {
    return Arguments.of(name, change, reason, row);
  }

  @ParameterizedTest(name = "{0} ({3})")
  @MethodSource("badTokens")
  @Tag("A01")
  @Tag("A06")
  @Tag("A28")
  @Tag("A46")
  @Tag("B01")
  @Tag("B02")
  @Tag("B07")
  @Tag("B12")
  @Tag("B15")
  @Tag("B16")
  @Tag("B18")
  @Tag("B22")
  @Tag("B24")
  @Tag("F13")
  void isRefusedWithABadTokenAndToldNothing(
      String name, UnaryOperator<TestToken> change, String reason, String row) {
    call("/api/x", provider.token().sign()); // keys are at hand
    app.takeEvents();
    provider.forgetRequests();
    String token = change.apply(provider.token()).sign();

    Reply reply = call("/api/x", token);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"orders\", error=\"invalid_token\","
                + " error_description=\"The access token is invalid or has expired\"");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.body()).doesNotContain(token, "ada", "evil.example", "Exception");
    assertThat(app.takeReasons()).containsExactly(reason);
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  @Tag("A26")
  void makesTheProviderBeAskedOnceForUnknownKeys() {
    call("/api/x", provider.token().sign());
    provider.forgetRequests();

    for (int i = 0; i < 100; i++) {
      assertThat(call("/api/x", provider.token().keyId("unknown-" + i).sign()).status())
          .isEqualTo(401);
    }

    assertThat(provider.count("/jwks")).isLessThanOrEqualTo(1);
    assertThat(app.takeReasons()).hasSize(100).containsOnly("key_unknown");
  }
}
