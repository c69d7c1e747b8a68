package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sites' pages can do with a user's session: lead to it, and nothing else. */
class OtherSitesStory extends InChromium {

  private static final String ANOTHER_SITE = "127.0.0.1";
  private static final String SAME_SITE = "localhost"; // but another port: another origin

  private final TestProvider provider = TestProvider.start();
  private final OtherSite elsewhere = new OtherSite();
  private AppWithProvider app;

  @AfterEach
  void stop() {
    elsewhere.close();
    app.close();
  }

  private void signIn(String sameSite) {
    app =
        new AppWithProvider(
            provider, Map.of("session.store", "memory", "session.cookie.same-site", sameSite));
    browser.open(app.url("/"));
    browser.signIn("alice");
    isAliceAt(app.url("/"));
    provider.forgetRequests();
  }

  private void isStillSignedIn() {
    int rounds = provider.count("/authorize");
    browser.open(app.url("/me"));
    isAliceAt(app.url("/me"));
    assertThat(provider.count("/authorize")).as("without a look at the provider").isEqualTo(rounds);
  }

  private String form(String path) {
    return "<form method=post action=\"%s\"><input name=a value=b><button>Win</button></form>"
        .formatted(app.url(path));
  }

  @Tag("J01")
  @ParameterizedTest
  @ValueSource(strings = {"Lax", "Strict"})
  void aLinkLeadsToThePageOfAUserWhoStaysSignedIn(String sameSite) {
    signIn(sameSite);
    browser.open(elsewhere.page(ANOTHER_SITE, "<a href=\"%s\">x</a>".formatted(app.url("/me"))));
    browser.click("a");

    isAliceAt(app.url("/me"));
    assertThat(provider.count("/authorize")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lax", "Strict"})
  void aFormOfAnotherSiteComesWithoutTheSession(String sameSite) {
    signIn(sameSite);
    browser.open(elsewhere.page(ANOTHER_SITE, form("/orders")));
    browser.click("button");

    // as anybody without a session: by way of the provider to a page, and the form is lost
    isAliceAt(app.url("/"));
    assertThat(app.served()).noneMatch(request -> request.startsWith("POST"));
    assertThat(provider.count("/authorize")).isOne();
  }

  @Test
  void aFormOfTheSameSiteComesWithItAndIsRefused() {
    signIn("Lax");
    browser.open(elsewhere.page(SAME_SITE, form("/orders")));
    browser.click("button");

    browser.awaitAt(app.url("/orders"), "You are not allowed to do this");
    assertThat(app.served()).noneMatch(request -> request.startsWith("POST"));
    isStillSignedIn();
  }

  @Test
  @Tag("M01")
  void nothingThatAPageLoadsSignsAnybodyOut() {
    signIn("Lax");
    String logout = app.url("/oidc/logout");
    browser.open(
        elsewhere.page(
            SAME_SITE,
            "<img src=\"%s\"><iframe src=\"%s\"></iframe><script src=\"%s\"></script>"
                    .formatted(logout, logout, logout)
                + "<iframe name=hidden></iframe><form method=post target=hidden action=\"%s\">"
                    .formatted(logout)
                + "</form><script>document.forms[0].submit()</script>"));
    assertThat(
            browser.callScript(
                "fetch(arguments[0], {method: 'POST', mode: 'no-cors', credentials: 'include'})"
                    + ".then(answer => arguments[1](answer.type))",
                logout))
        .isEqualTo("opaque");

    isStillSignedIn();
  }

  @Test
  @Tag("M28")
  void theProvidersFrameEndsTheSessionThatItNames() {
    signIn("Lax");
    provider.frontChannelLogoutUri(app.url("/oidc/frontchannel-logout"));
    String frame = "<iframe src=\"%s?iss=%s&sid=made-up\"></iframe>";
    browser.open(
        elsewhere.page(
            ANOTHER_SITE,
            frame.formatted(app.url("/oidc/frontchannel-logout"), provider.issuer())));
    isStillSignedIn();

    browser.open(provider.issuer() + "/logout");
    assertThat(browser.text()).contains("Signed out");
    browser.open(app.url("/me"));
    browser.awaitBelow(provider.issuer());
  }
}
