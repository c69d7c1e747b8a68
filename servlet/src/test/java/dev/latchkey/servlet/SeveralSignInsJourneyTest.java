package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop with its own users and those of a partner, in one browser and over real HTTP. */
class SeveralSignInsJourneyTest {

  private static final String PARTNERS_NOTICES = "/oidc/partner/backchannel-logout";

  private final TestProvider main = TestProvider.start();
  private final TestProvider partner = TestProvider.start();
  private final Browser browser = new Browser();
  private final App app =
      App.behind(
          main,
          settings -> {
            settings.put("rules", "login /partner/** provider=partner\nlogin /**");
            settings.put("session.store", "memory");
            settings.put("session.cookie.name", "shop");
            settings.put("providers", "partner");
            partner
                .settings()
                .forEach((key, value) -> settings.put("provider.partner." + key, value));
          });

  SeveralSignInsJourneyTest() {
    partner.allowRedirect(app.at("/oidc/partner/callback"));
    partner.allowPostLogoutRedirect(app.at("/"));
  }

  @AfterEach
  void stop() {
    app.close();
    main.close();
    partner.close();
  }

  private void signInAtBoth() {
    browser.visit(app.at("/orders"), "alice");
    browser.visit(app.at("/partner/deliveries"), "bob");
  }

  private Reply signOut(String path) {
    return browser.post(
        app.at(path), Map.of(), "Accept", "text/html", "Sec-Fetch-Site", "same-origin");
  }

  /** Who the application sees on the pages of each provider; empty for nobody. */
  private String ours() {
    return browser.get(app.at("/orders")).says("subject");
  }

  private String theirs() {
    return browser.get(app.at("/partner/deliveries")).says("subject");
  }

  @Test
  @Tag("O01")
  void onePersonIsSignedInAtBothAndLeavesOneAfterTheOther() {
    Reply ours = browser.visit(app.at("/orders?page=2"), "alice");
    assertThat(ours.says("principal")).isEqualTo("Identity[" + main.issuer() + " alice-id]");
    assertThat(ours.says("query")).isEqualTo("page=2");

    Reply sentOn =
        browser.page(app.at("/partner/deliveries")); // the shop's session is no partner's
    assertThat(sentOn.status()).isEqualTo(302);
    assertThat(sentOn.location()).startsWith(partner.issuer() + "/authorize?");
    Reply theirs = browser.follow(browser.follow(browser.signInAt(sentOn, "bob")));
    assertThat(theirs.says("principal")).isEqualTo("Identity[" + partner.issuer() + " bob-id]");
    assertThat(theirs.says("admin")).isEqualTo("false"); // bob is one at the partner, not here
    assertThat(ours()).isEqualTo("alice-id");

    Reply left = signOut("/oidc/partner/logout");
    assertThat(left.location()).startsWith(partner.issuer() + "/logout?");
    assertThat(theirs()).isEmpty();
    assertThat(ours()).isEqualTo("alice-id");
    assertThat(browser.follow(browser.follow(left)).location()).isEqualTo(app.at("/"));
  }

  @Test
  @Tag("M03")
  void whoLeavesByTheMainPathLeavesTheApplication() {
    signInAtBoth();
    app.takeEvents();

    Reply left = signOut("/oidc/logout");

    assertThat(left.location()).startsWith(main.issuer() + "/logout?");
    assertThat(left.sentOn()).containsKey("id_token_hint");
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith("shop"));
    assertThat(ours() + theirs()).isEmpty();
    assertThat(app.takeEvents())
        .filteredOn(event -> event.kind() == Event.Kind.LOGGED_OUT)
        .extracting(event -> event.issuer().orElseThrow())
        .containsExactly(main.issuer(), partner.issuer());
  }

  @Test
  @Tag("M03")
  void whoIsSignedInAtThePartnerAloneLeavesByThePartner() {
    browser.visit(app.at("/partner/deliveries"), "bob");

    Reply left = signOut("/oidc/logout");

    assertThat(left.location()).startsWith(partner.issuer() + "/logout?");
    assertThat(left.sentOn()).containsKey("id_token_hint");
    assertThat(browser.follow(browser.follow(left)).location()).isEqualTo(app.at("/"));
    assertThat(theirs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oidc/logout", "/oidc/partner/logout"})
  @Tag("M01")
  void anotherSiteEndsNoSession(String path) {
    signInAtBoth();

    assertThat(browser.get(app.at(path), "Sec-Fetch-Site", "cross-site").status()).isEqualTo(200);
    assertThat(browser.post(app.at(path), Map.of(), "Origin", "https://evil.example").status())
        .isEqualTo(200);

    assertThat(ours() + theirs()).isEqualTo("alice-idbob-id");
  }

  @Test
  @Tag("M19")
  void whoSignsOutAtThePartnerIsSignedOutOfThatSessionAlone() {
    partner.backChannelLogoutUri(app.at(PARTNERS_NOTICES));
    signInAtBoth();

    browser.page(partner.issuer() + "/logout");

    assertThat(theirs()).isEmpty();
    assertThat(ours()).isEqualTo("alice-id");
  }

  @Test
  @Tag("M22")
  void noProviderEndsSessionsOfTheOther() {
    signInAtBoth();
    String alice = main.logoutToken().subject("alice-id").sign();
    String bobByMain = main.logoutToken().subject("bob-id").sign();

    assertThat(main.sendLogoutToken(app.at("/oidc/backchannel-logout"), bobByMain)).isEqualTo(200);
    assertThat(theirs()).isEqualTo("bob-id"); // main's word about a subject of the partner's
    assertThat(main.sendLogoutToken(app.at(PARTNERS_NOTICES), alice)).isEqualTo(400);
    assertThat(app.takeReasons()).contains("issuer_wrong");
    assertThat(ours()).isEqualTo("alice-id");
  }

  @Test
  @Tag("M22")
  void aSessionIdMeansTheSessionOfTheProviderThatSaysIt() {
    signInAtBoth();
    String sid = sessionIdAtPartner();
    String named = main.logoutToken().subject("bob-id").claim("sid", sid).sign();

    assertThat(main.sendLogoutToken(app.at("/oidc/backchannel-logout"), named)).isEqualTo(200);
    frame("/oidc/frontchannel-logout", main.issuer(), sid, 200);
    frame("/oidc/frontchannel-logout", partner.issuer(), sid, 400);
    frame("/oidc/partner/frontchannel-logout", main.issuer(), sid, 400);
    assertThat(theirs()).isEqualTo("bob-id");

    frame("/oidc/partner/frontchannel-logout", partner.issuer(), sid, 200);
    assertThat(theirs()).isEmpty();
    assertThat(ours()).isEqualTo("alice-id");
  }

  private String sessionIdAtPartner() {
    partner.frontChannelLogoutUri(app.at("/nowhere"));
    Browser copy = new Browser();
    copy.cookies().putAll(browser.cookies());
    String page = copy.page(partner.issuer() + "/logout").body();
    return page.replaceAll("(?s).*[?&;]sid=([^\"&]*).*", "$1");
  }

  private void frame(String path, String issuer, String sid, int status) {
    String query = "?iss=" + Browser.encode(issuer) + "&sid=" + sid;
    assertThat(new Browser().get(app.at(path + query)).status()).as(path).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"/orders, /oidc/partner/callback", "/partner/deliveries, /oidc/callback"})
  @Tag("G05")
  @Tag("G22")
  void anAnswerOfOneProviderIsRefusedWhereTheOtherAnswers(String page, String wrongCallback) {
    URI back = URI.create(browser.signInAt(browser.page(app.at(page)), "alice").location());
    main.forgetRequests();
    partner.forgetRequests();
    app.takeEvents();

    Reply refused = browser.page(app.at(wrongCallback) + "?" + back.getRawQuery());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(app.takeReasons()).containsExactly("state_unknown");
    assertThat(main.requests()).doesNotContain("/token");
    assertThat(partner.requests()).doesNotContain("/token");
    assertThat(browser.follow(browser.page(back.toString())).says("subject"))
        .isEqualTo("alice-id"); // where it belongs, it still counts
  }

  @Test
  @Tag("G19")
  @Tag("G22")
  void anAnswerThatNamesTheOtherProviderIsRefused() {
    Reply begun = browser.page(app.at("/partner/deliveries"));
    String state = begun.sentOn().get("state");

    Reply refused =
        browser.page(
            app.at("/oidc/partner/callback?code=stolen&state=" + state)
                + "&iss="
                + Browser.encode(main.issuer()));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(app.takeReasons()).contains("callback_issuer_wrong");
    assertThat(partner.requests()).doesNotContain("/token");
  }

  @Test
  @Tag("I13")
  void endsNoSignInWhereAnotherBegins() {
    for (String target :
        new String[] {"/oidc/partner/logout", "/oidc/partner/login", "/oidc/login"}) {
      Reply begun = browser.page(app.at("/oidc/login?return_to=" + target));

      Reply end = browser.follow(browser.signInAt(begun, "alice"));

      assertThat(end.location()).isEqualTo(app.at("/"));
      browser.cookies().clear();
    }
  }

  @Test
  void aPagesScriptAsksForEachSessionByItself() {
    browser.visit(app.at("/partner/deliveries"), "bob");

    assertThat(browser.get(app.at("/oidc/session")).body())
        .contains("\"authenticated\":false", "\"login\":\"/oidc/login\"");
    assertThat(browser.get(app.at("/oidc/partner/session")).body())
        .contains(
            "\"authenticated\":true", partner.issuer(), "\"logout\":\"/oidc/partner/logout\"");
  }
}
