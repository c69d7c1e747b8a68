package dev.latchkey.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The container and the rules must read every path alike: whatever runs a guarded servlet, the
 * filter had asked for a credential. All else is public here, so that any difference shows.
 */
class PathDifferenceTest {

  private static final String RULES = "bearer /admin/** /secret\npublic /**";

  private static final String[] BEFORE = {
    "/",
    "/./",
    "/%2e/",
    "/;/",
    "/;x/",
    "/%2f",
    "/%2F",
    "//",
    "///",
    "/\\",
    "/%5c",
    "/%00/",
    "/open/../",
    "/open/%2e%2e/",
    "/open/.%2e/",
    "/open/%2E./",
    "/open/..;/",
    "/open/..;x=y/",
    "/open/;/../",
    "/open//../",
    "/open/..%2f",
    "/open%2f..%2f",
    "/open/..%5c",
    "/open/..\\",
    "/open/..%00/",
    "/open/%252e%252e/",
    "/open/%252e%252e%252f",
    "/open/%u002e%u002e/",
    "/open/%c0%ae%c0%ae/",
    "/open/%e3%80%82%e3%80%82/",
    "/open/x/../../",
    "/..;/",
    "/../",
    "/open/..?/",
    "/open/..#/",
    "/open/.../",
    "/%09/",
    "/+/",
    "/%20/",
    "http://h/",
    "http://h:80/open/../",
    "https://u@h/",
    "//h/",
    "HTTP://H/./",
    "/%EF%BC%8F",
    "/%25%32%66",
  };

  private static final String[] NAMES = {
    "admin",
    "%61dmin",
    "adm%69n",
    "%61%64%6d%69%6e",
    "ADMIN",
    "adm\u00edn",
    "%E2%84%AAadmin",
    "admin%20",
    "admin%09",
    "admin.",
    "admin..",
    "admin;",
    "admin;x=y",
    "admin%3b",
    "admin%3Bx",
    "admin%00",
    "admin%0a",
    "admin%0d%0a",
    "admin%2f",
    "admin/",
    "admin//",
    "admin/.",
    "admin/..",
    "admin/%2e",
    "admin%5c",
    "admin\\",
    "admin%23",
    "admin#",
    "admin%3f",
    "admin?",
    "admin%25",
    "admin%",
    "admin%zz",
    "admin%c2%a0",
    "admin%e2%80%a8",
    "admin%c0%af",
    "admin+",
    "admin%2b",
    "admin|",
    "admin^",
    "admin{",
    "admin%7f",
    "admin~",
    "%EF%BB%BFadmin",
    "admin%cc%81",
    "secret",
    "%73ecret",
    "secret/",
    "secret;",
    "secret;/",
    "secret%20",
    "secret%2f",
    "secret.do",
  };

  private static final String[] BEHIND = {
    "",
    "/x",
    "/x.css",
    "/../open/x",
    "/..;/open/x",
    "/%2e%2e/open/x",
    "/..%2fopen%2fx",
    "?/open/x",
    "#/open/x",
    ";.css",
    ";/../open",
    "%2f..%2fopen",
    "/;",
    "/./x",
    "//x",
    "/%2fx",
    "/x%00.css",
  };

  private static TestProvider provider;
  private static Latchkey latchkey;

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
    Map<String, String> settings = new LinkedHashMap<>(provider.settings());
    settings.keySet().removeIf(key -> key.startsWith("client") || key.startsWith("session"));
    settings.put("rules", RULES);
    latchkey = Latchkey.builder().settings(settings).build();
  }

  @AfterAll
  static void stop() {
    latchkey.close();
    provider.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT, '/', false",
    "LEGACY, '/', false",
    "UNSAFE, '/', false",
    "UNSAFE, '/', true",
    "UNSAFE, '/shop', true"
  })
  @Tag("K25")
  @Tag("K12")
  void noSpellingRunsAGuardedServlet(String compliance, String contextPath, boolean decode)
      throws Exception {
    String context = contextPath.equals("/") ? "" : contextPath;
    Server server = server(UriCompliance.valueOf(compliance), contextPath, decode);
    server.start();
    List<String> wrong = new ArrayList<>();
    try {
      int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
      assertThat(answer(port, context + "/open/x")).contains(" 200 ", "default ran");
      for (String target : targets(context)) {
        String answer = answer(port, target);
        if (answer.contains("guarded ran") || answer.contains(" 500 ")) {
          wrong.add(target + " -> " + answer.lines().findFirst().orElse(""));
        }
      }
    } finally {
      server.stop();
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> targets(String context) {
    boolean all = Boolean.getBoolean("latchkey.full");
    List<String> targets = new ArrayList<>();
    for (int b = 0; b < BEFORE.length; b++) {
      for (int n = 0; n < NAMES.length; n++) {
        for (int e = 0; e < BEHIND.length; e++) {
          if (all || b == 0 && e < 2 || n == 0 && e < 2 || (b + 3 * n + 7 * e) % 83 == 0) {
            boolean absolute = BEFORE[b].toLowerCase(Locale.ROOT).startsWith("http");
            targets.add(
                absolute
                    ? BEFORE[b].replaceFirst("(//[^/]*)", "$1" + context) + NAMES[n] + BEHIND[e]
                    : context + BEFORE[b] + NAMES[n] + BEHIND[e]);
          }
        }
      }
    }
    return targets;
  }

  private static Server server(UriCompliance compliance, String contextPath, boolean decode) {
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(compliance);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath);
    context.getServletHandler().setDecodeAmbiguousURIs(decode);
    context.addFilter(
        new FilterHolder(new OidcFilter(latchkey)), "/*", EnumSet.allOf(DispatcherType.class));
    ServletHolder guarded = new ServletHolder(new Saying("guarded ran"));
    context.addServlet(guarded, "/admin/*");
    context.addServlet(guarded, "/secret");
    context.addServlet(new ServletHolder(new Saying("default ran")), "/");
    server.setHandler(context);
    return server;
  }

  private static String answer(int port, String target) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      String request = "GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static final class Saying extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final String what;

    Saying(String what) {
      this.what = what;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().println(what);
    }
  }
}
