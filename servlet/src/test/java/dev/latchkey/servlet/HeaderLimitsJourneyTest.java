package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What we put into headers stays below the 8 KiB that containers and providers stop at. */
class HeaderLimitsJourneyTest {

  private TestProvider provider;
  private App app;

  @BeforeEach
  void start() {
    provider = TestProvider.start();
    app =
        App.behind(
            provider,
            settings -> {
              settings.put("rules", "login /**");
              settings.put("session.cookie.name", "shop");
            });
  }

  @AfterEach
  void stop() {
    app.close();
    provider.close();
  }

  @Test
  @Tag("F-58")
  @Tag("J19")
  void aLargeSessionFitsBesideTheOtherTabs() {
    String noise =
        new Random(1)
            .ints(9_000, '0', 'z')
            .filter(Character::isLetterOrDigit)
            .limit(2_400)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    provider.faults().idToken(token -> token.claim("noise", noise));
    Browser browser = new Browser();
    Reply wanted = browser.page(app.at("/orders"));
    for (int tab = 0; tab < 6; tab++) {
      browser.page(app.at("/orders/" + tab + "?page=2&sort=d"));
    }

    Reply back = browser.follow(browser.signInAt(wanted, "alice"));

    assertThat(browser.follow(back).status()).isEqualTo(200);
    int chars =
        browser.cookies().entrySet().stream()
            .mapToInt(each -> each.getKey().length() + each.getValue().length() + 3)
            .sum();
    assertThat(chars).isLessThan(6 * 1024);
  }

  @Test
  @Tag("M04")
  void aLongIdTokenDoesNotKeepAnybodyFromSigningOut() {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 220; i++) {
      groups.add("/company/departments/sales/" + i);
    }
    provider.faults().idToken(token -> token.claim("groups", groups));
    Browser browser = new Browser();
    assertThat(browser.visit(app.at("/orders"), "alice").status()).isEqualTo(200);

    Reply reply = browser.send("POST", app.at("/oidc/logout"), "", "Sec-Fetch-Site", "same-origin");
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.location().length()).isLessThan(4 * 1024);
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith("shop"));
  }

  @Test
  @Tag("C19")
  void cookiesThatPretendToBeLoginsAreNoFaultOfOurs() {
    Browser browser = new Browser();
    for (int i = 0; i < 300; i++) {
      browser.cookies().put("shop-login-" + i, "");
    }

    for (String path : List.of("/orders", "/oidc/login")) {
      Reply reply = browser.page(app.at(path));

      assertThat(reply.status()).isEqualTo(302);
      assertThat(String.join("\n", reply.setCookies()).length()).isLessThan(6 * 1024);
    }
  }
}
