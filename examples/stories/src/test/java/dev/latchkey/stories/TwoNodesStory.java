package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import dev.latchkey.event.Event;
import dev.latchkey.examples.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two nodes share a Redis, and Keycloak gives refresh tokens that are good for one use: were one
 * spent twice, it would end the session.
 */
class TwoNodesStory {

  private static final boolean FULL = Boolean.getBoolean("latchkey.full");
  private static final int USERS = FULL ? 1_000 : 100;
  private static final int ROUNDS = 2;

  /** New tokens are due after half of it; the rest must do for a round of all sessions. */
  private static final int LIFESPAN_SECONDS = FULL ? 120 : 20;

  /** What a session costs a Redis, as it came out here. */
  private static final Path FIGURES = Path.of("target", "two-nodes.txt");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final KeycloakRealm realm = KeycloakRealm.create(keycloak, "nodes", realm());
  private final RedisServer redis = RedisServer.start(userOfThePage());
  private final ProtectedApp one = ProtectedApp.start(this::settings);
  private final ProtectedApp other =
      ProtectedApp.start(itself -> settings(one.url(""))); // both have the balancer's address

  private static Map<String, Object> realm() {
    return Map.of(
        "accessTokenLifespan",
        LIFESPAN_SECONDS,
        "revokeRefreshToken",
        true,
        "refreshTokenMaxReuse",
        0,
        "passwordPolicy", // a thousand sign-ins are to be quick
        "hashAlgorithm(pbkdf2-sha512) and hashIterations(1)",
        "users",
        IntStream.range(0, USERS).mapToObj(NodesUser::representation).toList());
  }

  /** With the rights that docs/redis.md says are enough. */
  private static String[] userOfThePage() {
    try (Stream<String> lines = Files.lines(Path.of("..", "..", "docs", "redis.md"))) {
      String user = lines.filter(line -> line.startsWith("user shop ")).findFirst().orElseThrow();
      return ("--" + user).split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LatchkeyBuilder settings(String baseUrl) {
    return Latchkey.builder()
        .issuer(realm.issuer())
        .client("shop", Secret.of(KeycloakServer.SECRET))
        .baseUrl(baseUrl)
        .audience("orders-api")
        .rules("login /**")
        .set("session.store", "redis")
        .set("redis.uri", redis.uri().replace("://", "://shop:change-me@"))
        .sessionSecret(Secret.of("c2VjcmV0IG9mIGEgc3Rvcnksb2Ygbm8gdXNlLCBidXQhIQ=="))
        .set("session.cookie.name", "nodes")
        .set("session.refresh-before", LIFESPAN_SECONDS / 2 + "s")
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
    redis.close();
    realm.close();
  }

  @Test
  @Tag("F-33")
  @Tag("F-38")
  void noSessionIsLostAndNoRefreshTokenSpentTwice() throws IOException {
    String figures = "before the first:\n" + RedisContent.figures(redis.uri());
    try (NodesCrowd crowd = new NodesCrowd(List.of(one, other), USERS)) {
      crowd.signIn();
      assertThat(tokenCalls()).as("sign-ins").isEqualTo(USERS);
      figures += "signed in:\n" + RedisContent.figures(redis.uri());

      crowd.comeBackWhenDue(ROUNDS, Duration.ofSeconds(LIFESPAN_SECONDS / 2));

      figures += crowd.counts() + ", refreshes " + (tokenCalls() - USERS) + "\n";
      Files.writeString(FIGURES, figures + RedisContent.figures(redis.uri()));
      assertThat(crowd.refused()).as("sessions lost").isEmpty();
      assertThat(crowd.mistaken()).as("wrong identities").isEmpty();
      assertThat(tokenCalls() - USERS).as("one refresh a due session").isEqualTo(USERS * ROUNDS);
      assertThat(one.count(Event.Kind.SESSION_OVER) + other.count(Event.Kind.SESSION_OVER))
          .isZero();
    }
  }

  private int tokenCalls() {
    String endpoint = realm.issuer() + "/protocol/openid-connect/token";
    return (int) (one.calls().callsTo(endpoint) + other.calls().callsTo(endpoint));
  }

  @Test
  void whoSignsOutAtOneNodeIsSignedOutAtTheOther() {
    Browser browser = new Browser();
    browser.signIn(browser.open(one.url("/")), NodesUser.name(7), NodesUser.PASSWORD);
    String cookie = browser.cookieHeader(one.url("/"));
    assertThat(status(other, cookie)).isEqualTo(200);

    browser.submit(browser.open(one.url("/oidc/logout")), Map.of());

    assertThat(status(other, cookie)).isEqualTo(401);
  }

  /** Keycloak can tell one address only, as that of the balancer in front of both would be. */
  @Test
  @Tag("M27")
  void whoIsSignedOutAtKeycloakIsSignedOutAtBothThoughOneWasTold() {
    realm.sendLogoutsTo(one.url("/oidc/backchannel-logout"));
    Browser browser = new Browser();
    Page page = browser.signIn(browser.open(other.url("/")), NodesUser.name(8), NodesUser.PASSWORD);
    String cookie = browser.cookieHeader(one.url("/"));

    realm.signOut(Json.claims(page.json().get("accessToken")).getSubject());

    within(PATIENCE, () -> status(one, cookie) == 401);
    assertThat(status(other, cookie)).isEqualTo(401);
  }

  private static int status(ProtectedApp node, String cookie) {
    return Curl.get(node.url("/"), "Cookie", cookie).statusCode();
  }
}
