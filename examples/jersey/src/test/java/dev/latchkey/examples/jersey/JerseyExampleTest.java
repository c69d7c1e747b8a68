package dev.latchkey.examples.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.Latchkey;
import dev.latchkey.examples.shop.ShopSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example answers as its welcome text promises. */
class JerseyExampleTest {

  private static ShopSettings settings;
  private static Latchkey latchkey;
  private static HttpServer server;

  @BeforeAll
  static void open() throws IOException {
    settings = ShopSettings.of(Map.of("PORT", String.valueOf(freePort())));
    latchkey = settings.latchkey();
    server = JerseyExample.server(settings.port(), latchkey);
  }

  @AfterAll
  static void close() {
    server.stop(0);
    latchkey.close();
    settings.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + settings.port() + path))
            .method(method, BodyPublishers.noBody());
    return HttpClient.newHttpClient()
        .send(
            (headers.length == 0 ? request : request.headers(headers)).build(),
            BodyHandlers.ofString());
  }

  /** The token that the person who started the example reads. */
  private static String bearer() {
    Matcher token = Pattern.compile("\"Authorization: (Bearer \\S+)\"").matcher(settings.welcome());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  @Test
  void theHomePageIsForEverybody() throws Exception {
    HttpResponse<String> answer = send("GET", "/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(answer.body()).contains("This page is for everybody").contains("/oidc/login");
  }

  @Test
  void itIsUp() throws Exception {
    assertThat(send("GET", "/health").body()).isEqualTo("{\"status\":\"up\"}");
  }

  @Test
  void aPageAboutTheCallerSendsToSignIn() throws Exception {
    HttpResponse<String> answer = send("GET", "/me", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Set-Cookie")).isPresent();
  }

  @Test
  void ordersAreForTokensWithTheScope() throws Exception {
    assertThat(send("GET", "/api/orders").statusCode()).isEqualTo(401);
    HttpResponse<String> answer = send("GET", "/api/orders", "Authorization", bearer());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    assertThat(answer.body()).contains("\"article\":\"latch\"");
  }

  @Test
  void anOrderIsTaken() throws Exception {
    HttpResponse<String> answer =
        send("POST", "/api/orders?article=door", "Authorization", bearer());
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).contains("\"article\":\"door\"");

    HttpResponse<String> form =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(answer.uri().resolve("/api/orders"))
                    .header("Authorization", bearer())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("article=hinge"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(form.body()).contains("\"article\":\"hinge\"");
  }

  @Test
  void adminIsForAdministrators() throws Exception {
    assertThat(send("GET", "/api/admin", "Authorization", bearer()).statusCode()).isEqualTo(403);
  }
}
