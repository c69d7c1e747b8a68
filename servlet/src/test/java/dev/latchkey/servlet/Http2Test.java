package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2, also by an upgrade from HTTP/1.1: the path stands in {@code :path} there. */
@Tag("K26")
class Http2Test {

  private static TestProvider provider;
  private static Latchkey latchkey;
  private static Server server;
  private static ServerConnector connector;

  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();

  @BeforeAll
  static void start() throws Exception {
    provider = TestProvider.start();
    latchkey =
        Latchkey.builder()
            .issuer(provider.issuer())
            .audience(provider.audience())
            .set("insecure-http-hosts", "127.0.0.1")
            .rules("public /open /open/**\nbearer /**")
            .build();
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.UNSAFE);
    server = new Server();
    connector =
        new ServerConnector(
            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addFilter(
        new FilterHolder(new OidcFilter(latchkey)), "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new WhoServlet()), "/*");
    server.setHandler(context);
    server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
    latchkey.close();
    provider.close();
  }

  private HttpResponse<String> get(String target, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + target));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void aCallerIsKnownAlsoAfterTheUpgrade() throws Exception {
    String token = "Bearer " + provider.token().subject("grace").sign();
    for (int i = 0; i < 3; i++) { // the first one brings the upgrade along
      HttpResponse<String> reply = get("/api", "Authorization", token);

      assertThat(reply.version()).isEqualTo(Version.HTTP_2);
      assertThat(reply.body()).contains("subject=grace");
      assertThat(get("/open").body()).contains("principal=null");
      assertThat(get("/api").statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "//api",
        "/./api",
        "/open/../api",
        "/open/..;/api",
        "/open/%2e%2e/api",
        "/open/.%2e/api",
        "/open/..%2fapi",
        "/open%2f..%2fapi",
        "/open/..%5capi",
        "/open/%252e%252e/api",
        "/open;/../api",
        "/open//../api",
        "/open/x/../../api",
        "/api;x=1",
        "/api%3bx",
        "/api%00",
        "/api%0a",
        "/api%2f",
        "/%61pi",
        "/API",
        "/api/",
        "/api.",
        "/api%20",
        "/api%c0%af"
      })
  void noSpellingReachesWhatIsProtected(String target) throws Exception {
    assertThat(get("/open").version()).as("upgraded by now").isEqualTo(Version.HTTP_2);

    HttpResponse<String> reply = get(target);

    assertThat(reply.version()).isEqualTo(Version.HTTP_2);
    assertThat(reply.statusCode()).isIn(400, 401, 404);
    assertThat(reply.body()).doesNotContain("page=");
  }
}
