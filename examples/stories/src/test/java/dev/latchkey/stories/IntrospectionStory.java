package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import dev.latchkey.event.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A signed token is good until it expires, unless somebody asks Keycloak whether it still counts.
 *
 * <p>Keycloak tells only those whom a token is meant for: the client that asks must be named in the
 * token's {@code aud}. So the API is a client of its own here, under the name of its audience.
 */
class IntrospectionStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final KeycloakServer.UserTokens alice = keycloak.userTokens("alice", "alice-pw");
  private ProtectedApp app = ProtectedApp.start(settings("both", "orders-api"));

  private LatchkeyBuilder settings(String verification, String client) {
    return Latchkey.builder()
        .issuer(keycloak.issuer())
        .client(client, Secret.of(KeycloakServer.SECRET))
        .audience("orders-api")
        .rules("bearer /**")
        .set("token.verification", verification)
        .set("introspection.cache", "0s")
        .set("insecure-http-hosts", "localhost");
  }

  private void restart(String verification, String client) {
    app.close();
    app = ProtectedApp.start(settings(verification, client));
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private int call() {
    return Curl.getWithToken(app.url("/orders"), alice.accessToken()).statusCode();
  }

  private void assertNoLongerActive() {
    assertThat(call()).isEqualTo(401);
    assertThat(app.lastRefusal()).isEqualTo(Reason.TOKEN_INACTIVE);
  }

  @Test
  @Tag("F16")
  void aTokenEndsWithTheSessionThatItCameFrom() {
    assertThat(call()).isEqualTo(200);

    keycloak.endSession(alice.refreshToken());

    assertNoLongerActive();
    restart("jwt", "orders-api");
    assertThat(call()).as("by the signature alone it would still be good").isEqualTo(200);
  }

  @Test
  @Tag("F16")
  void aRevokedTokenEndsAtOnce() {
    assertThat(call()).isEqualTo(200);

    keycloak.revoke(alice.accessToken());

    assertNoLongerActive();
  }

  @Test
  void keycloakAloneCanVouchForTheTokenToo() {
    restart("introspection", "orders-api");
    var answer = Curl.getWithToken(app.url("/orders"), alice.accessToken());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.object(answer.body())).containsEntry("name", "alice");

    keycloak.revoke(alice.accessToken());
    assertNoLongerActive();
  }

  @Test
  void keycloakTellsNothingToAClientThatTheTokenIsNotMeantFor() {
    restart("both", "orders-client");

    assertNoLongerActive();
  }
}
