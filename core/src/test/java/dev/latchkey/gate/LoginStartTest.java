package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others can do to the beginning of a login. */
class LoginStartTest {

  private static final int USERS = 500;

  private final Shop shop = Shop.with("session.cookie.name", "shop");

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @Tag("G28")
  void fiveHundredUsersAtOnceGetNothingOfEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<Decision.Stop>> begun = new ArrayList<>();
      for (int user = 0; user < USERS; user++) {
        FakeRequest request = FakeRequest.page("/pages/" + user);
        begun.add(threads.submit(() -> shop.stop(request)));
      }
      Set<String> states = new HashSet<>();
      for (int user = 0; user < USERS; user++) {
        Decision.Stop start = begun.get(user).get();
        Map<String, List<String>> asked = TestGate.asked(start);
        assertThat(states.add(asked.get("state").get(0))).isTrue();
        assertThat(states.add(asked.get("nonce").get(0))).isTrue();
        assertThat(startAgain(callback(start))).endsWith("%2Fpages%2F" + user);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Comes back with a code that the provider, which is not there, redeems for nothing. */
  private Decision.Stop callback(Decision.Stop start) {
    String state = TestGate.asked(start).get("state").get(0);
    return shop.stop(
        FakeRequest.page("/oidc/callback?code=c&state=" + state).cookies(TestGate.cookies(start)));
  }

  /** The page that an unfinished login was for. */
  private static String startAgain(Decision.Stop end) {
    Matcher link = Pattern.compile("href=\"([^\"]*)\"").matcher(TestGate.body(end));
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @ParameterizedTest
  @Tag("G30")
  @ValueSource(strings = {"http", "https", "evil", "https,http"})
  void noHeaderOfAProxyChangesWhereTheProviderSendsBrowsersBackTo(String scheme) {
    Decision.Stop start =
        shop.stop(
            FakeRequest.page("/pages/a")
                .header("X-Forwarded-Proto", scheme)
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "host=evil.example;proto=" + scheme)
                .header("Host", "evil.example"));

    assertThat(TestGate.asked(start))
        .containsEntry("redirect_uri", List.of("http://localhost:8080/oidc/callback"));
    assertThat(TestGate.header(start, "Location")).doesNotContain("evil");
  }

  @Test
  @Tag("I16")
  void theWayBackNamesTheHostItselfAndTakesNoneFromTheRequest() {
    Decision.Stop start =
        shop.stop(FakeRequest.page("/pages/a?b=c").header("Host", "evil.example"));

    Decision.Stop end = shop.finish(start, TestGate.cookies(start));

    assertThat(TestGate.header(end, "Location")).isEqualTo("http://localhost:8080/pages/a?b=c");
  }

  @Test
  @Tag("I19")
  void aPageThatWasChangedOnTheWayLeadsNowhere() {
    Decision.Stop start = shop.stop(FakeRequest.page("/pages/a"));
    String cookie = TestGate.cookies(start).split("; ")[0];
    String other = TestGate.cookies(shop.stop(FakeRequest.page("/pages/b"))).split("; ")[0];
    String name = cookie.substring(0, cookie.indexOf('='));
    List<String> changed = new ArrayList<>();
    changed.add(name + other.substring(other.indexOf('=')));
    for (int at = name.length() + 1; at < cookie.length(); at++) {
      char letter = cookie.charAt(at) == 'A' ? 'B' : 'A';
      changed.add(cookie.substring(0, at) + letter + cookie.substring(at + 1));
    }

    for (String each : changed) {
      Decision.Stop end = shop.finish(start, each);
      assertThat(end.status()).isEqualTo(400);
      assertThat(TestGate.body(end)).contains("href=\"/oidc/login\"");
    }
    assertThat(TestGate.header(shop.finish(start, cookie), "Location")).endsWith("/pages/a");
  }

  @ParameterizedTest
  @Tag("G43")
  @ValueSource(
      strings = {
        "iss=https%3A%2F%2Fevil.example&target_link_uri=https%3A%2F%2Fevil.example%2F",
        "iss=https%3A%2F%2Fid.example.com&target_link_uri=%2F%2Fevil.example",
        "login_hint=a%0D%0ASet-Cookie%3A%20x%3D1&iss=x",
        "login_hint=%00&return_to=https%3A%2F%2Fevil.example"
      })
  void whoeverBeginsALoginForAUserNamesNeitherProviderNorEnd(String query) {
    Decision.Stop start = shop.stop(FakeRequest.page("/oidc/login?" + query));

    assertThat(TestGate.header(start, "Location"))
        .startsWith("https://id.example.com/realms/shop/authorization?")
        .doesNotContain("evil", "login_hint", "target_link_uri");
    assertThat(TestGate.header(shop.finish(start, TestGate.cookies(start)), "Location"))
        .isEqualTo("http://localhost:8080/");
  }
}
