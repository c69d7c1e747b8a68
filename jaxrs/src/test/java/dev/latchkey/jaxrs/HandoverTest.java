package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a filter has decided counts for the feature behind it only as far as both read alike. */
@Tag("O14")
class HandoverTest {

  @Path("/")
  public static final class Resources {

    @GET
    @Path("orders/sample")
    public String sample() {
      return "a sample";
    }

    @GET
    @Path("orders/{id}")
    public String order(@PathParam("id") String id) {
      return "the order " + id;
    }

    @GET
    @Path("blanks/{any}")
    public String blanks() {
      return "blanks";
    }

    @GET
    @Path("broken")
    public String broken(
        @HeaderParam("X-User") String user,
        @Context HttpServletRequest request,
        @Context HttpServletResponse response)
        throws IOException {
      if (request.getDispatcherType() == DispatcherType.REQUEST) {
        response.sendError(503);
      }
      return "user " + user;
    }
  }

  private static final Optional<Reason> AMBIGUOUS = Optional.of(Reason.PATH_AMBIGUOUS);

  private static final String RULES =
      """
      public  /api/orders/sample /api/broken /api/blanks/** /leads/**
      bearer  /**
      """;

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Server server = new Server();
  private Latchkey latchkey;
  private int port;

  private void start(String paths) throws Exception {
    latchkey =
        Latchkey.builder()
            .issuer("https://id.example.com")
            .audience("orders-api")
            .transport(
                call -> {
                  throw new IOException("no provider is needed");
                })
            .set("paths", paths)
            .set("forward.X-User", "/sub")
            .rules(RULES)
            .listener(events::add)
            .build();
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/shop");
    FilterHolder filter = new FilterHolder(new OidcFilter(latchkey));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    ResourceConfig config = App.with(new OidcFeature(latchkey), Resources.class);
    context.addServlet(new ServletHolder(new ServletContainer(config)), "/api/*");
    context.addServlet(new ServletHolder(new Leading()), "/leads/*");
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(503, "/api/broken");
    context.setErrorHandler(errors);
    server.setHandler(context);
    ServerConnector connector = new ServerConnector(server);
    HttpConfiguration http =
        connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
    http.setUriCompliance(UriCompliance.UNSAFE);
    server.addConnector(connector);
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    server.start();
    port = connector.getLocalPort();
  }

  /** Everybody may call it, and it leads to where the query says. */
  private static final class Leading extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      String target = request.getQueryString();
      if (request.getPathInfo().equals("/forward")) {
        request.getRequestDispatcher(target).forward(request, response);
      } else {
        request.startAsync().dispatch(target);
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    latchkey.close();
  }

  private String raw(String target, String... headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      socket
          .getOutputStream()
          .write(
              ("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + more + "\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private long allowed() {
    return events.stream().filter(each -> each.kind() == Event.Kind.ALLOWED).count();
  }

  @Test
  void onePathIsDecidedOnce() throws Exception {
    start("matrix");

    for (String path :
        List.of(
            "/orders/sample",
            "/orders/sample/",
            "/orders/sample;x=1",
            "/orders;x=1/sample",
            "/blanks/a%20b",
            "/blanks/a%C3%A9b")) {
      assertThat(raw("/shop/api" + path)).as(path).startsWith("HTTP/1.1 200");
      assertThat(allowed()).as(path).isOne();
      events.clear();
    }
  }

  /** The filter reads the decoded path, and JAX-RS templates the one as sent. */
  @Test
  @Tag("K12")
  void anEncodedLetterLeadsToNoOtherResource() throws Exception {
    start("strict");

    assertThat(body(raw("/shop/api/orders/sample"))).isEqualTo("a sample");
    assertThat(raw("/shop/api/orders/%73ample")).startsWith("HTTP/1.1 400");
    assertThat(events).last().extracting(Event::reason).isEqualTo(AMBIGUOUS);
    assertThat(raw("/shop/api/orders/7")).startsWith("HTTP/1.1 401");
  }

  @Test
  @Tag("K01")
  @Tag("K18")
  void whatTheRuntimeReadsInAnotherWayIsRefused() throws Exception {
    start("matrix");

    for (String path : List.of("/shop/api;x=1/orders/sample", "/%73hop/api/orders/sample")) {
      assertThat(raw(path)).as(path).startsWith("HTTP/1.1 400");
      assertThat(events).last().extracting(Event::reason).isEqualTo(AMBIGUOUS);
    }
  }

  @Test
  @Tag("K19")
  void whereAServletLeadsToIsJudgedByWhatItIs() throws Exception {
    start("strict");

    for (String way : List.of("forward", "later")) {
      String lead = "/shop/leads/" + way + "?/api/orders/";
      assertThat(raw(lead + "7")).as(way).startsWith("HTTP/1.1 401");
      assertThat(body(raw(lead + "sample"))).as(way).isEqualTo("a sample");
    }
  }

  /** An error page gets the request as it came, where the filter is not mapped for those. */
  @Test
  @Tag("L01")
  void anErrorPageOfTheSameAddressSeesNoHeaderOfAClients() throws Exception {
    start("strict");

    assertThat(body(raw("/shop/api/broken", "X-User: admin"))).isEqualTo("user null");
  }
}
