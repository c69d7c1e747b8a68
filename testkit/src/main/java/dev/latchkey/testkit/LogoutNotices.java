package dev.latchkey.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tells applications that a user has signed out at the provider. */
final class LogoutNotices {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Realm realm;
  private final TokenMint mint;

  LogoutNotices(Realm realm, TokenMint mint) {
    this.realm = realm;
    this.mint = mint;
  }

  /** Tells each application by a call; one that does not answer changes nothing. */
  void call(ProviderSession session) {
    for (TestClient client : clients(session)) {
      String address = client.backChannelLogoutUri();
      if (address != null) {
        send(address, mint.logoutToken(client.id(), session).sign());
      }
    }
  }

  /**
   * Sends a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.5).
   *
   * @return the status of the answer; 0 where there was none
   */
  int send(String address, String logoutToken) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Parameters.encode(Map.of("logout_token", logoutToken))))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** The addresses that the sign-out page is to load (Front-Channel Logout 1.0 section 3). */
  List<String> frames(ProviderSession session) {
    String query = Parameters.encode(Map.of("iss", realm.issuer(), "sid", session.id()));
    return clients(session).stream()
        .map(TestClient::frontChannelLogoutUri)
        .filter(Objects::nonNull)
        .map(uri -> uri + (uri.contains("?") ? "&" : "?") + query)
        .toList();
  }

  private List<TestClient> clients(ProviderSession session) {
    return session.clientIds().stream()
        .map(realm.clients()::find)
        .filter(Objects::nonNull)
        .toList();
  }
}
