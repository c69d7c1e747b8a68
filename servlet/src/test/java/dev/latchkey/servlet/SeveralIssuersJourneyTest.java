package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.IssuerStatus;
import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One application that takes the tokens of its own provider and, where it says so, a partner's. */
@Tag("O02")
class SeveralIssuersJourneyTest {

  private static final String RULES =
      """
      bearer   /main
      bearer   /admin    role=admin
      bearer   /partner  provider=partner scope=orders:read
      bearer   /both     provider=main|partner
      any      /any      role=user
               or        provider=partner role=user
      optional /maybe    provider=partner
      login    /**
      """;

  private final TestProvider main = TestProvider.start();
  private final TestProvider partner = TestProvider.builder().opaqueAccessTokens().start();
  private final Browser browser = new Browser();

  @AfterEach
  void stop() {
    main.close();
    partner.close();
  }

  private App app() {
    return app(settings -> {});
  }

  private App app(Consumer<Map<String, String>> more) {
    return App.behind(
        main,
        settings -> {
          settings.put("rules", RULES);
          settings.put("providers", "partner");
          partner
              .settings()
              .forEach((key, value) -> settings.put("provider.partner." + key, value));
          more.accept(settings);
        });
  }

  private Reply call(App app, String path, String token) {
    return browser.get(app.at(path), "Authorization", "Bearer " + token);
  }

  private void assertOpens(App app, String path, String token) {
    assertThat(call(app, path, token).status()).as(path).isEqualTo(200);
  }

  private Event assertRefused(App app, String path, String token, String reason) {
    app.takeEvents();
    Reply refused = call(app, path, token);
    assertThat(refused.status()).as(path).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate"))
        .contains("error=\"invalid_token\"")
        .doesNotContain("partner");
    Event event =
        app.takeEvents().stream()
            .filter(each -> each.kind() == Event.Kind.REFUSED)
            .findFirst()
            .orElseThrow();
    assertThat(event.reason().orElseThrow().code()).as(event.detail()).isEqualTo(reason);
    assertThat(event.toString()).doesNotContain(token);
    return event;
  }

  @Test
  void takesTheTokensOfAProviderWhereARuleNamesIt() {
    String ours = main.token().sign();
    String theirs = partner.token().scope("orders:read").sign();
    try (App app = app()) {
      for (int seen = 0; seen < 2; seen++) { // the second time they are remembered
        assertOpens(app, "/main", ours);
        assertOpens(app, "/partner", theirs);
        assertOpens(app, "/both", ours);
        assertOpens(app, "/both", theirs);
        assertRefused(app, "/main", theirs, "issuer_wrong");
        assertRefused(app, "/partner", ours, "issuer_wrong");
      }
    }
  }

  @Test
  void opensNothingToAPartnersAdministratorWhereNoRuleNamesThePartner() {
    String theirs = partner.token().role("admin").sign();
    try (App app = app()) {
      assertOpens(app, "/admin", main.token().role("admin").sign());

      Event event = assertRefused(app, "/admin", theirs, "issuer_wrong");

      assertThat(event.issuer()).contains(partner.issuer());
      assertThat(event.detail()).contains("provider=partner", "add provider=partner to the rule");
    }
  }

  @Test
  void answersQuestionsOfRolesThatNameNoProviderForTheMainOneAlone() {
    try (App app = app()) {
      Reply ours = call(app, "/both", main.token().role("admin").sign());
      assertThat(ours.says("admin")).isEqualTo("true");

      Reply theirs = call(app, "/both", partner.token().role("admin").sign());
      assertThat(theirs.says("admin")).isEqualTo("false");
      assertThat(theirs.says("anybody")).isEqualTo("true");
      assertThat(theirs.says("authType")).isEqualTo("BEARER");
    }
  }

  @Test
  @Tag("B35")
  void takesOneSubjectAtTwoIssuersForTwoPeople() {
    try (App app = app()) {
      assertThat(call(app, "/both", main.token().sign()).says("principal"))
          .isEqualTo("Identity[" + main.issuer() + " ada]");
      assertThat(call(app, "/both", partner.token().sign()).says("principal"))
          .isEqualTo("Identity[" + partner.issuer() + " ada]");
    }
  }

  @Test
  @Tag("E20")
  void verifiesWithTheKeysOfTheIssuerThatTheTokenNamesAndNoOthers() {
    try (App app = app()) {
      assertOpens(app, "/both", main.token().sign());
      assertOpens(app, "/both", partner.token().sign());

      String byMain = main.token().issuer(partner.issuer()).withoutHeader("kid").sign();
      String byPartner = partner.token().issuer(main.issuer()).withoutHeader("kid").sign();

      assertThat(assertRefused(app, "/both", byMain, "signature_invalid").issuer())
          .contains(partner.issuer());
      assertThat(assertRefused(app, "/both", byPartner, "signature_invalid").issuer())
          .contains(main.issuer());
    }
  }

  @Test
  @Tag("A08")
  @Tag("A06")
  void allowsAlgorithmsAndAudiencesByIssuer() {
    try (App app =
        app(
            settings -> {
              settings.put("provider.partner.algorithms", "RS256 HS256");
              settings.put("provider.partner.audience", "partner-api");
            })) {
      String bySecret = partner.token().audience("partner-api").signWithSecret(secret()).sign();
      assertOpens(app, "/both", bySecret);
      assertOpens(app, "/both", partner.token().audience("partner-api").sign());

      String oursBySecret = main.token().signWithSecret(secret()).sign();
      assertRefused(app, "/both", oursBySecret, "algorithm_refused");
      assertRefused(app, "/both", partner.token().sign(), "audience_wrong");
      assertRefused(app, "/both", main.token().audience("partner-api").sign(), "audience_wrong");
    }
  }

  private String secret() {
    return partner.clientSecret();
  }

  @Test
  @Tag("E19")
  void asksNobodyForTokensOfStrangers() {
    try (App app = app()) {
      assertOpens(app, "/both", main.token().sign());
      assertOpens(app, "/both", partner.token().sign());
      main.forgetRequests();
      partner.forgetRequests();

      for (int i = 0; i < 100; i++) {
        String stranger = "https://stranger" + i + ".example.com";
        Event event =
            assertRefused(app, "/both", main.token().issuer(stranger).sign(), "issuer_wrong");
        assertThat(event.detail()).contains(stranger, main.issuer(), partner.issuer());
      }

      assertThat(main.requests()).isEmpty();
      assertThat(partner.requests()).isEmpty();
    }
  }

  @Test
  void cannotDecideForThePartnerAloneWhileThatIsDown() {
    partner.goDown();
    try (App app = app()) {
      assertOpens(app, "/both", main.token().sign());
      assertUndecided(app, partner.token().sign(), partner.issuer());
      assertThat(app.latchkey().status().issuers())
          .extracting(IssuerStatus::issuer)
          .containsExactly(main.issuer(), partner.issuer());
    }
  }

  @Test
  void cannotDecideForTheMainProviderAloneWhileThatIsDown() {
    main.goDown();
    try (App app = app()) {
      assertOpens(app, "/both", partner.token().sign());
      assertUndecided(app, main.token().sign(), main.issuer());
    }
  }

  private void assertUndecided(App app, String token, String issuer) {
    app.takeEvents();
    assertThat(call(app, "/both", token).status()).isEqualTo(503);
    assertThat(app.takeEvents())
        .filteredOn(event -> event.kind() == Event.Kind.UNDECIDED)
        .singleElement()
        .satisfies(event -> assertThat(event.issuer()).contains(issuer));
  }

  @Test
  void tellsEachDecisionAndCountsItUnderTheIssuerOfTheToken() {
    try (App app = app()) {
      call(app, "/both", partner.token().sign());
      call(app, "/both", partner.token().expiresIn(Duration.ofMinutes(-5)).sign());
      call(app, "/both", main.token().sign());

      assertThat(app.takeEvents())
          .filteredOn(each -> each.kind() == Event.Kind.ALLOWED)
          .extracting(each -> each.issuer().orElseThrow())
          .containsExactly(partner.issuer(), main.issuer());
      assertThat(app.latchkey().counters().toString()).contains(partner.issuer());
    }
  }

  @Test
  void countsSessionsOfTheMainProviderAloneBesideThePartnersTokens() {
    try (App app = app()) {
      assertThat(browser.visit(app.at("/orders"), "alice").says("subject")).isEqualTo("alice-id");

      assertThat(browser.page(app.at("/any")).says("subject")).isEqualTo("alice-id");
      assertThat(browser.page(app.at("/maybe")).says("principal")).isEqualTo("null");

      Browser program = new Browser();
      String theirs = partner.token().role("user").sign();
      assertThat(program.get(app.at("/any"), "Authorization", "Bearer " + theirs).says("subject"))
          .isEqualTo("ada");
      assertThat(program.get(app.at("/maybe"), "Authorization", "Bearer " + theirs).says("subject"))
          .isEqualTo("ada");
      assertRefused(app, "/maybe", main.token().sign(), "issuer_wrong");
      assertThat(call(app, "/orders", theirs).status()).isEqualTo(401);
    }
  }

  @Test
  void showsOpaqueTokensToThePartnerAloneAndNoTokenOfOurs() {
    try (App app =
        app(settings -> settings.put("provider.partner.token.verification", "introspection"))) {
      String opaque = partner.opaque(partner.token().scope("orders:read").sign());

      assertOpens(app, "/partner", opaque);
      assertOpens(app, "/both", opaque);
      assertRefused(app, "/main", opaque, "token_malformed");
      assertThat(partner.count("/introspect")).isEqualTo(1);

      assertOpens(app, "/both", main.token().sign());
      assertRefused(app, "/partner", main.token().sign(), "issuer_wrong");
      assertRefused(app, "/both", main.token().breakSignature().sign(), "signature_invalid");
      assertThat(partner.count("/introspect")).isEqualTo(1);
      assertThat(main.count("/introspect")).isZero();
    }
  }
}
