package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in where more is asked of the provider, and where it goes wrong again and again. */
class SignInWishesJourneyTest {

  private static TestProvider provider;

  private final Browser browser = new Browser();

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
  }

  @AfterAll
  static void stop() {
    provider.close();
  }

  @AfterEach
  void forget() {
    provider.faults().clear();
    provider.forgetRequests();
  }

  private static App app(Consumer<Map<String, String>> more) {
    return App.behind(
        provider,
        settings -> {
          settings.put("rules", "public /open\nlogin /staff role=admin\nlogin /**");
          settings.put("session.cookie.name", "shop");
          more.accept(settings);
        });
  }

  private static App askingUserInfo(String onFailure) {
    return app(
        settings -> {
          settings.put("userinfo", "at-login");
          settings.put("userinfo.on-failure", onFailure);
          settings.put("claims.sources", "userinfo id-token");
        });
  }

  @Test
  @Tag("H21")
  @Tag("H22")
  void userinfoSaysMoreOfAUser() {
    provider.faults().userInfo(claims -> claims.put("roles", List.of("admin")));
    provider.faults().userInfo(claims -> claims.put("picture", provider.issuer() + "/picture"));
    try (App app = askingUserInfo("fail")) {
      assertThat(browser.visit(app.at("/staff"), "alice").says("admin")).isEqualTo("true");
      assertThat(provider.count("/userinfo")).isEqualTo(1);
      assertThat(provider.count("/picture")).isZero();
    }
  }

  @Test
  @Tag("H15")
  void userinfoOfAnotherUserSignsNobodyIn() {
    provider.faults().userInfo(claims -> claims.put("sub", "bob-id"));
    try (App app = askingUserInfo("continue")) {
      Reply end = browser.follow(browser.signInAt(browser.page(app.at("/orders")), "alice"));

      assertThat(end.status()).isEqualTo(400);
      assertThat(browser.cookies()).doesNotContainKey("shop");
      assertThat(app.takeReasons()).contains("userinfo_subject_wrong");
    }
  }

  @Test
  @Tag("H17")
  void userinfoOfAMegabyteIsNotRead() {
    provider.faults().userInfo(claims -> claims.put("noise", "x".repeat(1_000_000)));
    try (App app = askingUserInfo("fail")) {
      Reply end = browser.follow(browser.signInAt(browser.page(app.at("/orders")), "alice"));

      assertThat(end.status()).isEqualTo(502);
      assertThat(app.takeReasons()).contains("userinfo_failed");
    }
  }

  @Test
  @Tag("F-30")
  @Tag("H20")
  void userinfoThatIsDownFailsTheSignInOrNot() {
    provider.faults().answer("/userinfo", 503, "text/plain", "");
    try (App strict = askingUserInfo("fail");
        App lenient = askingUserInfo("continue")) {
      Reply end = browser.follow(browser.signInAt(browser.page(strict.at("/orders")), "alice"));
      assertThat(end.status()).isEqualTo(502);
      assertThat(end.body()).contains("Start again");

      Browser other = new Browser();
      assertThat(other.visit(lenient.at("/orders"), "alice").says("subject")).isEqualTo("alice-id");
      assertThat(provider.count("/token")).as("one code each, no refresh").isEqualTo(2);
    }
  }

  @Test
  @Tag("G31")
  @Tag("H13")
  void aHintPassesAndAFreshSignInIsChecked() {
    try (App app =
        app(
            settings -> {
              settings.put("login.parameters", "max_age=600");
              settings.put("login.pass-through", "login_hint");
            })) {
      Reply sent = browser.page(app.at("/oidc/login?return_to=/orders&login_hint=alice&scope=x"));
      assertThat(sent.sentOn())
          .containsEntry("login_hint", "alice")
          .containsEntry("max_age", "600")
          .containsEntry("scope", "openid");
      assertThat(browser.follow(browser.signInAt(sent, "alice")).location())
          .isEqualTo(app.at("/orders"));

      provider.faults().idToken(token -> token.claim("auth_time", 1L));
      Browser other = new Browser();
      Reply end = other.follow(other.signInAt(other.page(app.at("/orders")), "alice"));
      assertThat(end.status()).isEqualTo(403);
      assertThat(end.body()).contains("fresher or a stronger sign-in");
      assertThat(app.takeReasons()).contains("authentication_too_old");
    }
  }

  @Test
  @Tag("G40")
  void whoIsNotSignedInAtTheProviderIsAskedAfterASilentTry() {
    try (App app = app(settings -> settings.put("login.parameters", "prompt=none"))) {
      Reply silent = browser.page(app.at("/orders"));
      Reply back = browser.follow(silent);
      assertThat(back.location()).contains("error=login_required");
      Reply asked = browser.follow(back);

      assertThat(asked.sentOn()).doesNotContainKey("prompt");
      Reply end = browser.follow(browser.signInAt(asked, "alice"));
      assertThat(end.location()).isEqualTo(app.at("/orders"));
    }
  }

  @Test
  @Tag("G38")
  @Tag("F-64")
  void aBrowserThatKeepsNoSessionIsToldSoAfterThreeRounds() {
    try (App app = app(settings -> {})) {
      Reply page = browser.follow(signedInWithout(browser.page(app.at("/orders")), true));
      page = browser.follow(signedInWithout(page, false));
      page = browser.follow(signedInWithout(page, false));

      assertThat(page.status()).isEqualTo(400);
      assertThat(page.body()).contains("Sign-in does not last", "Allow cookies", "Start again");
      assertThat(app.takeReasons()).contains("login_loop");
    }
  }

  /** Signs in, and loses the session as a browser does that does not take its cookie. */
  private Reply signedInWithout(Reply sent, boolean first) {
    assertThat(sent.status()).isEqualTo(302);
    Reply back = first ? browser.signInAt(sent, "alice") : browser.follow(sent);
    Reply end = browser.follow(back);
    browser.cookies().keySet().removeIf(name -> name.matches("shop(\\.idle)?"));
    return end;
  }
}
