package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With {@code SameSite=Strict}, below a context path that is the cookies' path as well. */
@ExtendWith(TestProviderExtension.class)
class StrictCookieJourneyTest {

  private static final String[] LINK_ELSEWHERE = {
    "Accept", "text/html",
    "Sec-Fetch-Site", "cross-site",
    "Sec-Fetch-Mode", "navigate",
    "Sec-Fetch-Dest", "document"
  };

  private final Browser browser = new Browser();

  private static App app(TestProvider provider) {
    return App.below(
        "/shop",
        provider,
        settings -> {
          settings.put("rules", "login /**");
          settings.put("session.cookie.name", "shop");
          settings.put("session.cookie.path", "/shop");
          settings.put("session.cookie.same-site", "Strict");
        });
  }

  @Test
  @Tag("J01")
  @Tag("J02")
  void theSignInsPageGoesOnAndTheSignOutTakesAllCookiesAlong(TestProvider provider) {
    try (App app = app(provider)) {
      Reply end = browser.follow(browser.signInAt(browser.page(app.at("/orders?a=b")), "alice"));

      assertThat(end.status()).isEqualTo(200);
      assertThat(end.header("Refresh")).isEqualTo("0; url=" + app.at("/orders?a=b"));
      assertThat(end.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(end.setCookies())
          .filteredOn(line -> line.matches("shop(\\.idle)?=.*"))
          .hasSize(2)
          .allMatch(line -> line.endsWith("; Path=/shop; HttpOnly; SameSite=Strict"));
      assertThat(browser.page(app.at("/orders?a=b")).says("subject")).isEqualTo("alice-id");

      Reply out = browser.post(app.at("/oidc/logout"), Map.of(), "Sec-Fetch-Site", "same-origin");
      assertThat(out.setCookies())
          .contains(
              "shop=; Max-Age=0; Path=/shop; HttpOnly; SameSite=Strict",
              "shop.idle=; Max-Age=0; Path=/shop; HttpOnly; SameSite=Strict");
    }
  }

  @Test
  void aLinkFromElsewhereIsAskedToComeAgain(TestProvider provider) {
    try (App app = app(provider)) {
      Reply first = browser.get(app.at("/orders?a=%20b"), LINK_ELSEWHERE);
      assertThat(first.header("Refresh")).isEqualTo("0; url=/shop/orders?a=%20b");
      assertThat(first.body()).contains("href=\"/shop/orders?a=%20b\"");

      Reply second = browser.get(app.at("/orders?a=%20b"), LINK_ELSEWHERE);
      assertThat(second.location()).startsWith(provider.issuer() + "/authorize?");
    }
  }
}
