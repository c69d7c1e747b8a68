package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.ClaimFault;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.WireFault;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see when signing in or out does not go as it should, and how they go on. */
class FailurePagesStory extends InChromium {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PAGE = "/orders?id=7&sort=%2Fdate";

  private final TestProvider provider = TestProvider.start();
  private AppWithProvider app;

  private void start(Map<String, String> settings) {
    app = new AppWithProvider(provider, settings);
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private void comeFor(String page) {
    browser.open(app.url(page));
    browser.signIn("alice");
  }

  private void isShown(String... texts) throws IOException {
    browser.awaitBelow(app.url("/"), texts);
    assertThat(browser.isTooWideForAPhone()).isFalse();
    browser.shoot("page");
  }

  /** Whoever presses the button ends on the page that they had asked for. */
  private void theButtonLeadsToThePage() {
    browser.click("a.button");
    if (!browser.address().equals(app.url(PAGE))) {
      browser.signIn("alice");
    }
    isAliceAt(app.url(PAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=made-up", "error=made-up&state=made-up"})
  @Tag("G01")
  @Tag("G02")
  @Tag("G12")
  void nobodysCallback(String query) throws IOException {
    start(Map.of());
    browser.open(app.url("/oidc/callback?" + query));

    isShown("Sign-in did not finish", "took too long", "cookies", "Start again", "Reference");
    assertThat(browser.text()).as("not a word of the stranger's").doesNotContain("made-up");
  }

  @Test
  @Tag("F-63")
  void aSignInThatTookTooLong() throws IOException {
    start(Map.of());
    browser.open(app.url(PAGE));
    app.waitFor(Duration.ofMinutes(11));
    browser.signIn("alice");

    isShown("Sign-in did not finish", "took too long", "Start again");
    app.waitFor(Duration.ZERO);
    theButtonLeadsToThePage();
  }

  @Test
  @Tag("G10")
  void aProviderThatRefuses() throws IOException {
    start(Map.of());
    provider.faults().authorizationError("access_denied");
    browser.open(app.url(PAGE));

    isShown("Sign-in was refused", "Start again", "Reference");
    provider.faults().clear();
    theButtonLeadsToThePage();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "CUT"})
  @Tag("F-31")
  @Tag("F-32")
  void aTokenEndpointThatFails(WireFault fault) throws IOException {
    start(Map.of());
    provider.faults().at("/token", fault);
    comeFor(PAGE);

    isShown("Sign-in failed", "no usable answer", "Start again", "Reference");
    provider.faults().clear();
    theButtonLeadsToThePage();
  }

  @Test
  void anIdTokenThatNobodyCanTrust() throws IOException {
    start(Map.of());
    provider.faults().idToken(ClaimFault.OTHER_ISSUER);
    comeFor(PAGE);

    isShown("Sign-in failed", "could not accept the answer", "Start again", "Reference");
    provider.faults().clear();
    theButtonLeadsToThePage();
  }

  @Test
  void aProviderThatGoesDownBeforeTheUserIsBack() throws IOException {
    provider.faults().at("/jwks", WireFault.CUT);
    start(Map.of());
    comeFor(PAGE);

    isShown("Sign-in waits", "Load this page again in a moment", "Reference");
    provider.faults().clear();
    within(PATIENCE, this::isThereAfterAReload);
  }

  private boolean isThereAfterAReload() {
    browser.reload();
    return browser.address().equals(app.url(PAGE));
  }

  @Test
  void aProviderThatIsDown() throws IOException {
    provider.goDown();
    start(Map.of());
    browser.open(app.url(PAGE));

    isShown("Temporarily unavailable", "try again in a moment", "Reference");
  }

  @Test
  @Tag("G38")
  void aProviderThatSendsEverybodyBackAtOnce() throws IOException {
    start(Map.of());
    Map<String, String> back = Map.of("Location", app.url(PAGE));
    provider.faults().answer("/authorize", 302, back, "");
    browser.open(app.url(PAGE));

    isShown("Sign-in does not last", "Allow cookies", "Start again", "Reference");
    provider.faults().clear();
    theButtonLeadsToThePage();
  }

  @Test
  @Tag("J19")
  void aSessionThatFitsIntoNoCookies() throws IOException {
    start(Map.of());
    Random random = new Random(1);
    String noise =
        random.ints(9_000, 'a', 'z' + 1).mapToObj(Character::toString).collect(joining());
    provider.faults().idToken(token -> token.claim("noise", noise));
    comeFor(PAGE);

    isShown("Sign-in failed", "could not be kept", "tell the operator", "Reference");
  }

  @Test
  void aSignInThatWasTooWeak() throws IOException {
    start(Map.of("login.parameters", "acr_values=gold"));
    comeFor(PAGE);

    isShown("Sign-in was not enough", "a fresher or a stronger sign-in", "Start again");
  }

  @Test
  void aPageThatIsNotForThem() throws IOException {
    start(Map.of("rules", "login /admin role=admin\nlogin /**"));
    comeFor("/admin");

    isShown("Forbidden", "You are not allowed to do this", "Reference");
    browser.open(app.url("/"));
    isAliceAt(app.url("/")); // still
  }

  @Test
  void aPageThatIsForAFresherSignIn() throws IOException {
    start(Map.of("login.redirect", "never", "rules", "login /vault acr=gold\nlogin /**"));
    comeFor("/oidc/login");
    isAliceAt(app.url("/"));
    browser.open(app.url("/vault"));

    isShown("Sign in again", "a fresher or a stronger sign-in", "Reference");
  }

  /** Neither is anything that a person would type. */
  @Test
  void anAddressThatIsNotForBrowsers() throws IOException {
    start(Map.of("rules", "bearer /api/**\nlogin /**"));
    browser.open(app.url("/api/orders"));
    isShown("Unauthorized", "asks for a valid credential", "Reference");

    browser.open(app.url("/orders;page=7"));
    isShown("Bad Request", "not well-formed", "Reference");
  }

  @Test
  void aPageWhereNobodyIsRedirected() throws IOException {
    start(Map.of("login.redirect", "never", "after-login-url", PAGE));
    browser.open(app.url(PAGE));

    isShown("Sign in first", "Sign in", "Reference");
    theButtonLeadsToThePage();
  }

  @Test
  @Tag("M01")
  void aQuestionBeforeSigningOut() throws IOException {
    start(Map.of());
    comeFor(PAGE);
    isAliceAt(app.url(PAGE));
    browser.open(app.url("/oidc/logout"));
    isShown("Sign out?", "Do you want to sign out of this application?");

    browser.click("button");
    browser.awaitBelow(provider.issuer(), "User name", "Password");
  }

  /** An operator's own browser, and a word that no line could hold. */
  @Test
  void theReasonForADeveloper() throws IOException {
    start(Map.of("error-details", "true", "login.parameters", "acr_values=" + "gold-".repeat(40)));
    comeFor(PAGE);

    isShown("Sign-in was not enough", "authentication_too_weak", "gold-gold-");
  }
}
