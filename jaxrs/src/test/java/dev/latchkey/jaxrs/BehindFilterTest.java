package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Handover;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application that relies on a servlet filter refuses what came past it. */
@Tag("P08")
class BehindFilterTest {

  @Path("/")
  public static final class Resources {

    @GET
    @Path("{any}")
    public String answer() {
      return "reached";
    }
  }

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Latchkey latchkey =
      Latchkey.builder()
          .issuer("https://id.example.com")
          .audience("orders-api")
          .transport(
              call -> {
                throw new IOException("no provider is needed");
              })
          .rules("public / /open /past\nbearer /**")
          .listener(events::add)
          .build();
  private final ResourceConfig config =
      App.with(OidcFeature.behindFilter(latchkey), Resources.class);
  private final URI base = URI.create(App.freeAddress().resolve("/").toString());
  private @Nullable Server server;

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.stop();
    }
    latchkey.close();
  }

  /** The filter leaves something where it says, on all paths but {@code /past}. */
  private void start(Object left) throws Exception {
    latchkey.handovers().expect("some.filter.7");
    startUntold(left);
  }

  private void startUntold(Object left) throws Exception {
    Filter filter =
        (request, response, chain) -> {
          if (!((HttpServletRequest) request).getRequestURI().equals("/past")) {
            request.setAttribute("some.filter.7", left);
          }
          chain.doFilter(request, response);
        };
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new ServletContainer(config)), "/*");
    server = new Server(base.getPort());
    server.setHandler(context);
    server.start();
  }

  private static Handover leftBy(Latchkey by) {
    return new Handover(by, new NoRequest(), decision(by));
  }

  private static Decision.Proceed decision(Latchkey by) {
    return (Decision.Proceed) by.decide(new NoRequest());
  }

  private int status(String path) {
    return App.send(base.resolve(path), "GET").statusCode();
  }

  @Test
  void whatTheFilterLetThroughGoesOnToTheRules() throws Exception {
    start(leftBy(latchkey));

    assertThat(status("/open")).isEqualTo(200);
    assertThat(status("/api")).isEqualTo(401);
  }

  @Test
  void whatCamePastTheFilterIsRefusedAndToldOf() throws Exception {
    start(leftBy(latchkey));

    assertThat(status("/past")).isEqualTo(500);

    Event told =
        events.stream().filter(each -> each.kind() == Event.Kind.UNDECIDED).findAny().orElseThrow();
    assertThat(told.reason()).contains(Reason.FILTER_MISSED);
    assertThat(told.explanation()).startsWith("map OidcFilter to /* before all other filters");
  }

  @Test
  void anotherInstancesFilterDoesNotCount() throws Exception {
    start(new Handover("another", new NoRequest(), decision(latchkey)));

    assertThat(status("/open")).isEqualTo(500);
    assertThat(status("/oidc/login")).isEqualTo(500);
  }

  @Test
  void whatNoFilterSaysThatItLeavesIsNotLookedFor() throws Exception {
    startUntold(leftBy(latchkey));

    assertThat(status("/open")).isEqualTo(500);
  }

  @Test
  void noWordOfSomebodyElseCounts() throws Exception {
    start("dev.latchkey.gate.Decision$Proceed");

    assertThat(status("/open")).isEqualTo(500);
  }

  @Test
  void withoutServletsNothingGoesOn() {
    HttpServer plain = App.start(base.resolve("/x"), config);
    try {
      assertThat(App.send(base.resolve("/x/open"), "GET").statusCode()).isEqualTo(500);
    } finally {
      plain.stop(0);
    }
  }
}
