package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The provider's page posts its answer to an application over TLS. */
class FormPostJourneyTest {

  private static TestProvider provider;
  private static App app;

  private final Browser browser = new Browser();

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
    app = app(settings -> settings.put("session.store", "memory"));
  }

  @AfterAll
  static void stop() {
    app.close();
    provider.close();
  }

  @AfterEach
  void forget() {
    provider.faults().clear();
    provider.forgetRequests();
    app.takeEvents();
  }

  private static App app(Consumer<Map<String, String>> more) {
    return App.overTls(
        provider,
        settings -> {
          settings.put("login.response-mode", "form_post");
          settings.put("rules", "optional /oidc/callback\nlogin /**");
          settings.put("session.cookie.name", "shop");
          more.accept(settings);
        });
  }

  private Reply answerPage(String page) {
    return browser.signInAt(browser.page(app.at(page)), "alice");
  }

  @Test
  @Tag("J28")
  void signsInAndOnlyTheLoginsCookieCameAlong() {
    Reply answer = answerPage("/orders?a=%20b");
    Reply sentOn = browser.postFromElsewhere(answer);

    assertThat(sentOn.status()).isEqualTo(303);
    assertThat(sentOn.location())
        .startsWith(app.at("/oidc/callback?sealed_answer="))
        .doesNotContain(answer.hiddenFields().get("code"), answer.hiddenFields().get("state"));
    Reply back = browser.follow(sentOn);
    assertThat(back.location()).isEqualTo(app.at("/orders?a=%20b"));
    assertThat(back.setCookies())
        .anyMatch(line -> line.startsWith("shop="))
        .filteredOn(line -> line.contains("SameSite=None"))
        .allMatch(line -> line.matches("shop-login-[\\w-]+=; Max-Age=0; .*"));
    assertThat(browser.follow(back).says("subject")).isEqualTo("alice-id");
  }

  @Test
  @Tag("G04")
  @Tag("F-61")
  void theBackButtonLeadsToThePage() {
    Reply answer = answerPage("/orders");
    Reply sentOn = browser.postFromElsewhere(answer);
    browser.follow(browser.follow(sentOn));

    Reply again = browser.postFromElsewhere(answer);

    assertThat(browser.follow(again).location()).isEqualTo(app.at("/orders"));
    assertThat(browser.follow(sentOn).location()).isEqualTo(app.at("/orders"));
    assertThat(provider.count("/token")).isEqualTo(1);
    Reply stranger = new Browser().follow(sentOn);
    assertThat(stranger.status()).isEqualTo(400);
    assertThat(stranger.body()).contains("Start again");
  }

  @Test
  @Tag("G10")
  void aRefusalIsShown() {
    provider.faults().authorizationError("access_denied");

    Reply end =
        browser.follow(browser.postFromElsewhere(browser.follow(browser.page(app.at("/")))));

    assertThat(end.status()).isEqualTo(403);
    assertThat(app.takeReasons()).containsExactly("login_refused");
  }

  @Test
  @Tag("G19")
  void theCodeOfAnotherIssuerIsShownToNobody() {
    provider.faults().callback(parameters -> parameters.put("iss", "https://evil.example"));

    Reply end = browser.follow(browser.postFromElsewhere(answerPage("/orders")));

    assertThat(end.status()).isEqualTo(400);
    assertThat(app.takeReasons()).containsExactly("callback_issuer_wrong");
    assertThat(provider.count("/token")).isZero();
  }

  @Test
  void aProviderThatAnswersInTheAddressIsNotTaken() {
    Reply sent = browser.page(app.at("/orders"));
    String plain = sent.location().replace("&response_mode=form_post", "");

    Reply end = browser.follow(browser.signInAtPage(browser.page(plain), "alice"));

    assertThat(end.status()).isEqualTo(400);
    assertThat(app.takeEvents().toString()).contains("does not know response_mode=form_post");
    assertThat(provider.count("/token")).isZero();
  }

  @Test
  void theBodyMayComeInChunksAndHasItsLimit() {
    Map<String, String> form = new TreeMap<>(answerPage("/orders").hiddenFields());
    String callback = app.at("/oidc/callback");

    for (String body : List.of("", "code=%ff", "code=\u00e9", "x=" + "x".repeat(70_000))) {
      Reply refused = browser.sendInChunks(callback, body);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(app.takeReasons()).containsExactly("callback_malformed");
    }
    Reply sentOn = browser.sendInChunks(callback, Browser.encode(form));
    assertThat(browser.follow(sentOn).location()).isEqualTo(app.at("/orders"));
  }

  @Test
  void whatThePageThereIsSentItselfArrives() {
    browser.follow(browser.follow(browser.postFromElsewhere(answerPage("/orders"))));
    String own = app.at("/oidc/callback");

    Reply json = browser.send("POST", own, "{\"a\":1}", "Content-Type", "application/json");
    Reply form = browser.send("POST", own, "a=1&code=2", "Sec-Fetch-Site", "same-origin");

    assertThat(json.says("body")).isEqualTo("{\"a\":1}");
    assertThat(form.says("body")).isEqualTo("a=1&code=2");
    assertThat(form.says("subject")).isEqualTo("alice-id");
  }

  @Test
  void aProviderThatListsNoFormsIsWarnedOfOnce() {
    provider
        .faults()
        .discovery(document -> document.put("response_modes_supported", List.of("query")));
    try (App doubtful = app(settings -> {})) {
      browser.page(doubtful.at("/a"));
      browser.page(doubtful.at("/b"));

      assertThat(doubtful.takeEvents())
          .filteredOn(event -> event.kind() == Event.Kind.WARNING)
          .filteredOn(event -> event.detail().contains("response_modes_supported"))
          .hasSize(1);
    }
    browser.page(app.at("/a"));
    assertThat(app.takeEvents()).noneMatch(event -> event.kind() == Event.Kind.WARNING);
  }
}
