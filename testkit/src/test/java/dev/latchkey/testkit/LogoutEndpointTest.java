package dev.latchkey.testkit;

import static dev.latchkey.testkit.Application.error;
import static dev.latchkey.testkit.Application.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogoutEndpointTest {
  private static final String HOME = "http://127.0.0.1:9/";

  private final TestProvider provider = TestProvider.start();
  private final Application application = new Application(provider);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void endsTheSessionAndReturnsWithTheState() {
    provider.allowPostLogoutRedirect(HOME);
    String hint = application.login().get("id_token").toString();

    HttpResponse<String> back =
        logout(
            Map.of("id_token_hint", hint, "post_logout_redirect_uri", HOME, "state", "state & 2"));

    assertThat(back.statusCode()).isEqualTo(302);
    assertThat(location(back)).isEqualTo(HOME + "?state=state+%26+2");
    assertThat(signedIn()).isFalse();
  }

  @Test
  void returnsForAClientThatNamesItself() {
    provider.allowPostLogoutRedirect(HOME);
    application.login();

    HttpResponse<String> back =
        logout(Map.of("client_id", provider.clientId(), "post_logout_redirect_uri", HOME));

    assertThat(location(back)).isEqualTo(HOME);
    assertThat(signedIn()).isFalse();
  }

  @Test
  void showsAPageWhenThereIsNowhereToReturnTo() {
    application.login();

    HttpResponse<String> page = logout(Map.of());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("You are signed out");
    assertThat(signedIn()).isFalse();
  }

  @Test
  void endsTheSessionOfAnotherBrowserThatTheHintNames() {
    String hint = application.login().get("id_token").toString();

    new Application(provider).get(Paths.LOGOUT + "?id_token_hint=" + hint);

    assertThat(signedIn()).isFalse();
  }

  @Test
  void neverReturnsToAnAddressThatIsNotRegistered() {
    provider.allowPostLogoutRedirect(HOME);
    String hint = application.login().get("id_token").toString();

    HttpResponse<String> page =
        logout(Map.of("id_token_hint", hint, "post_logout_redirect_uri", HOME + "x"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("not registered");
    assertThat(page.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void neverReturnsForNobody() {
    provider.allowPostLogoutRedirect(HOME);

    assertThat(logout(Map.of("post_logout_redirect_uri", HOME)).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesAHintThatItDidNotSign() {
    provider.allowPostLogoutRedirect(HOME);
    provider.faults().idToken(SignatureFault.FOREIGN_KEY);
    String forged = application.login().get("id_token").toString();

    HttpResponse<String> page =
        logout(Map.of("id_token_hint", forged, "post_logout_redirect_uri", HOME));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("was not issued here");
    assertThat(signedIn()).isTrue();
  }

  @Test
  void refusesAHintOfAnotherClient() {
    String hint = application.login().get("id_token").toString();

    HttpResponse<String> page = logout(Map.of("id_token_hint", hint, "client_id", "orders-client"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("belongs to another application");
  }

  @Test
  void takesAHintSignedWithAKeyWithdrawnSince() {
    String hint = application.login().get("id_token").toString();
    provider.rotateKeys();

    assertThat(logout(Map.of("id_token_hint", hint)).statusCode()).isEqualTo(200);
  }

  @Test
  void endsTheRefreshTokenUnlessOfflineAccessWasAllowed() {
    Object online = application.login().get("refresh_token");
    Map<String, String> request = new LinkedHashMap<>(application.request());
    request.put("scope", "openid offline_access");
    Object offline =
        Application.json(application.token(application.tokenRequest(application.code(request))))
            .get("refresh_token");

    logout(Map.of());

    assertThat(error(application.token(application.refreshRequest(online))))
        .isEqualTo("invalid_grant");
    assertThat(application.token(application.refreshRequest(offline)).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> logout(Map<String, String> parameters) {
    return application.get(Paths.LOGOUT + "?" + Parameters.encode(parameters));
  }

  private boolean signedIn() {
    return application.authorize(application.request()).statusCode() == 302;
  }
}
