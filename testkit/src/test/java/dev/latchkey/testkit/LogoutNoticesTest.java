package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogoutNoticesTest {
  private final TestProvider provider = TestProvider.start();
  private final Application application = new Application(provider);
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String address;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::hear);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
  }

  @AfterEach
  void stop() {
    server.stop(0);
    provider.close();
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      posted.add(
          exchange.getRequestHeaders().getFirst("Content-Type")
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private HttpResponse<String> logout() {
    return application.get(Paths.LOGOUT);
  }

  private static SignedJWT logoutToken(String post) throws Exception {
    assertThat(post).startsWith("application/x-www-form-urlencoded ");
    String form = post.substring(post.indexOf(' ') + 1);
    return SignedJWT.parse(Objects.requireNonNull(Parameters.parse(form).value("logout_token")));
  }

  /** OpenID Connect Back-Channel Logout 1.0 section 2.4. */
  @Test
  void postsALogoutTokenToTheApplicationThatTheUserCameFrom() throws Exception {
    provider.backChannelLogoutUri(address);
    SignedJWT idToken = SignedJWT.parse(application.login().get("id_token").toString());

    assertThat(logout().statusCode()).isEqualTo(200);

    assertThat(posted).hasSize(1);
    SignedJWT token = logoutToken(posted.get(0));
    assertThat(token.getHeader().getType()).hasToString("logout+jwt");
    assertThat(token.getJWTClaimsSet().getClaims())
        .containsEntry("iss", provider.issuer())
        .containsEntry("aud", List.of(provider.clientId()))
        .containsEntry("sub", "alice-id")
        .containsEntry("sid", idToken.getJWTClaimsSet().getClaim("sid"))
        .containsEntry(
            "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
        .containsKeys("iat", "exp", "jti")
        .doesNotContainKey("nonce");
  }

  @Test
  void tellsNobodyWhoHasNotAsked() {
    provider.backChannelLogoutUri(address);
    assertThat(logout().statusCode()).isEqualTo(200);
    assertThat(posted).as("nobody was signed in").isEmpty();
  }

  @Test
  void signsOutAlsoWhenTheApplicationDoesNotAnswer() {
    provider.backChannelLogoutUri(address);
    application.login();
    server.stop(0);

    assertThat(logout().statusCode()).isEqualTo(200);
  }

  @Test
  void sendsALogoutTokenThatATestHasSpoilt() throws Exception {
    String token = provider.logoutToken().claim("sid", "s1").with(ClaimFault.EXPIRED).sign();

    assertThat(provider.sendLogoutToken(address, token)).isEqualTo(200);
    server.stop(0);
    assertThat(provider.sendLogoutToken(address, token)).isZero();

    assertThat(logoutToken(posted.get(0)).serialize()).isEqualTo(token);
    assertThat(logoutToken(posted.get(0)).getJWTClaimsSet().getSubject()).isEqualTo("ada");
  }

  /** OpenID Connect Front-Channel Logout 1.0 section 3. */
  @Test
  void letsTheSignOutPageLoadWhatTheApplicationGave() throws Exception {
    provider.frontChannelLogoutUri("https://shop.example.com/out?a=1");
    provider.allowPostLogoutRedirect("https://shop.example.com/");
    String hint = application.login().get("id_token").toString();
    Object sid = SignedJWT.parse(hint).getJWTClaimsSet().getClaim("sid");

    HttpResponse<String> page =
        application.get(
            Paths.LOGOUT
                + "?id_token_hint="
                + hint
                + "&post_logout_redirect_uri=https://shop.example.com/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<iframe hidden src=\"https://shop.example.com/out?a=1&amp;")
        .contains("sid=" + sid)
        .contains("href=\"https://shop.example.com/\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-src");
  }
}
