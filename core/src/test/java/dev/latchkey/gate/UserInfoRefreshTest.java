package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.json.Json;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The userinfo endpoint does not take the access token that was just issued. */
class UserInfoRefreshTest {

  private static final String GOOD = "{\"sub\":\"alice-1\",\"department\":\"toys\"}";

  private final Shop shop = Shop.with("userinfo", "at-login", "session.store", "memory");
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Object> first =
      new LinkedHashMap<>(Map.of("refresh_token", "refresh-1"));
  private final Map<String, Object> second = new LinkedHashMap<>();
  private int refreshStatus = 200;

  @AfterEach
  void close() {
    shop.close();
  }

  private Decision.Stop signIn() {
    Decision.Stop begun = shop.login();
    String nonce = TestGate.asked(begun).get("nonce").get(0);
    first.put("access_token", "first");
    first.put("token_type", "Bearer");
    first.put("expires_in", 300);
    first.put("scope", "openid orders");
    first.put("id_token", idToken("nonce", quoted(nonce)));
    second.put("access_token", "second");
    second.put("token_type", "Bearer");
    shop.answers("/token", this::token);
    return shop.callback(begun, "code=c");
  }

  private static String idToken(String... changes) {
    return TokenMaker.nimbus("RS256", "r1", TokenMaker.idClaims(changes));
  }

  private HttpAnswer token(HttpCall call) {
    String form = new String(call.body(), StandardCharsets.US_ASCII);
    List<String> refreshToken = FormEncoding.values(form, "refresh_token");
    boolean refresh = refreshToken != null && !refreshToken.isEmpty();
    asked.add(refresh ? "refresh with " + refreshToken.get(0) : "code");
    return refresh ? answer(refreshStatus, Json.write(second)) : answer(200, Json.write(first));
  }

  /** What it answers to the first access token, and to the second. */
  private void userinfo(int firstStatus, int secondStatus) {
    shop.answers(
        "/userinfo",
        call -> {
          String token = String.valueOf(call.headers().get("Authorization"));
          asked.add("userinfo with " + token.substring("Bearer ".length()));
          return answer(token.endsWith("first") ? firstStatus : secondStatus, GOOD);
        });
  }

  private static HttpAnswer answer(int status, String body) {
    return HttpAnswer.of(
        status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  private Identity identity(String cookies) {
    FakeRequest request = FakeRequest.get("/pages/a").cookies(cookies);
    return ((Decision.Proceed) shop.latchkey.decide(request)).identity().orElseThrow();
  }

  private void assertRefused(Decision.Stop end, Reason reason) {
    assertThat(shop.lastTold().reason()).contains(reason);
    assertThat(TestGate.cookies(end)).isEmpty();
  }

  @Test
  @Tag("H19")
  void refreshesOnceAndAsksOnceMore() {
    userinfo(401, 200);

    Identity identity = identity(TestGate.cookies(signIn()));

    assertThat(asked)
        .containsExactly(
            "code", "userinfo with first", "refresh with refresh-1", "userinfo with second");
    assertThat(identity.claim("department")).contains("toys");
    assertThat(identity.scopes())
        .as("unsaid, so as before")
        .containsExactlyInAnyOrder("openid", "orders");
  }

  @Test
  @Tag("H19")
  @Tag("H27")
  void theSessionKeepsTheNewerTokens() {
    userinfo(401, 200);
    String newer = idToken("nonce", ABSENT);
    second.put("refresh_token", "refresh-2");
    second.put("scope", "openid");
    second.put("expires_in", 60);
    second.put("id_token", newer);
    String cookies = TestGate.cookies(signIn());
    Tokens tokens = Tokens.of(identity(cookies));
    asked.clear();

    assertThat(tokens.idToken()).contains(newer);
    assertThat(identity(cookies).scopes()).containsExactly("openid");
    assertThat(tokens.accessToken()).isEqualTo("second");
    shop.clock.advance(Duration.ofSeconds(30));
    identity(cookies);
    assertThat(asked).containsExactly("refresh with refresh-2");
  }

  @Test
  @Tag("H19")
  @Tag("H30")
  void aSecondNoIsTheEnd() {
    userinfo(401, 401);

    Decision.Stop end = signIn();

    assertThat(end.status()).isEqualTo(403);
    assertRefused(end, Reason.USERINFO_REFUSED);
    assertThat(asked).hasSize(4);
  }

  @Test
  @Tag("H19")
  void withoutARefreshTokenTheFirstNoIsTheEnd() {
    userinfo(401, 200);
    first.remove("refresh_token");

    assertRefused(signIn(), Reason.USERINFO_REFUSED);
    assertThat(asked).containsExactly("code", "userinfo with first");
  }

  @ParameterizedTest
  @Tag("H20")
  @ValueSource(ints = {302, 403, 404, 429, 500, 503})
  void nothingButThatNoSpendsARefreshToken(int status) {
    userinfo(status, 200);

    assertRefused(signIn(), Reason.USERINFO_FAILED);
    assertThat(asked).containsExactly("code", "userinfo with first");
  }

  @Test
  @Tag("H20")
  void anotherUserSpendsNoneEither() {
    shop.answers("/userinfo", "{\"sub\":\"bob-2\"}");

    assertRefused(signIn(), Reason.USERINFO_SUBJECT_WRONG);
    assertThat(asked).containsExactly("code");
  }

  @ParameterizedTest
  @Tag("H19")
  @CsvSource({"400", "500", "503"})
  void aRefreshThatBringsNothingIsTheEnd(int status) {
    userinfo(401, 200);
    refreshStatus = status;
    second.put("error", "invalid_grant");

    Decision.Stop end = signIn();

    assertThat(end.status()).isEqualTo(403);
    assertRefused(end, Reason.USERINFO_REFUSED);
    assertThat(asked).containsExactly("code", "userinfo with first", "refresh with refresh-1");
  }

  @ParameterizedTest
  @Tag("H19")
  @Tag("H23")
  @CsvSource({
    "sub, \"bob-2\", SUBJECT_CHANGED",
    "iss, \"https://evil.example\", ISSUER_WRONG",
    "aud, \"bank\", AUDIENCE_WRONG",
    "exp, 1, EXPIRED",
    "auth_time, 1, CLAIM_INVALID"
  })
  void aNewIdTokenIsVerifiedAsAtARefresh(String claim, String value, Reason reason) {
    userinfo(401, 200);
    second.put("id_token", idToken("nonce", ABSENT, claim, value));

    assertRefused(signIn(), reason);
    assertThat(asked).hasSize(3);
  }

  @Test
  @Tag("H19")
  void anOutageAfterTheRefreshIsAnOutage() {
    userinfo(401, 503);

    assertRefused(signIn(), Reason.USERINFO_FAILED);
    assertThat(asked).hasSize(4);
  }
}
