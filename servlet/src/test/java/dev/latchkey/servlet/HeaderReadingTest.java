package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The odd ways to read a header, where some are ours and some the container's. */
@ExtendWith(TestProviderExtension.class)
class HeaderReadingTest {

  private final TestProvider provider;
  private Latchkey latchkey;
  private ProbedApp app;

  HeaderReadingTest(TestProvider provider) {
    this.provider = provider;
  }

  @BeforeEach
  void start() throws Exception {
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .baseUrl("http://localhost:8080")
            .set("session.cookie.name", "shop")
            .set("forward.X-User", "/sub")
            .set("forward.X-Roles", "/roles")
            .rules("public /open\nbearer /api\nlogin /**")
            .build();
    app = new ProbedApp().filter(new OidcFilter(latchkey), Map.of()).start();
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
    latchkey.close();
  }

  @Test
  @Tag("L04")
  void namesThatAreNoneReadAsTheContainerReadsThem() throws Exception {
    app.look(
        request -> {
          assertThat(request.getHeader("")).isNull();
          assertThat(request.getHeader("X User")).as("a twin").isNull();
          assertThat(Collections.list(request.getHeaders("nowhere"))).isEmpty();
          HttpServletRequest sent = (HttpServletRequest) unwrapped(request);
          assertThat(outcome(() -> request.getHeader(null)))
              .isEqualTo(outcome(() -> sent.getHeader(null)));
          assertThat(outcome(() -> request.getIntHeader(null)))
              .isEqualTo(outcome(() -> sent.getIntHeader(null)));
          assertThat(outcome(() -> request.getDateHeader(null)))
              .isEqualTo(outcome(() -> sent.getDateHeader(null)));
        });

    assertThat(app.get("/api", "Authorization: Bearer " + provider.token().sign())).isEqualTo(200);
  }

  private static ServletRequest unwrapped(ServletRequest request) {
    return request instanceof ServletRequestWrapper wrapper
        ? unwrapped(wrapper.getRequest())
        : request;
  }

  /** What comes out, or which exception. */
  private static Object outcome(Callable<?> asked) {
    try {
      return Optional.ofNullable(asked.call());
    } catch (Exception thrown) {
      return thrown.getClass();
    }
  }

  @Test
  @Tag("L04")
  void oneEnumerationDoesNotUseUpTheNext() throws Exception {
    app.look(
        request -> {
          Enumeration<String> first = request.getHeaders("X-User");
          assertThat(first.nextElement()).isEqualTo("ada");
          assertThat(Collections.list(request.getHeaders("X-User"))).containsExactly("ada");
          assertThat(first.hasMoreElements()).isFalse();
          assertThat(Collections.list(request.getHeaderNames()))
              .isEqualTo(Collections.list(request.getHeaderNames()));
        });

    assertThat(app.get("/api", "Authorization: Bearer " + provider.token().sign())).isEqualTo(200);
  }

  @Test
  @Tag("L01")
  void trailersForgeNothingEither() throws Exception {
    app.look(
        request -> {
          assertThatCode(() -> request.getInputStream().readAllBytes()).doesNotThrowAnyException();
          assertThat(request.getTrailerFields())
              .containsEntry("x-other", "stays")
              .doesNotContainKeys("x-user", "x_roles", "X-User", "X_Roles");
          assertThat(request.getHeader("X-User")).isNull();
        });

    assertThat(
            app.get(
                "/open",
                "Transfer-Encoding: chunked",
                "Trailer: X-User, X_Roles, X-Other",
                "Connection: close",
                "",
                "1",
                "a",
                "0",
                "X-User: admin",
                "X_Roles: admin",
                "X-Other: stays"))
        .isEqualTo(200);
  }

  /** Ours are hidden from whoever reads the header as a number as well. */
  @Test
  @Tag("L04")
  @Tag("L17")
  void cookiesWithoutOursReadAlikeInAllWays() throws Exception {
    app.look(
        request -> {
          assertThat(request.getHeader("cookie")).isEqualTo("7");
          assertThat(Collections.list(request.getHeaders("COOKIE"))).containsExactly("7");
          assertThat(request.getIntHeader("Cookie")).isEqualTo(7);
        });
    assertThat(app.get("/open", "Cookie: shop=secret;7")).isEqualTo(200);

    app.look(
        request -> {
          assertThat(request.getHeader("Cookie")).isNull();
          assertThat(request.getIntHeader("Cookie")).isEqualTo(-1);
          assertThat(request.getDateHeader("Cookie")).isEqualTo(-1);
          assertThat(Collections.list(request.getHeaderNames())).doesNotContain("Cookie");
        });
    assertThat(app.get("/open", "Cookie: shop=secret")).isEqualTo(200);
  }
}
