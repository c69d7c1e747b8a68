package dev.latchkey.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** CXF with a feature, behind a servlet filter with the same instance. */
@Tag("smoke")
@ExtendWith(TestProviderExtension.class)
class CxfBehindFilterTest {

  /** What is protected. */
  @Path("/api/orders")
  public static final class Orders {

    @GET
    @Path("{id}")
    public String order(@PathParam("id") String id, @Context SecurityContext caller) {
      Principal known = caller.getUserPrincipal();
      return id + " for " + (known == null ? "nobody" : known.getName());
    }

    @DELETE
    @Path("{id}")
    public String delete(@PathParam("id") String id) {
      return "gone is " + id;
    }
  }

  /** The application. */
  public static final class Shop extends Application {

    private final Set<Object> features;

    Shop(Set<Object> features) {
      this.features = features;
    }

    @Override
    public Set<Class<?>> getClasses() {
      return Set.of(Orders.class);
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other way to hand over an instance
    public Set<Object> getSingletons() {
      return features;
    }
  }

  @TempDir java.nio.file.Path folder;
  private final TestProvider provider;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Latchkey latchkey;
  private final Tomcat tomcat = new Tomcat();

  CxfBehindFilterTest(TestProvider provider) {
    this.provider = provider;
    this.latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .baseUrl("https://shop.example.com")
            .set("cors.origins", "https://app.example.com")
            .rules("public /api/orders/sample\nbearer /**")
            .listener(events::add)
            .build();
  }

  @BeforeEach
  void start() throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    org.apache.catalina.Context context = tomcat.addContext("", null);
    FilterDef filter = new FilterDef();
    filter.setFilterName("oidc");
    filter.setFilter(new OidcFilter(latchkey));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("oidc");
    everything.addURLPattern("/*");
    context.addFilterMap(everything);
    Wrapper cxf =
        Tomcat.addServlet(
            context,
            "cxf",
            new CXFNonSpringJaxrsServlet(new Shop(Set.of(new OidcFeature(latchkey)))));
    cxf.setAsyncSupported(true);
    cxf.addMapping("/*");
    tomcat.start();
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    latchkey.close();
  }

  private String raw(String line, String... headers) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", tomcat.getConnector().getLocalPort())) {
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      socket
          .getOutputStream()
          .write(
              (line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + more + "\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String token() {
    return "Authorization: Bearer " + provider.token().subject("ada").sign();
  }

  @Test
  @Tag("O14")
  void onePathIsDecidedOnce() throws Exception {
    String token = token();

    for (String path : List.of("/api/orders/7", "/api/orders/7/", "/api/orders/a%20b")) {
      assertThat(raw("GET " + path, token)).as(path).endsWith(" for ada");
      assertThat(events.stream().filter(each -> each.kind() == Event.Kind.ALLOWED))
          .as(path)
          .hasSize(1);
      events.clear();
    }
  }

  @Test
  @Tag("K12")
  void anEncodedLetterLeadsToNoOtherResource() throws Exception {
    assertThat(raw("GET /api/orders/sample")).endsWith("sample for nobody");
    assertThat(raw("GET /api/orders/%73ample")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET /api/orders/7")).startsWith("HTTP/1.1 401");
  }

  /** Programs can send what no browser does, and CXF has words to take one method for another. */
  @Test
  @Tag("F14")
  @Tag("K22")
  void noPreflightBecomesAnotherMethod() throws Exception {
    String origin = "Origin: https://app.example.com";
    for (String method : List.of("GET", "DELETE", "OPTIONS")) {
      String asked = "Access-Control-Request-Method: " + method;
      for (String query : List.of("", "?_method=DELETE", "?_method=GET")) {
        String answer =
            raw("OPTIONS /api/orders/7" + query, origin, asked, "X-HTTP-Method-Override: DELETE");

        assertThat(answer).as(answer).doesNotContain("gone is", " for nobody");
      }
    }
  }
}
