package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers to the application over real HTTP. */
class ForwardedHeadersTest {

  private static final String SECRET = "Authorization: Basic YTpi";

  private static TestProvider provider;

  private final List<Event> warnings = new CopyOnWriteArrayList<>();
  private final List<HttpServletRequest> late = new CopyOnWriteArrayList<>();
  private Latchkey latchkey;
  private ProbedApp app;

  @BeforeAll
  static void startProvider() {
    provider = TestProvider.start();
  }

  @AfterAll
  static void stopProvider() {
    provider.close();
  }

  @BeforeEach
  void start() throws Exception {
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .baseUrl("http://localhost:8080")
            .set("forward.X-User", "/sub")
            .set("forward.X-Roles", "/roles")
            .set("forward.X-Count", "/count")
            .set("forward.X-Odd", "/odd")
            .set("forward.X-Userinfo", "claims")
            .set("forward.jwt", "access-token")
            .set("forward.Authorization", "Bearer access-token")
            .rules(
                """
                public        /public /dispatch/**
                optional      /optional
                audit:bearer  /tried
                public        OPTIONS /api
                bearer        * /**
                """)
            .listener(this::hear)
            .build();
  }

  private void hear(Event event) {
    if (event.kind() == Event.Kind.WARNING) {
      warnings.add(event);
    }
  }

  private ProbedApp started(DispatcherType... types) throws Exception {
    app = new ProbedApp().filter(new OidcFilter(latchkey), Map.of(), types).start();
    return app;
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
    latchkey.close();
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static void assertNone(HttpServletRequest request, String name) {
    assertThat(request.getHeader(name)).isNull();
    assertThat(Collections.list(request.getHeaders(name))).isEmpty();
    assertThat(request.getIntHeader(name)).isEqualTo(-1);
    assertThat(request.getDateHeader(name)).isEqualTo(-1);
    assertThat(lowerCase(request)).doesNotContain(name.toLowerCase(Locale.ROOT));
  }

  private static List<String> lowerCase(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames()).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public", "/optional", "/tried", "/dispatch/forward"})
  @Tag("L01")
  void whatAnAnonymousClientSentIsRemoved(String path) throws Exception {
    started()
        .look(
            request -> {
              assertThat(request.getUserPrincipal()).isNull();
              assertNone(request, "X-User");
              assertNone(request, "jwt");
              assertThat(request.getHeader("X-Other")).isEqualTo("stays");
              assertThat(lowerCase(request)).contains("x-other", "host");
            });

    assertThat(app.get(path, "X-User: admin", "JWT: forged", "X-Other: stays")).isEqualTo(200);
    assertThat(app.send("OPTIONS", "/api", "X-User: admin", "jwt: a", "X-Other: stays"))
        .isEqualTo(200);
  }

  @Test
  @Tag("L02")
  void everySpellingIsRemovedHoweverOftenItIsSent() throws Exception {
    started()
        .look(
            request -> {
              for (String name : List.of("X-User", "x-user", "X_User", "X.User", "X~USER")) {
                assertNone(request, name);
              }
              assertThat(lowerCase(request)).containsExactlyInAnyOrder("host", "connection");
            });

    assertThat(
            app.get(
                "/public",
                "X-User: a",
                "x-user: b",
                "X_User: c",
                "X.User: d",
                "X~USER: e",
                "X_USER: f",
                "X-User: g"))
        .isEqualTo(200);
  }

  @Test
  @Tag("L01")
  void aKnownCallersHeadersReplaceThoseThatWereSent() throws Exception {
    String token = provider.token().subject("alice").roles("user", "a,b").sign();
    started()
        .look(
            request -> {
              assertThat(request.getHeader("X-User")).isEqualTo("alice");
              assertThat(request.getHeader("X-Roles")).isEqualTo("user,a%2Cb");
              assertThat(request.getHeader("jwt")).isEqualTo(token);
              assertNone(request, "X_User");
            });

    assertThat(app.get("/api", bearer(token), "X-User: bob", "X_User: carol", "X-Roles: admin"))
        .isEqualTo(200);
    assertThat(app.get("/optional", bearer(token), "X-User: bob")).isEqualTo(200);
  }

  @Test
  @Tag("L04")
  void allWaysToReadAHeaderAgree() throws Exception {
    started()
        .look(
            request -> {
              for (String name : List.of("X-Count", "x-count")) {
                assertThat(request.getHeader(name)).isEqualTo("42");
                assertThat(Collections.list(request.getHeaders(name))).containsExactly("42");
                assertThat(request.getIntHeader(name)).isEqualTo(42);
                assertThatThrownBy(() -> request.getDateHeader(name))
                    .isInstanceOf(IllegalArgumentException.class);
              }
              assertThat(lowerCase(request)).containsOnlyOnce("x-count");
              assertThatThrownBy(() -> request.getIntHeader("X-User"))
                  .isInstanceOf(NumberFormatException.class);
            });

    String token = provider.token().claim("count", 42).sign();
    assertThat(app.get("/api", bearer(token), "X-Count: 1", "x-count: 2")).isEqualTo(200);
  }

  @Test
  @Tag("L04")
  void headersThatAreNotManagedReadAsTheContainerReadsThem() throws Exception {
    started()
        .look(
            request -> {
              assertThat(Collections.list(request.getHeaders("X-Two"))).containsExactly("a", "b");
              assertThat(request.getIntHeader("X-Number")).isEqualTo(7);
              assertThat(request.getDateHeader("If-Modified-Since")).isEqualTo(0);
              assertNone(request, "X-Absent");
            });

    assertThat(
            app.get(
                "/api",
                bearer(provider.token().sign()),
                "X-Two: a",
                "X-Two: b",
                "X-Number: 7",
                "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT"))
        .isEqualTo(200);
  }

  @Test
  @Tag("L08")
  void aClaimCannotBringAHeaderAlong() throws Exception {
    started()
        .look(
            request -> {
              assertThat(request.getHeader("X-Odd")).isEqualTo("a%0D%0AX-Admin: true%00");
              assertThat(request.getHeader("X-Admin")).isNull();
            });

    String token = provider.token().claim("odd", "a\r\nX-Admin: true\u0000").sign();
    assertThat(app.get("/api", bearer(token))).isEqualTo(200);
  }

  @Test
  @Tag("L09")
  @Tag("L10")
  void textsOfAnyScriptAndListsOfThemCanBeReadBack() throws Exception {
    List<String> roles = List.of("爱丽丝", "🔑", "\u05d0\u05dc\u202e", "a,admin", "100%2C", " b");
    started()
        .look(
            request ->
                assertThat(
                        Arrays.stream(request.getHeader("X-Roles").split(","))
                            .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
                            .toList())
                    .isEqualTo(roles));

    String token = provider.token().roles(roles.toArray(String[]::new)).sign();
    assertThat(app.get("/api", bearer(token), "X-Roles: admin")).isEqualTo(200);
  }

  @Test
  @Tag("L12")
  void anOperatorHearsOnceOfAHeaderThatDidNotFit() throws Exception {
    started()
        .look(
            request -> {
              assertThat(request.getHeader("X-User")).isEqualTo("ada");
              assertNone(request, "jwt");
            });
    String token = provider.token().claim("filler", "x".repeat(4_000)).sign();
    warnings.clear();

    assertThat(app.get("/api", bearer(token), "jwt: forged")).isEqualTo(200);
    assertThat(app.get("/api", bearer(token))).isEqualTo(200);

    assertThat(warnings)
        .extracting(Event::detail)
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).startsWith("the header jwt is left out"),
            each -> assertThat(each).startsWith("the header Authorization is left out"))
        .allMatch(each -> !each.contains(token.substring(0, 20)));
  }

  /** The request that a container keeps for later is the one that came in. */
  @ParameterizedTest
  @ValueSource(strings = {"async", "forward", "include"})
  @Tag("L01")
  void laterDispatchesSeeNoSentHeaderEither(String dispatch) throws Exception {
    started();
    app.look(
        request -> {
          late.add(request);
          assertNone(request, "X-User");
          assertThat(request.getHeader("X-Other")).isEqualTo("stays");
        });

    assertThat(app.get("/dispatch/" + dispatch, "X-User: admin", "X-Other: stays")).isEqualTo(200);
    assertThat(late).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "forward", "include", "error"})
  @Tag("L01")
  @Tag("L17")
  void aFilterForAllDispatchesKeepsItsDecision(String dispatch) throws Exception {
    started(
        DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.INCLUDE);
    app.look(
        request -> {
          late.add(request);
          assertNone(request, "X-User");
          assertNone(request, "Authorization");
          assertThat(request.getHeader("X-Other")).isEqualTo("stays");
        });

    assertThat(app.get("/dispatch/" + dispatch, SECRET, "X-User: admin", "X-Other: stays"))
        .isEqualTo(dispatch.equals("error") ? 409 : 200);
    assertThat(late).hasSize(1);
  }

  @Test
  void aCallerIsKnownInWhatAnAsynchronousRequestDoesLater() throws Exception {
    latchkey.close();
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .set("forward.X-User", "/sub")
            .rules("bearer /**")
            .build();
    started();
    app.look(
        request -> {
          late.add(request);
          assertThat(request.getRemoteUser()).isEqualTo("ada");
          assertThat(request.getHeader("X-User")).isEqualTo("ada");
        });

    assertThat(app.get("/dispatch/async", bearer(provider.token().sign()), "X-User: admin"))
        .isEqualTo(200);
    assertThat(late).hasSize(1);
  }
}
