package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.IssuerStatus;
import dev.latchkey.Status;
import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.WireFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The provider goes down, comes back, and changes its keys. */
class OutageJourneyTest {

  private static final String RULES =
      """
      public   /open
      optional /maybe
      bearer   /api/**
      login    /**
      """;

  private final TestProvider provider = TestProvider.start();
  private final Browser browser = new Browser();

  @AfterEach
  void stop() {
    provider.close();
  }

  private App app() {
    return App.behind(provider, settings -> settings.put("rules", RULES));
  }

  private Reply call(App app, String token) {
    return browser.get(app.at("/api/x"), "Authorization", "Bearer " + token);
  }

  @Test
  @Tag("design-14")
  void startsWithoutItsProviderAndHealsByItself() {
    String token = provider.token().sign();
    provider.goDown();
    try (App app = app()) {
      app.await(event -> event.kind() == Event.Kind.FETCH_FAILED);

      Reply refused = call(app, token);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("5");
      assertThat(refused.header("WWW-Authenticate")).isEmpty();
      assertThat(browser.page(app.at("/orders")).status()).isEqualTo(503);
      assertThat(browser.page(app.at("/oidc/login")).status()).isEqualTo(503);
      assertThat(browser.page(app.at("/oidc/callback?code=a&state=b")).status()).isEqualTo(400);
      assertThat(browser.page(app.at("/open")).status()).isEqualTo(200);
      assertThat(browser.page(app.at("/maybe")).status()).isEqualTo(200);
      assertThat(app.latchkey().status().state()).isEqualTo(Status.State.UNREACHABLE);

      provider.comeBack();
      app.await(event -> event.kind() == Event.Kind.FETCHED);
      assertThat(call(app, token).status()).isEqualTo(200);
      assertThat(browser.visit(app.at("/orders"), "alice").says("subject")).isEqualTo("alice-id");
      assertThat(app.latchkey().status().state()).isEqualTo(Status.State.READY);
      assertThat(issuer(app).keys().orElseThrow().lastSuccess()).isPresent();
    }
  }

  @Test
  void takesATokenOfANewKeyOnTheSameRequest() {
    try (App app = app()) {
      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);

      provider.rotateKeysKeepingOld();

      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("E15")
  void refusesTheTokensOfAKeyThatIsGone() {
    try (App app = app()) {
      String before = provider.token().sign();
      assertThat(call(app, before).status()).isEqualTo(200);

      provider.rotateKeys();

      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);
      assertThat(call(app, before).status()).isEqualTo(401);
      assertThat(app.takeReasons()).containsExactly("key_unknown");
    }
  }

  @Test
  void goesOnWithTheKeysThatItKnows() {
    try (App app = app()) {
      browser.visit(app.at("/orders"), "alice");
      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);

      provider.goDown();

      String unseen = provider.token().subject("grace").sign();
      assertThat(call(app, unseen).says("subject")).isEqualTo("grace");
      assertThat(browser.page(app.at("/orders")).says("subject")).isEqualTo("alice-id");
      assertThat(app.latchkey().status().state()).isEqualTo(Status.State.READY);
    }
  }

  @Test
  void cannotTellAnUnknownKeyFromANewOneDuringAnOutage() {
    try (App app = app()) {
      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);
      provider.goDown();

      assertThat(call(app, provider.token().keyId("new").sign()).status()).isEqualTo(503);
      assertThat(app.takeReasons()).contains("keys_unavailable");
    }
  }

  @Test
  @Tag("F-31")
  void aSignInThatTheOutageInterruptedGoesOnWhenItIsOver() {
    try (App app = app()) {
      // else the outage might hit the first fetch of keys, which is not tried again for 30 s
      app.await(event -> event.kind() == Event.Kind.FETCHED && event.detail().contains("/jwks"));
      Reply sent = browser.signInAt(browser.page(app.at("/orders")), "alice");
      provider.goDown();
      // finds out that kept connections are cut, of which the token call could not tell whether
      // it was read
      call(app, provider.token().keyId("new").sign());

      Reply waits = browser.follow(sent);

      assertThat(waits.status()).isEqualTo(503);
      assertThat(waits.body()).contains("Load this page again");
      assertThat(app.takeReasons()).contains("token_endpoint_failed");
      provider.comeBack();
      Reply back = browser.follow(sent);
      assertThat(back.location()).isEqualTo(app.at("/orders"));
      assertThat(browser.follow(back).says("subject")).isEqualTo("alice-id");
    }
  }

  @Test
  @Tag("F-31")
  void aCodeThatMayHaveBeenReadIsNotSentAgain() {
    provider.faults().at("/token", WireFault.CUT);
    try (App app = app()) {
      Reply sent = browser.signInAt(browser.page(app.at("/orders")), "alice");

      Reply failed = browser.follow(sent);
      Reply again = browser.follow(sent);

      assertThat(failed.status()).isEqualTo(502);
      assertThat(failed.body()).contains("Start again");
      assertThat(again.status()).isEqualTo(400);
      assertThat(provider.count("/token")).isEqualTo(1);
    }
  }

  private static IssuerStatus issuer(App app) {
    return app.latchkey().status().issuers().get(0);
  }

  @Test
  void answers503WhenItIsClosedAndTheContainerIsNot() {
    try (App app = app()) {
      browser.visit(app.at("/orders"), "alice");

      app.latchkey().close();

      assertThat(browser.page(app.at("/orders")).status()).isEqualTo(503);
      assertThat(browser.page(app.at("/open")).status()).isEqualTo(503);
    }
  }

  @Test
  void takesTokensOfAnyIssuerWhereOnlyTheKeysAreConfigured() {
    try (App app =
        App.behind(
            provider,
            settings -> {
              settings.keySet().removeIf(key -> key.startsWith("client-"));
              settings.put("issuer", "*");
              settings.put("jwks-uri", provider.issuer() + "/jwks");
              settings.put("rules", "bearer ~/.*");
            })) {
      String token = provider.token().issuer("https://elsewhere.example").sign();

      assertThat(call(app, token).says("principal"))
          .isEqualTo("Identity[https://elsewhere.example ada]");
      assertThat(call(app, provider.token().signWithForeignKey().sign()).status()).isEqualTo(401);
      assertThat(call(app, provider.token().without("iss").sign()).status()).isEqualTo(401);
      assertThat(call(app, provider.token().audience("other").sign()).status()).isEqualTo(401);
      assertThat(provider.count("/.well-known/openid-configuration")).isZero();
      assertThat(app.latchkey().status().state()).isEqualTo(Status.State.READY);
    }
  }

  @Test
  void needsNoDiscoveryWhereTheKeysAreConfigured() {
    provider.faults().answer("/.well-known/openid-configuration", 500, "text/plain", "");
    try (App app =
        App.behind(
            provider,
            settings -> {
              settings.keySet().removeIf(key -> key.startsWith("client-"));
              settings.put("jwks-uri", provider.issuer() + "/jwks");
              settings.put("rules", "bearer /**");
            })) {
      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);
      assertThat(call(app, provider.token().issuer("https://evil.example").sign()).status())
          .isEqualTo(401);
    }
  }
}
