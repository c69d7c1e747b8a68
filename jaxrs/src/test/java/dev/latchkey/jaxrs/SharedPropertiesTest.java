package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * RESTEasy on the JDK's HTTP server keeps properties of a request, and where it has none looks
 * among those that all requests to a context share. It tells the names of its own alone.
 */
@ExtendWith(TestProviderExtension.class)
@Tag("O07")
class SharedPropertiesTest {

  @Path("/")
  public static final class Resources {

    @GET
    @Path("{any}")
    public String answer(@Context SecurityContext caller) {
      Principal known = caller.getUserPrincipal();
      return "for " + (known == null ? "nobody" : known.getName());
    }
  }

  /** Has properties as that runtime has them. */
  private static final class OfResteasy extends HttpServletRequestWrapper {

    private final Map<String, Object> own = new HashMap<>();
    private final Map<String, Object> shared;

    OfResteasy(HttpServletRequest request, Map<String, Object> shared) {
      super(request);
      this.shared = shared;
    }

    @Override
    public Object getAttribute(String name) {
      Object value = own.get(name);
      return value != null || !isOurs(name)
          ? value == null ? super.getAttribute(name) : value
          : shared.get(name);
    }

    private static boolean isOurs(String name) {
      return name.startsWith("dev.latchkey.");
    }

    @Override
    public void setAttribute(String name, Object value) {
      own.put(name, value);
      shared.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
      own.remove(name);
      shared.remove(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
      return Collections.enumeration(own.keySet());
    }
  }

  private final TestProvider provider;
  private final Latchkey latchkey;
  private final Server server = new Server(0);
  private final HttpClient client = HttpClient.newHttpClient();

  SharedPropertiesTest(TestProvider provider) {
    this.provider = provider;
    this.latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .baseUrl("http://127.0.0.1:1")
            .set("session.cookie.name", "shop")
            .set("cors.origins", "http://127.0.0.1:2")
            .rules("optional /maybe\nany /**")
            .build();
  }

  @BeforeEach
  void start() throws Exception {
    Map<String, Object> shared = new ConcurrentHashMap<>();
    Filter runtime =
        (request, response, chain) ->
            chain.doFilter(new OfResteasy((HttpServletRequest) request, shared), response);
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(new FilterHolder(runtime), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(
        new ServletHolder(
            new ServletContainer(App.with(new OidcFeature(latchkey), Resources.class))),
        "/*");
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    latchkey.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.getURI().getPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return client.send(
        headers.length == 0 ? request.build() : request.headers(headers).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void nobodyGetsTheHeadersOfAnother() throws Exception {
    HttpResponse<String> first = get("/maybe", "Cookie", "shop=broken");
    assertThat(first.headers().allValues("Set-Cookie")).hasSize(1);

    for (String path : new String[] {"/maybe", "/orders"}) {
      assertThat(get(path).headers().allValues("Set-Cookie")).as(path).isEmpty();
    }
  }

  @Test
  void nobodyIsAnother() throws Exception {
    String token = "Bearer " + provider.token().subject("ada").sign();
    assertThat(get("/orders", "Authorization", token).body()).isEqualTo("for ada");

    assertThat(get("/maybe").body()).isEqualTo("for nobody");
    assertThat(get("/orders").statusCode()).isEqualTo(401);
  }

  @Test
  @Tag("F14")
  void whatIsOpenedForOneOriginIsNotForTheNextCaller() throws Exception {
    HttpResponse<String> stopped = get("/orders", "Origin", "http://127.0.0.1:2");
    assertThat(stopped.headers().firstValue("Access-Control-Allow-Origin")).isPresent();

    assertThat(get("/maybe").headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }
}
