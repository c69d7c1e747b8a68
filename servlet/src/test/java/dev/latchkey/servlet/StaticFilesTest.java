package dev.latchkey.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the container serves by itself are protected as servlets are. */
@Tag("K27")
class StaticFilesTest {

  private static final String SECRET = "what the file says";

  private static TestProvider provider;
  private static Latchkey latchkey;
  private static Server server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    for (String file : new String[] {"secret/index.html", "secret/page.html", "open/page.html"}) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), file.startsWith("open") ? "open" : SECRET);
    }
    provider = TestProvider.start();
    latchkey =
        Latchkey.builder()
            .issuer(provider.issuer())
            .audience(provider.audience())
            .set("insecure-http-hosts", "127.0.0.1")
            .rules("bearer /secret/**\npublic /**")
            .build();
    server = new Server(new InetSocketAddress("127.0.0.1", 0));
    ((ServerConnector) server.getConnectors()[0])
        .getConnectionFactory(HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setUriCompliance(UriCompliance.UNSAFE);
    server.setHandler(context(folder));
    server.start();
  }

  private static ServletContextHandler context(Path folder) {
    ServletContextHandler context = new ServletContextHandler();
    context.setBaseResourceAsPath(folder);
    context.setWelcomeFiles(new String[] {"index.html"});
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addFilter(
        new FilterHolder(new OidcFilter(latchkey)), "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(DefaultServlet.class, "/");
    return context;
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
    latchkey.close();
    provider.close();
  }

  private static String get(String target, String... lines) throws IOException {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      String head = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
      String request =
          "GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + head + "\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/secret/page.html",
        "/secret/",
        "/secret",
        "/secret/index.html",
        "/secret/page.html/",
        "/secret/page.html;x=.css",
        "/secret;x/page.html",
        "/secret//page.html",
        "//secret/page.html",
        "/./secret/page.html",
        "/open/../secret/page.html",
        "/open/..;/secret/page.html",
        "/open/%2e%2e/secret/page.html",
        "/open/..%2fsecret/page.html",
        "/open%2f..%2fsecret%2fpage.html",
        "/secret%2fpage.html",
        "/secret\\page.html",
        "/secret%5cpage.html",
        "/%73ecret/page.html",
        "/secret/page.html%00",
        "/secret/page.html%20",
        "/secret/page.html.",
        "/open/%252e%252e/secret/page.html",
        "/SECRET/page.html"
      })
  @Tag("K20")
  void aFileIsNotServedToStrangers(String target) throws IOException {
    assertThat(get(target)).doesNotContain(SECRET);
  }

  @Test
  @Tag("K20")
  void aFileAndTheWelcomePageOfItsFolderAreServedToWhomTheRuleLetsIn() throws IOException {
    String token = "Authorization: Bearer " + provider.token().sign();

    assertThat(get("/open/page.html")).contains(" 200 ").endsWith("open");
    assertThat(get("/secret/page.html", token)).contains(" 200 ").endsWith(SECRET);
    assertThat(get("/secret/", token)).contains(" 200 ").endsWith(SECRET);
  }

  @Test
  void aRangeOrAConditionAsksForTheSameCredential() throws IOException {
    for (String line : new String[] {"Range: bytes=0-4", "If-None-Match: *"}) {
      assertThat(get("/secret/page.html", line)).startsWith("HTTP/1.1 401 ");
    }
  }
}
