package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.http.FormEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way out through the provider, and back. */
class LogoutRoutesTest {

  private static final String[] AT_PROVIDER = {"endpoint.end-session", ISSUER + "/logout"};
  private static final String[] SEVERAL = {
    "endpoint.end-session",
    ISSUER + "/logout",
    "after-logout-url",
    "/bye https://www.example.com/thanks /maybe"
  };

  private static FakeRequest post(String target) {
    return FakeRequest.of("POST", target).header("Sec-Fetch-Site", "same-origin");
  }

  /** What the page is to see of it. */
  private static String rest(String query) {
    return !query.contains("a=b")
        ? ""
        : query.contains("xstate") ? "?a=b&c=%2F&xstate=" : "?a=b&c=%2F";
  }

  private static String location(Decision.Stop stop) {
    return TestGate.header(stop, "Location");
  }

  private static Map<String, List<String>> sent(Decision.Stop stop) {
    String location = location(stop);
    return Objects.requireNonNull(
        FormEncoding.decode(location.substring(location.indexOf('?') + 1)));
  }

  private static String returnsTo(Decision.Stop stop) {
    return sent(stop).get("post_logout_redirect_uri").get(0);
  }

  private static String state(Decision.Stop stop) {
    return sent(stop).get("state").get(0);
  }

  @Test
  @Tag("M02")
  void comesBackWithItsStateToAPageThatDoesNotSeeIt() {
    try (Shop shop = Shop.with(SEVERAL)) {
      String state = state(shop.stop(post("/oidc/logout")));

      for (String query :
          new String[] {
            "?state=" + state,
            "?a=b&state=" + state + "&c=%2F",
            "?a=b&st%61te=" + state + "&c=%2F&xstate="
          }) {
        Decision.Stop back = shop.stop(FakeRequest.get("/bye" + query));
        assertThat(back.status()).isEqualTo(302);
        assertThat(location(back)).isEqualTo("http://localhost:8080/bye" + rest(query));
        assertThat(TestGate.headers(back, "Set-Cookie")).isEmpty();
      }
    }
  }

  @Test
  @Tag("M02")
  void aStateThatIsSpeltOddlyMakesNoCircle() {
    try (Shop shop = Shop.with(SEVERAL)) {
      String state = state(shop.stop(post("/oidc/logout")));

      Decision.Stop back = shop.stop(FakeRequest.get("/bye?%73tate=" + state + "&mystate=1"));
      assertThat(location(back)).isEqualTo("http://localhost:8080/bye?mystate=1");
    }
  }

  @Tag("M02")
  @ParameterizedTest
  @ValueSource(strings = {"", "?state=", "?state=other", "?state", "?state=a&state=b", "?state=%"})
  void anyOtherReturnIsAPageLoadLikeOthers(String query) {
    try (Shop shop = Shop.with("after-logout-url", "/open")) {
      assertThat(shop.latchkey.decide(FakeRequest.get("/open" + query)))
          .isInstanceOf(Decision.Proceed.class);
    }
  }

  @Test
  @Tag("M02")
  void aStateIsOneOfOursForTenMinutesAndOnPagesWhereLogoutsEnd() {
    try (Shop shop =
        Shop.with(
            "endpoint.end-session",
            ISSUER + "/logout",
            "after-logout-url",
            "/open",
            "rules",
            "public /open /other\nlogin /pages/**")) {
      String query = "?state=" + state(shop.stop(post("/oidc/logout")));
      assertThat(shop.latchkey.decide(FakeRequest.get("/other" + query)))
          .isInstanceOf(Decision.Proceed.class);

      shop.clock.advance(Duration.ofSeconds(599));
      assertThat(shop.stop(FakeRequest.get("/open" + query)).status()).isEqualTo(302);
      shop.clock.advance(Duration.ofSeconds(1));
      assertThat(shop.latchkey.decide(FakeRequest.get("/open" + query)))
          .isInstanceOf(Decision.Proceed.class);
    }
  }

  @Test
  @Tag("M02")
  void aPageThatIsItsOwnCallbackIsNotTakenForOne() {
    try (Shop shop =
        Shop.with(
            "endpoint.end-session", ISSUER + "/logout",
            "callback-path", "/open",
            "after-logout-url", "/open")) {
      String state = state(shop.stop(post("/oidc/logout")));

      assertThat(location(shop.stop(FakeRequest.get("/open?state=" + state))))
          .isEqualTo("http://localhost:8080/open");
      assertThat(shop.stop(FakeRequest.get("/open?state=other")).status()).isEqualTo(400);
    }
  }

  @Tag("I17")
  @ParameterizedTest
  @CsvSource({
    "/bye, http://localhost:8080/bye",
    "https://www.example.com/thanks, https://www.example.com/thanks",
    "/maybe, http://localhost:8080/maybe",
    "/elsewhere, http://localhost:8080/bye",
    "https://evil.example, http://localhost:8080/bye",
    "//evil.example, http://localhost:8080/bye",
    "https://www.example.com/thanks/../x, http://localhost:8080/bye",
    "'', http://localhost:8080/bye"
  })
  void endsWhereTheRequestSaysIfThatIsConfigured(String wanted, String end) {
    String parameter = "return_to=" + FormEncoding.encode(wanted);
    try (Shop shop = Shop.with(SEVERAL)) {
      assertThat(returnsTo(shop.stop(post("/oidc/logout?" + parameter)))).isEqualTo(end);
      assertThat(returnsTo(shop.stop(post("/oidc/logout").form(parameter)))).isEqualTo(end);
    }
  }

  @Test
  @Tag("I17")
  void ofTwoPlacesItTakesNeither() {
    try (Shop shop = Shop.with(SEVERAL)) {
      assertThat(returnsTo(shop.stop(post("/oidc/logout?return_to=/maybe&return_to=/maybe"))))
          .endsWith("/bye");
    }
  }

  @Test
  @Tag("I17")
  @Tag("M01")
  void theQuestionKeepsWhereToEnd() {
    try (Shop shop = Shop.with(SEVERAL)) {
      assertThat(TestGate.body(shop.stop(FakeRequest.get("/oidc/logout?return_to=/maybe"))))
          .contains("action=\"/oidc/logout?return_to=%2Fmaybe\"");
      assertThat(TestGate.body(shop.stop(FakeRequest.get("/oidc/logout?return_to=//evil.example"))))
          .contains("action=\"/oidc/logout\"")
          .doesNotContain("evil");
    }
  }

  @Test
  void cognitoAndOlderAuth0TenantsAreLeftInTheirOwnWay() {
    try (Shop shop = Shop.with("provider-profile", "cognito")) {
      assertThat(location(shop.stop(post("/oidc/logout"))))
          .isEqualTo(
              "https://id.example.com/logout?client_id=shop"
                  + "&logout_uri=http%3A%2F%2Flocalhost%3A8080%2F");
    }
    try (Shop shop = Shop.with("provider-profile", "auth0")) {
      assertThat(location(shop.stop(post("/oidc/logout"))))
          .isEqualTo(
              "https://id.example.com/v2/logout?client_id=shop"
                  + "&returnTo=http%3A%2F%2Flocalhost%3A8080%2F");
    }
    try (Shop shop = Shop.with("provider-profile", "auth0", AT_PROVIDER[0], AT_PROVIDER[1])) {
      assertThat(returnsTo(shop.stop(post("/oidc/logout")))).endsWith("8080/");
    }
  }

  @Test
  @Tag("M04")
  void givesItsTokensUpAndWaitsForNobody() throws Exception {
    CompletableFuture<String> given = new CompletableFuture<>();
    try (Shop shop = Shop.with("endpoint.revocation", ISSUER + "/revoke")) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      shop.answers(
          "/revoke",
          call -> {
            given.complete(new String(call.body(), StandardCharsets.UTF_8));
            answer.join();
            throw new IOException("connection reset");
          });
      String cookies = TestGate.cookies(shop.signIn());

      Decision.Stop stop = shop.stop(post("/oidc/logout").cookies(cookies));

      assertThat(stop.status()).isEqualTo(303);
      assertThat(given.get(10, TimeUnit.SECONDS))
          .contains("token=canary-refresh-token", "token_type_hint=refresh_token");
      answer.complete("");
    }
  }
}
