package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions at a Keycloak whose access tokens live for seconds and whose refresh tokens are good for
 * one use: whoever comes with a spent one is signed out there.
 */
class RefreshStory {

  /** Tokens are replaced at half of it, since that is less than {@code session.refresh-before}. */
  private static final int LIFESPAN_SECONDS = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final KeycloakRealm realm =
      KeycloakRealm.create(
          keycloak,
          "refreshing",
          Map.of(
              "accessTokenLifespan",
              LIFESPAN_SECONDS,
              "revokeRefreshToken",
              true,
              "refreshTokenMaxReuse",
              0));
  private final Browser browser = new Browser();
  private ProtectedApp app;

  private LatchkeyBuilder settings(String baseUrl) {
    return Latchkey.builder()
        .issuer(realm.issuer())
        .client("shop", Secret.of(KeycloakServer.SECRET))
        .baseUrl(baseUrl)
        .audience("orders-api")
        .rules("login /**")
        .set("jwks.cool-down", "1s")
        .set("insecure-http-hosts", "localhost");
  }

  private Page signIn(String store) {
    app = ProtectedApp.start(base -> settings(base).set("session.store", store));
    return browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");
  }

  @AfterEach
  void stop() {
    app.close();
    realm.close();
  }

  private Object accessToken() {
    return browser.open(app.url("/")).json().get("accessToken");
  }

  private boolean isAskedToSignIn() {
    return browser.open(app.url("/")).address().toString().startsWith(realm.issuer());
  }

  private long tokenCalls() {
    return app.calls().callsTo(realm.issuer() + "/protocol/openid-connect/token");
  }

  @Tag("H27")
  @Tag("F-36")
  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  void noTabIsSignedOutByARotatedRefreshToken(String store) {
    Object before = signIn(store).json().get("accessToken");
    for (int round = 1; round <= 3; round++) {
      Object known = before;
      within(PATIENCE, () -> isDue(known));
      List<Integer> tabs = statusOfTabs(browser.cookieHeader(app.url("/")));
      assertThat(tabs).hasSize(8).containsOnly(200);

      before = accessToken();
      assertThat(before).isNotEqualTo(known);
      assertThat(tokenCalls()).as("the sign-in and each refresh, once").isEqualTo(1L + round);
    }
  }

  /** Half of its time has passed, and nobody has asked yet. */
  private static boolean isDue(Object token) {
    long issued = Json.claims(token).getIssueTime().getTime();
    return System.currentTimeMillis() > issued + LIFESPAN_SECONDS * 500L + 1_000;
  }

  /** Eight tabs wake up at once, all with the cookies of before. */
  private List<Integer> statusOfTabs(String cookies) {
    return IntStream.range(0, 8)
        .parallel()
        .mapToObj(tab -> Curl.get(app.url("/tab-" + tab), "Cookie", cookies))
        .map(HttpResponse::statusCode)
        .toList();
  }

  @Test
  @Tag("H30")
  void aSessionThatAnAdministratorEndsIsOverWithItsNextRefresh() {
    Page page = signIn("cookie");
    realm.signOut(Json.claims(page.json().get("idToken")).getSubject());

    within(PATIENCE, this::isAskedToSignIn);
  }

  @Test
  @Tag("H30")
  void aUserWhoIsDisabledBetweenTwoRefreshesIsOut() {
    Page page = signIn("memory");
    Object first = page.json().get("accessToken");
    within(PATIENCE, () -> !first.equals(accessToken()));
    realm.disable(Json.claims(page.json().get("idToken")).getSubject());

    within(PATIENCE, this::isAskedToSignIn);
  }

  /** A login and a refresh before it, a refresh and a login after it. */
  @Test
  @Tag("F-15")
  @Tag("F-17")
  void nobodyNoticesThatTheRealmHasANewKey() {
    String oldKey = realm.addKey("rsa-generated", 200, Map.of());
    Object first = signIn("cookie").json().get("accessToken");
    within(PATIENCE, () -> !first.equals(accessToken()));
    Map<String, Object> before = browser.open(app.url("/")).json();
    assertThat(Json.keyId(before.get("idToken"))).isEqualTo(Json.keyId(first));

    realm.addKey("rsa-generated", 300, Map.of());
    realm.removeKey(oldKey);
    within(PATIENCE, () -> !before.get("accessToken").equals(accessToken()));

    Map<String, Object> after = browser.open(app.url("/")).json();
    assertThat(Json.keyId(after.get("idToken"))).isNotEqualTo(Json.keyId(first));
    assertThat(after).containsEntry("name", "alice");
    Browser another = new Browser();
    Page page = another.signIn(another.open(app.url("/")), "alice", "alice-pw");
    assertThat(page.json()).containsEntry("name", "alice");
    assertThat(Json.keyId(page.json().get("idToken"))).isEqualTo(Json.keyId(after.get("idToken")));
  }
}
