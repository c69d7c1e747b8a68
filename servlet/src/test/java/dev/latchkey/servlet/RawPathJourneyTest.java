package dev.latchkey.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as no browser would send them, in a Jetty that lets all of them through to the filter. */
class RawPathJourneyTest {

  private static TestProvider provider;
  private static App app;

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
    app =
        App.inLenientJetty(
            provider, settings -> settings.put("rules", "public /open/**\nbearer /**"));
  }

  @AfterAll
  static void stop() {
    app.close();
    provider.close();
  }

  /** Sends bytes and reads the whole answer. */
  private static String send(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", app.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String get(String target) throws IOException {
    String host = target.startsWith("http:") ? "other.example" : "localhost";
    return send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/open/..;/admin",
        "/open/..;x=y/admin",
        "/open;/../admin",
        "/open/%2e%2e/admin",
        "/open/.%2e/admin",
        "/open/../admin",
        "/open/..%2fadmin",
        "/open%2f..%2fadmin",
        "/open/..%5cadmin",
        "/open/..\\admin",
        "/open/%252e%252e/admin",
        "/open//../admin",
        "//admin",
        "//open/../admin",
        "/./admin",
        "/open/x/../../admin",
        "/admin;x=1",
        "/admin%3bx",
        "/admin%00",
        "/admin%0a",
        "/admin%2f",
        "/%61dmin",
        "/ADMIN",
        "/admin/",
        "/admin.",
        "/admin%20",
        "/admin%c0%af",
        "/admin%u002f",
        "/open/%2e%2e;/admin",
        "/;/admin",
        "/open/%ef%bc%8f..%ef%bc%8fadmin/../../admin",
        "http://other.example/admin",
        "http://other.example/open/..;/admin"
      })
  @Tag("K01")
  @Tag("K02")
  @Tag("K03")
  @Tag("K04")
  @Tag("K05")
  @Tag("K06")
  @Tag("K07")
  @Tag("K08")
  @Tag("K09")
  @Tag("K10")
  @Tag("K11")
  @Tag("K13")
  @Tag("K14")
  @Tag("K17")
  void neverReachWhatIsProtected(String target) throws IOException {
    String answer = get(target);

    assertThat(status(answer)).isIn(400, 401, 404);
    assertThat(answer).doesNotContain("page=");
  }

  @Test
  @Tag("K15")
  void reachWhatIsPublicWhereTheyReadInOneWay() throws IOException {
    assertThat(status(get("/open/a?x=/../admin;y//"))).isEqualTo(200);
    assertThat(status(get("/open/caf%C3%A9/%41"))).isEqualTo(200);
    assertThat(status(get("http://other.example/open/a"))).isEqualTo(200);
  }

  @Test
  @Tag("K01")
  void areRefusedByTheFilterItselfAndNotByLuck() throws IOException {
    app.takeEvents();
    List<String> targets =
        List.of("/open/..;/admin", "/admin;x=1", "/open/%2e%2e/admin", "//admin");
    List<Integer> statuses = new ArrayList<>();
    for (String target : targets) {
      statuses.add(status(get(target)));
    }

    assertThat(statuses).containsOnly(400);
    assertThat(app.takeReasons()).containsOnly("path_ambiguous").hasSize(4);
  }

  @Test
  @Tag("G29")
  @Tag("K17")
  void doNotChooseTheHostThatALoginReturnsTo() throws IOException {
    try (App signIn = App.behind(provider, settings -> settings.put("rules", "login /**"))) {
      Reply reply =
          new Browser()
              .get(
                  signIn.at("/orders"),
                  "Accept",
                  "text/html",
                  "X-Forwarded-Host",
                  "evil.example",
                  "X-Forwarded-Proto",
                  "https",
                  "Forwarded",
                  "host=evil.example;proto=https");

      assertThat(reply.sentOn()).containsEntry("redirect_uri", signIn.at("/oidc/callback"));
      assertThat(reply.location()).doesNotContain("evil");
    }
  }
}
