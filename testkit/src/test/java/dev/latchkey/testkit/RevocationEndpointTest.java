package dev.latchkey.testkit;

import static dev.latchkey.testkit.Application.basic;
import static dev.latchkey.testkit.Application.error;
import static dev.latchkey.testkit.Application.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestProviderExtension.class)
class RevocationEndpointTest {
  private final TestProvider provider;
  private final Application application;

  RevocationEndpointTest(TestProvider provider) {
    this.provider = provider;
    this.application = new Application(provider);
  }

  private HttpResponse<String> revoke(Object token) {
    return revoke(token, basic(provider.clientId(), provider.clientSecret()));
  }

  private HttpResponse<String> revoke(Object token, String authorization) {
    return application.post(
        Paths.REVOKE, Map.of("token", token.toString()), "Authorization", authorization);
  }

  private Object active(Object token) {
    return json(application.post(
            Paths.INTROSPECT,
            Map.of("token", token.toString()),
            "Authorization",
            basic("orders-client", "orders-secret")))
        .get("active");
  }

  @Test
  void isAnnounced() {
    assertThat(json(application.get(Paths.DISCOVERY)))
        .containsEntry("revocation_endpoint", provider.issuer() + "/revoke");
  }

  @Test
  void endsAnAccessTokenAlone() {
    Map<String, Object> tokens = application.login();

    assertThat(revoke(tokens.get("access_token")).statusCode()).isEqualTo(200);

    assertThat(active(tokens.get("access_token"))).isEqualTo(false);
    assertThat(
            application.token(application.refreshRequest(tokens.get("refresh_token"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void endsARefreshTokenWithAllThatCameOfItsGrant() {
    Map<String, Object> tokens = application.login();

    assertThat(revoke(tokens.get("refresh_token")).statusCode()).isEqualTo(200);

    assertThat(active(tokens.get("access_token"))).isEqualTo(false);
    assertThat(error(application.token(application.refreshRequest(tokens.get("refresh_token")))))
        .isEqualTo("invalid_grant");
  }

  @Test
  void hasNothingAgainstTokensThatItDoesNotKnow() {
    assertThat(revoke("made-up").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTheTokensOfAnotherClient() {
    Map<String, Object> tokens = application.login();
    String other = basic("orders-client", "orders-secret");

    assertThat(error(revoke(tokens.get("access_token"), other))).isEqualTo("invalid_grant");
    assertThat(error(revoke(tokens.get("refresh_token"), other))).isEqualTo("invalid_grant");
    assertThat(active(tokens.get("access_token"))).isEqualTo(true);
  }

  @Test
  void refusesWhoeverIsNoClientAndWhateverIsNoQuestion() {
    assertThat(revoke("x", basic(provider.clientId(), "wrong")).statusCode()).isEqualTo(401);
    assertThat(application.get(Paths.REVOKE).statusCode()).isEqualTo(405);
    HttpResponse<String> nothing =
        application.post(
            Paths.REVOKE,
            Map.of(),
            "Authorization",
            basic(provider.clientId(), provider.clientSecret()));
    assertThat(error(nothing)).isEqualTo("invalid_request");
  }
}
