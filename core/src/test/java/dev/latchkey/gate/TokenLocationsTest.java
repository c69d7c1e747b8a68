package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request may carry its token: everything is read, then decided. */
class TokenLocationsTest {

  private static final String ALL =
      "header header:X-Token header:X-Auth:Token query:access_token cookie:token";
  private static final String RULES = "login /pages\nany /both\noptional /maybe\nbearer /**";

  private final TestGate all = TestGate.readingTokensFrom(ALL, RULES);
  private final String token = all.token();

  private void assertAccepted(FakeRequest request) {
    assertAccepted(all, request);
  }

  private static void assertAccepted(TestGate gate, FakeRequest request) {
    assertThat(gate.proceed(request).identity().orElseThrow().subject()).contains("ada");
    assertThat(gate.proceed(request).authenticationScheme()).contains("BEARER");
  }

  private void assertRefused(FakeRequest request, int status, Reason reason) {
    assertRefused(all, request, status, reason);
  }

  private static void assertRefused(TestGate gate, FakeRequest request, int status, Reason reason) {
    Decision.Stop stop = gate.stop(request);
    assertThat(gate.lastReason()).isEqualTo(reason);
    assertThat(stop.status()).isEqualTo(status);
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void readsATokenFromEachPlaceThatIsNamed() {
    assertAccepted(FakeRequest.get("/a").bearer(token));
    assertAccepted(FakeRequest.get("/a").header("x-token", token));
    assertAccepted(FakeRequest.get("/a").header("X-Auth", "Token " + token));
    assertAccepted(FakeRequest.get("/a").header("X-Auth", "tOKEN   " + token));
    assertAccepted(FakeRequest.get("/a?x=1&access_token=" + token + "&y"));
    assertAccepted(FakeRequest.get("/a").cookies("x=1; token=" + token));
  }

  @Tag("F06")
  @ParameterizedTest
  @ValueSource(strings = {"header", "query:access_token", "cookie:token", "header:X-Token"})
  void readsNoPlaceThatIsNotNamed(String location) {
    TestGate gate = TestGate.readingTokensFrom(location, RULES);
    Map<String, FakeRequest> requests =
        Map.of(
            "header", FakeRequest.get("/a").bearer(token),
            "query:access_token", FakeRequest.get("/a?access_token=" + token),
            "cookie:token", FakeRequest.get("/a").cookies("token=" + token),
            "header:X-Token", FakeRequest.get("/a").header("X-Token", token));

    requests.forEach(
        (place, request) -> {
          if (place.equals(location)) {
            assertAccepted(gate, request);
          } else {
            assertRefused(gate, request, 401, Reason.CREDENTIAL_MISSING);
          }
        });
  }

  @Test
  @Tag("F06")
  void aTokenWhereNoneIsReadIsNoCredentialAtAll() {
    TestGate standard = TestGate.with(RULES);
    Decision.Stop stop = standard.stop(FakeRequest.get("/a?access_token=" + token));

    assertThat(TestGate.header(stop, "WWW-Authenticate")).isEqualTo("Bearer realm=\"shop\"");
    assertThat(standard.proceed(FakeRequest.get("/maybe?access_token=x")).identity()).isEmpty();
  }

  @Test
  @Tag("F04")
  @Tag("F05")
  void refusesTokensInTwoPlacesEvenIfTheyAreTheSame() {
    FakeRequest[] twice = {
      FakeRequest.get("/a?access_token=" + token).bearer(token),
      FakeRequest.get("/a").bearer(token).header("X-Token", token),
      FakeRequest.get("/a").bearer(token).cookies("token=" + token),
      FakeRequest.get("/a").header("X-Token", token).header("X-Auth", "Token " + token),
      FakeRequest.get("/a?access_token=" + token).cookies("token=" + token),
      FakeRequest.get("/maybe?access_token=a").cookies("token=b"),
      FakeRequest.get("/both?access_token=a").header("X-Token", "b").cookies("token=c")
    };
    for (FakeRequest request : twice) {
      assertRefused(request, 400, Reason.CREDENTIAL_REPEATED);
    }
    assertThat(TestGate.header(all.stop(twice[0]), "WWW-Authenticate"))
        .contains("error=\"invalid_request\"");
  }

  @Test
  @Tag("F04")
  @Tag("F05")
  void looksAtAuthorizationThoughNoTokenMayStandThere() {
    TestGate gate = TestGate.readingTokensFrom("query:access_token", RULES);

    assertRefused(
        gate,
        FakeRequest.get("/a?access_token=" + token).bearer(token),
        400,
        Reason.CREDENTIAL_REPEATED);
    assertAccepted(
        gate, FakeRequest.get("/a?access_token=" + token).header("Authorization", "Basic x"));
  }

  @Tag("F08")
  @Tag("C19")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token=a&access_token=a",
        "access_token=a&x&access_token=b",
        "access_token=a&access%5Ftoken=a",
        "access%5ftoken=a&%61ccess_token=a",
        "access_token&access_token"
      })
  void refusesAParameterThatIsThereTwice(String query) {
    assertRefused(FakeRequest.get("/a?" + query), 400, Reason.CREDENTIAL_REPEATED);
  }

  @Tag("F02")
  @Tag("C20")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token",
        "access_token=",
        "access_token=a%20b",
        "access_token=a+b",
        "access_token=a,b",
        "access_token=%",
        "access_token=%zz",
        "access_token=%c0%ae",
        "access_token=a=b"
      })
  void refusesAParameterThatIsNoToken(String query) {
    assertRefused(FakeRequest.get("/a?" + query), 400, Reason.CREDENTIAL_MALFORMED);
  }

  @Tag("C19")
  @Tag("C20")
  @ParameterizedTest
  @ValueSource(
      strings = {"&&&", "=", "%", "%zz=1", "Access_Token=x", "access_token%00=x", "x=%c0", ""})
  void leavesParametersOfOthersAlone(String query) {
    assertRefused(FakeRequest.get("/a?" + query), 401, Reason.CREDENTIAL_MISSING);
    assertAccepted(FakeRequest.get("/a?" + query + "&access_token=" + token));
    assertAccepted(FakeRequest.get("/a?" + "x&".repeat(5_000) + "access%5Ftoken=" + token));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Token, ''",
    "X-Token, a b",
    "X-Token, 'a, b'",
    "X-Auth, Token",
    "X-Auth, Token a b"
  })
  @Tag("F02")
  void refusesAHeaderThatHoldsNoToken(String name, String value) {
    assertRefused(FakeRequest.get("/a").header(name, value), 400, Reason.CREDENTIAL_MALFORMED);
  }

  @Test
  @Tag("F04")
  void refusesAHeaderOrCookieThatIsThereTwice() {
    assertRefused(
        FakeRequest.get("/a").header("X-Token", token).header("X-Token", token),
        400,
        Reason.CREDENTIAL_REPEATED);
    assertRefused(
        FakeRequest.get("/a").cookies("token=" + token + "; token=" + token),
        400,
        Reason.CREDENTIAL_REPEATED);
  }

  @Test
  void leavesAnotherSchemeOfAHeaderAlone() {
    assertRefused(
        FakeRequest.get("/a").header("X-Auth", "Basic x"), 401, Reason.CREDENTIAL_MISSING);
    assertRefused(FakeRequest.get("/a").header("X-Auth", token), 401, Reason.CREDENTIAL_MISSING);
  }

  @Test
  void readsAuthorizationWithAnotherWordOrNone() {
    TestGate other = TestGate.readingTokensFrom("header header:Authorization:JWT", RULES);
    TestGate bare = TestGate.readingTokensFrom("header:Authorization", RULES);

    assertAccepted(other, FakeRequest.get("/a").header("Authorization", "JWT " + token));
    assertAccepted(other, FakeRequest.get("/a").bearer(token));
    assertAccepted(bare, FakeRequest.get("/a").header("Authorization", token));
    assertRefused(bare, FakeRequest.get("/a").bearer(token), 400, Reason.CREDENTIAL_MALFORMED);
  }

  @Test
  void takesAnEmptyCookieForADeletedOne() {
    assertAccepted(FakeRequest.get("/a").cookies("token=").bearer(token));
    assertRefused(
        FakeRequest.get("/a").cookies("token=\"" + token + "\""), 400, Reason.CREDENTIAL_MALFORMED);
  }

  @Tag("K20")
  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "websocket"})
  void aCookieDoesNotCountForAChangeThatAnotherSitesPageAsksFor(String method) {
    FakeRequest request =
        method.equals("websocket")
            ? FakeRequest.get("/a").header("Upgrade", method)
            : FakeRequest.of(method, "/a");
    request.cookies("token=" + token);

    assertAccepted(request);
    assertAccepted(request.header("Origin", "https://shop.example.com"));
    assertRefused(request.header("Origin", "https://evil.example"), 403, Reason.ORIGIN_FOREIGN);
  }

  @Test
  void whatOnlyAScriptCanSendCountsFromAnyOrigin() {
    assertAccepted(
        FakeRequest.of("POST", "/a")
            .header("X-Token", token)
            .header("Origin", "https://evil.example"));
    assertAccepted(
        FakeRequest.get("/a").cookies("token=" + token).header("Origin", "https://evil.example"));
  }

  @Test
  @Tag("F29")
  void aCookieWithATokenIsNoSession() {
    assertRefused(
        FakeRequest.get("/pages").cookies("token=" + token), 401, Reason.CREDENTIAL_MISSING);
    assertThat(all.stop(FakeRequest.page("/pages").cookies("token=" + token)).status())
        .isEqualTo(302);
    String session = all.signIn("bob");
    assertThat(
            all.proceed(FakeRequest.page("/pages").cookies(session + "; token=junk"))
                .authenticationScheme())
        .contains("OIDC");
    assertRefused(
        FakeRequest.page("/pages?access_token=" + token).cookies(session),
        401,
        Reason.CREDENTIAL_MISSING);
  }

  @Test
  void aTokenInACookieCountsAloneWhereBothAreRead() {
    String session = all.signIn("bob");

    assertAccepted(FakeRequest.get("/both").cookies(session + "; token=" + token));
    assertRefused(
        FakeRequest.get("/both").cookies(session + "; token=junk"), 401, Reason.TOKEN_MALFORMED);
  }

  @Test
  void keepsCachesFromAnswersToTokensThatTheyDoNotKnow() {
    FakeRequest[] unknown = {
      FakeRequest.get("/a?access_token=" + token),
      FakeRequest.get("/a").header("X-Token", token),
      FakeRequest.get("/a").cookies("token=" + token)
    };
    for (FakeRequest request : unknown) {
      assertThat(TestGate.header(all.decide(request), "Cache-Control")).isEqualTo("private");
    }
    assertThat(all.decide(FakeRequest.get("/a").bearer(token)).headers()).isEmpty();
  }

  @Test
  @Tag("P04")
  @Tag("F28")
  void tellsNobodyWhatStoodInTheQuery() {
    all.stop(FakeRequest.get("/a?access_token=canary"));
    all.stop(FakeRequest.get("/a?access_token=canary&access_token=canary"));
    all.stop(FakeRequest.page("/pages?access_token=canary"));

    assertThat(all.events).extracting(Event::toString).noneMatch(text -> text.contains("canary"));
  }

  @Tag("P01")
  @ParameterizedTest
  @CsvSource({
    "body, is no place for a token",
    "Header, is no place for a token",
    "header:, is no place for a token",
    "header:X Token, is no place for a token",
    "header:Cookie, is no place for a token",
    "header:authorization:bearer, is no place for a token",
    "header:X:a:b, is no place for a token",
    "header:X:, is no place for a token",
    "query, is no place for a token",
    "query:, is no place for a token",
    "query:a:b, is no place for a token",
    "cookie, is no place for a token",
    "cookie:a;b, is no place for a token"
  })
  void refusesWhatIsNoPlace(String word, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenLocations.of(List.of(word), URI.create("https://shop.example.com")))
        .withMessageContaining("\"" + word + "\" " + problem + "; write header, header:Name");
  }

  @Tag("P01")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "header header",
        "query:a query:a",
        "header:X-A header:x_a",
        "header:A:b header:A"
      })
  void refusesAPlaceThatIsNamedTwice(String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenLocations.of(List.of(words.split(" ")), null))
        .withMessageContaining("is named twice");
  }
}
