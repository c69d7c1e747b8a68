package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import dev.latchkey.testkit.TestUser;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A servlet filter in front of a JAX-RS feature, both with one instance: one decision. */
@ExtendWith(TestProviderExtension.class)
@Tag("O14")
class FilterAndFeatureTest {

  @Path("/orders")
  public static final class Orders {

    @GET
    public String list(@Context SecurityContext caller) {
      return caller.getUserPrincipal().getName() + " by " + caller.getAuthenticationScheme();
    }

    @DELETE
    public String clear() {
      return "gone";
    }

    @GET
    @Path("all")
    @RolesAllowed("clerk")
    public String all() {
      return "all";
    }
  }

  private static final String RULES =
      """
      public  /shop/open
      any     GET /api/orders/**
      any     DELETE /api/orders  role=root
      """;

  private final TestProvider provider;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Latchkey latchkey;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = new Server(0);

  FilterAndFeatureTest(TestProvider provider) {
    this.provider = provider;
    this.latchkey = latchkey(RULES);
  }

  private Latchkey latchkey(String rules) {
    return Latchkey.builder()
        .settings(provider.settings())
        .baseUrl("http://127.0.0.1:1/shop")
        .rules(rules)
        .listener(events::add)
        .build();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    latchkey.close();
  }

  private void start(Latchkey ofFeature) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/shop");
    add(context, new OidcFilter(latchkey));
    add(
        context,
        (request, response, chain) ->
            chain.doFilter(overridden((HttpServletRequest) request), response));
    ResourceConfig config = App.with(new OidcFeature(ofFeature), Orders.class);
    context.addServlet(new ServletHolder(new ServletContainer(config)), "/api/*");
    server.setHandler(context);
    server.start();
  }

  private static void add(ServletContextHandler context, Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  /** As frameworks do for forms, which know two methods. */
  private static HttpServletRequest overridden(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public String getMethod() {
        String other = getHeader("X-HTTP-Method-Override");
        return other == null ? super.getMethod() : other;
      }
    };
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.getURI().getPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return client.send(
        headers.length == 0 ? request.build() : request.headers(headers).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private long decisions() {
    return events.stream()
        .filter(each -> each.kind() == Event.Kind.ALLOWED || each.kind() == Event.Kind.REFUSED)
        .count();
  }

  @Test
  void aSessionThatTheFilterKnowsTheFeatureKnowsToo() throws Exception {
    start(latchkey);
    String cookie = provider.sessionCookie(latchkey, TestUser.of("ada", "secret").roles("clerk"));
    events.clear();

    assertThat(get("/shop/api/orders", "Cookie", cookie).body()).isEqualTo("ada by OIDC");
    assertThat(decisions()).isOne();
    assertThat(get("/shop/api/orders/all", "Cookie", cookie).body()).isEqualTo("all");
  }

  @Test
  void anAnnotationStillRefusesWhoTheRulesLetPass() throws Exception {
    start(latchkey);
    String cookie = provider.sessionCookie(latchkey, TestUser.of("bob", "secret"));

    assertThat(get("/shop/api/orders/all", "Cookie", cookie).statusCode()).isEqualTo(403);
    String token = provider.token().subject("bob").sign();
    assertThat(get("/shop/api/orders/all", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aMethodThatChangedBehindTheFilterIsJudgedAgainForTheSameCaller() throws Exception {
    start(latchkey);
    String cookie = provider.sessionCookie(latchkey, TestUser.of("bob", "secret"));
    String root = provider.sessionCookie(latchkey, TestUser.of("eve", "secret").roles("root"));

    assertThat(
            get("/shop/api/orders", "Cookie", cookie, "X-HTTP-Method-Override", "DELETE")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            get(
                    "/shop/api/orders",
                    "Cookie",
                    root,
                    "X-HTTP-Method-Override",
                    "DELETE",
                    "Sec-Fetch-Site",
                    "same-origin")
                .body())
        .isEqualTo("gone");
  }

  @Test
  void anotherInstanceDecidesForItself() throws Exception {
    try (Latchkey strict = latchkey("deny /**")) {
      start(strict);
      String token = provider.token().subject("ada").sign();

      assertThat(get("/shop/api/orders", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void whatTheFilterRefusesNeverComesToTheFeature() throws Exception {
    start(latchkey);

    assertThat(get("/shop/api/orders").statusCode()).isEqualTo(401);
    assertThat(decisions()).isOne();
  }
}
