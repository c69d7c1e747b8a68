package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens that say nothing, and signed ones that may have been revoked. */
class IntrospectionJourneyTest {

  private static final String INTROSPECT = "/introspect";
  private static final String RULES =
      """
      bearer /api/admin scope=admin
      bearer /api/**
      login  /**
      """;

  private final TestProvider provider = TestProvider.builder().opaqueAccessTokens().start();
  private final Browser browser = new Browser();

  @AfterEach
  void stop() {
    provider.close();
  }

  private App app(String verification) {
    return app(verification, settings -> {});
  }

  private App app(String verification, Consumer<Map<String, String>> more) {
    return App.behind(
        provider,
        settings -> {
          settings.put("rules", RULES);
          settings.put("token.verification", verification);
          more.accept(settings);
        });
  }

  private static void forgetful(Map<String, String> settings) {
    settings.put("introspection.cache", "0s");
  }

  private Reply call(App app, String token) {
    return browser.get(app.at("/api/x"), "Authorization", "Bearer " + token);
  }

  private void assertRefused(App app, String token, String reason) {
    app.takeEvents();
    Reply refused = call(app, token);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    assertThat(app.takeReasons()).containsExactly(reason);
  }

  private void assertUndecided(App app, String token, String reason) {
    app.takeEvents();
    Reply undecided = call(app, token);
    assertThat(undecided.status()).isEqualTo(503);
    assertThat(undecided.header("Retry-After")).isEqualTo("5");
    assertThat(undecided.header("WWW-Authenticate")).isEmpty();
    assertThat(app.takeEvents())
        .filteredOn(event -> event.kind() == Event.Kind.UNDECIDED)
        .singleElement()
        .satisfies(event -> assertThat(event.reason().orElseThrow().code()).isEqualTo(reason))
        .satisfies(event -> assertThat(event.toString()).doesNotContain(token));
  }

  private String opaque(Duration lifetime) {
    return provider.opaque(
        provider.token().scope("orders:read").role("user").expiresIn(lifetime).sign());
  }

  @Test
  void letsTheHolderOfAGoodOpaqueTokenIn() {
    try (App app = app("introspection")) {
      Reply reply = call(app, opaque(Duration.ofMinutes(5)));

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.says("subject")).isEqualTo("ada");
      assertThat(provider.count(INTROSPECT)).isEqualTo(1);
    }
  }

  @Test
  @Tag("F16")
  void refusesOpaqueTokensThatAreUnknownExpiredOrRevoked() {
    String revoked = opaque(Duration.ofMinutes(5));
    provider.revoke(revoked);
    try (App app = app("introspection")) {
      assertRefused(app, "made-up", "token_inactive");
      assertRefused(app, opaque(Duration.ofMinutes(-5)), "token_inactive");
      assertRefused(app, revoked, "token_inactive");
    }
  }

  @Test
  @Tag("F21")
  void judgesTheScopeEachTimeWhateverIsRemembered() {
    String token = opaque(Duration.ofMinutes(5));
    try (App app = app("introspection")) {
      assertThat(call(app, token).status()).isEqualTo(200);

      Reply admin = browser.get(app.at("/api/admin"), "Authorization", "Bearer " + token);

      assertThat(admin.status()).isEqualTo(403);
      assertThat(admin.header("WWW-Authenticate")).contains("insufficient_scope");
      assertThat(provider.count(INTROSPECT)).isEqualTo(1);
    }
  }

  @Test
  void noticesARevocationAtOnceWhereNothingIsRemembered() {
    String token = opaque(Duration.ofMinutes(5));
    try (App app = app("introspection", IntrospectionJourneyTest::forgetful)) {
      assertThat(call(app, token).status()).isEqualTo(200);
      provider.revoke(token);
      assertRefused(app, token, "token_inactive");
    }
  }

  @Test
  @Tag("F-26")
  void goesOnWithWhatItKnowsWhileTheProviderIsDownAndBlamesNobodyForTheRest() {
    String known = opaque(Duration.ofMinutes(5));
    try (App app = app("introspection")) {
      assertThat(call(app, known).status()).isEqualTo(200);
      provider.goDown();

      assertUndecided(app, opaque(Duration.ofMinutes(5)), "introspection_failed");
      assertThat(call(app, known).status()).isEqualTo(200);

      provider.comeBack();
      assertThat(call(app, opaque(Duration.ofMinutes(5))).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @Tag("F18")
  @ValueSource(strings = {"<html></html>", "[]", "{\"active\":true", ""})
  void cannotDecideOnAnAnswerThatIsNone(String body) {
    try (App app = app("introspection")) {
      provider.faults().answer(INTROSPECT, 200, "application/json", body);
      assertUndecided(app, opaque(Duration.ofMinutes(5)), "introspection_failed");
    }
  }

  @Test
  @Tag("F19")
  void doesNotBlameTheCallerForItsOwnWrongSecret() {
    try (App app = app("introspection", settings -> settings.put("client-secret", "wrong"))) {
      assertUndecided(app, opaque(Duration.ofMinutes(5)), "introspection_denied");
    }
  }

  @Test
  void asksAtTheEndpointOfTheSettings() {
    String elsewhere = provider.issuer() + "/elsewhere";
    provider
        .faults()
        .discovery(document -> document.remove("introspection_endpoint"))
        .answer("/elsewhere", 200, "application/json", "{\"active\":false}");
    try (App app = app("introspection")) {
      assertUndecided(app, opaque(Duration.ofMinutes(5)), "provider_misconfigured");
    }
    try (App app =
        app("introspection", settings -> settings.put("endpoint.introspection", elsewhere))) {
      assertRefused(app, opaque(Duration.ofMinutes(5)), "token_inactive");
    }
  }

  @Test
  void takesSignedAndOpaqueTokensSideBySide() {
    String signed = provider.token().sign();
    try (App app = app("auto")) {
      assertThat(call(app, signed).says("subject")).isEqualTo("ada");
      assertThat(provider.count(INTROSPECT)).isZero();
      assertThat(call(app, opaque(Duration.ofMinutes(5))).says("subject")).isEqualTo("ada");
      assertThat(provider.count(INTROSPECT)).isEqualTo(1);

      assertRefused(app, provider.token().signWithForeignKey().sign(), "signature_invalid");
      assertRefused(app, "made-up", "token_inactive");
    }
  }

  @Test
  void asksAboutSignedTokensTooWhereRevocationMustCount() {
    String signed = provider.token().sign();
    try (App app = app("both", IntrospectionJourneyTest::forgetful)) {
      assertThat(call(app, signed).says("subject")).isEqualTo("ada");

      provider.revoke(signed);

      assertRefused(app, signed, "token_inactive");
      provider.forgetRequests();
      assertRefused(app, provider.token().breakSignature().sign(), "signature_invalid");
      assertRefused(app, opaque(Duration.ofMinutes(5)), "token_malformed");
      assertThat(provider.count(INTROSPECT)).as("forgeries cost the provider nothing").isZero();
    }
  }

  @Test
  void signsInWithAnOpaqueAccessTokenInTheSession() {
    try (App app = app("introspection")) {
      assertThat(browser.visit(app.at("/orders"), "alice").says("subject")).isEqualTo("alice-id");
    }
  }
}
