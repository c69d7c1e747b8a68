package dev.latchkey.testkit;

import static dev.latchkey.testkit.Application.basic;
import static dev.latchkey.testkit.Application.error;
import static dev.latchkey.testkit.Application.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntrospectEndpointTest {

  private final SettableClock clock = new SettableClock();
  private final TestProvider provider =
      TestProvider.builder()
          .clock(clock)
          .opaqueAccessTokens()
          .client(TestClient.withoutSecret("phone").redirectUri(Application.CALLBACK))
          .start();
  private final Application application = new Application(provider);

  @AfterEach
  void stop() {
    provider.close();
  }

  private HttpResponse<String> ask(String token) {
    return application.post(
        Paths.INTROSPECT,
        Map.of("token", token),
        "Authorization",
        basic("orders-client", "orders-secret"));
  }

  private void assertInactive(String token) {
    assertThat(ask(token).statusCode()).isEqualTo(200);
    assertThat(json(ask(token))).containsOnlyKeys("active").containsEntry("active", false);
  }

  @Test
  void tellsWhatItKnowsOfASignedAndOfAnOpaqueToken() {
    String signed = provider.token().scope("orders:read").sign();

    for (String token : new String[] {signed, provider.opaque(signed)}) {
      assertThat(json(ask(token)))
          .containsEntry("active", true)
          .containsEntry("token_type", "Bearer")
          .containsEntry("iss", provider.issuer())
          .containsEntry("sub", "ada")
          .containsEntry("aud", "orders-api")
          .containsEntry("scope", "orders:read")
          .containsEntry("exp", clock.instant().plusSeconds(300).getEpochSecond());
    }
  }

  @Test
  void saysNothingOfTokensThatItDoesNotKnow() {
    assertInactive("made-up");
    assertInactive(provider.token().signWithForeignKey().sign());
    assertInactive(provider.opaque(provider.token().breakSignature().sign()));
  }

  @Test
  void saysNothingOfARevokedToken() {
    String opaque = provider.opaque(provider.token().sign());
    assertThat(json(ask(opaque))).containsEntry("active", true);

    provider.revoke(opaque);

    assertInactive(opaque);
  }

  @Test
  void saysNothingOfATokenFromTheInstantOfItsExpiryOn() {
    String opaque = provider.opaque(provider.token().sign());
    clock.goOn(Duration.ofSeconds(299));
    assertThat(json(ask(opaque))).containsEntry("active", true);

    clock.goOn(Duration.ofSeconds(1));

    assertInactive(opaque);
  }

  @Test
  void handsOutTokensThatOnlyItUnderstands() {
    String token = application.login().get("access_token").toString();

    assertThat(token).doesNotContain(".");
    assertThat(json(ask(token))).containsEntry("active", true).containsEntry("sub", "alice-id");
    assertThat(application.get(Paths.USERINFO, "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersOnlyClientsThatProveWhoTheyAre() {
    Map<String, String> form = Map.of("token", provider.token().sign());

    HttpResponse<String> nobody = application.post(Paths.INTROSPECT, form);
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(error(nobody)).isEqualTo("invalid_client");
    assertThat(
            application
                .post(Paths.INTROSPECT, form, "Authorization", basic("orders-client", "wrong"))
                .statusCode())
        .isEqualTo(401);
    assertThat(
            application
                .post(
                    Paths.INTROSPECT,
                    Map.of("token", provider.token().sign(), "client_id", "phone"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void demandsATokenByPost() {
    HttpResponse<String> empty =
        application.post(
            Paths.INTROSPECT,
            Map.of("token_type_hint", "access_token"),
            "Authorization",
            basic("orders-client", "orders-secret"));
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(error(empty)).isEqualTo("invalid_request");
    assertThat(application.get(Paths.INTROSPECT + "?token=x").statusCode()).isEqualTo(405);
  }
}
