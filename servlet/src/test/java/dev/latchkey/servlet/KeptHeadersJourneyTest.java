package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application does to its response takes none of the gate's headers away. */
@ExtendWith(TestProviderExtension.class)
class KeptHeadersJourneyTest {

  private static final String REMOVED = "shop=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";

  /** What applications and their frameworks do. */
  private enum Doing {
    RESET_IN_A_FORWARD {
      @Override
      void to(HttpServletRequest request, HttpServletResponse response)
          throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
          request.getRequestDispatcher("/RESET_IN_A_FORWARD").forward(request, response);
        } else {
          response.reset();
        }
      }
    },
    OWN_COOKIE_SET {
      @Override
      void to(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("set-cookie", "own=1");
        response.addCookie(new Cookie("another", "2"));
      }
    },
    OWN_CACHING {
      @Override
      void to(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "max-age=60");
        response.setIntHeader("cache-control", 7);
        response.setDateHeader("Cache-Control", 0);
      }
    };

    abstract void to(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  private static final class DoingServlet extends HttpServlet {

    @Serial private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      Doing.valueOf(request.getServletPath().substring(1)).to(request, response);
    }
  }

  private final Server server = new Server(0);
  private Latchkey latchkey;

  @BeforeEach
  void start(TestProvider provider) throws Exception {
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .set("session.cookie.name", "shop")
            .baseUrl("http://127.0.0.1")
            .rules("optional /**")
            .build();
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(
        new FilterHolder(new OidcFilter(latchkey)), "/*", EnumSet.allOf(DispatcherType.class));
    for (Doing doing : Doing.values()) {
      context.addServlet(new ServletHolder(new DoingServlet()), "/" + doing.name());
    }
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    latchkey.close();
  }

  /** With a session cookie that does not open, so that the answer removes it. */
  private HttpResponse<String> get(Doing doing) throws Exception {
    int port = ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + doing))
            .header("Cookie", "shop=broken")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Tag("J25")
  @ParameterizedTest
  @EnumSource(Doing.class)
  void cookiesAndTheirCachingStay(Doing doing) throws Exception {
    HttpResponse<String> answer = get(doing);

    assertThat(answer.headers().allValues("Set-Cookie")).containsOnlyOnce(REMOVED);
    assertThat(answer.headers().allValues("Cache-Control")) // Jetty's error pages say more
        .anyMatch(value -> value.equals("private") || value.contains("no-store"));
  }

  @Tag("J26")
  @ParameterizedTest
  @EnumSource(Doing.class)
  void aPageOfSomebodySignedInIsStoredNowhere(Doing doing, TestProvider provider) throws Exception {
    int port = ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + doing))
            .header("Accept", "text/html")
            .header("Cookie", provider.sessionCookie(latchkey, "alice"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().allValues("Cache-Control"))
        .anyMatch(value -> value.contains("no-store")); // the strictest of several counts
  }

  @Test
  void theApplicationsOwnHeadersStandBesideThem() throws Exception {
    assertThat(get(Doing.OWN_COOKIE_SET).headers().allValues("Set-Cookie"))
        .containsExactlyInAnyOrder("own=1", REMOVED, "another=2");
  }
}
