package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.token.Identity;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.http.HttpResponse;
import java.util.List;
import org.glassfish.jersey.server.filter.HttpMethodOverrideFilter;
import org.glassfish.jersey.server.filter.UriConnegFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Filters behind ours that change method or address (attacks K21 and K22). */
@Tag("K21")
@Tag("K22")
class SecondLookTest {

  @Path("/")
  public static final class Resources {

    @GET
    @Path("orders")
    public String read() {
      return "read";
    }

    @POST
    @Path("orders")
    public String write() {
      return "write";
    }

    @DELETE
    @Path("orders")
    public String delete() {
      return "deleted";
    }

    @GET
    @Path("admin")
    public String admin() {
      return "admin";
    }

    @GET
    @Path("open")
    public String open(@Context SecurityContext security) {
      return "open to "
          + Identity.find(security.getUserPrincipal()).map(Identity::getName).orElse("nobody");
    }
  }

  /** Sends a request elsewhere, as a client wishes. */
  @PreMatching
  public static final class Rewriting implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
      String to = context.getHeaderString("X-Rewrite");
      if (to != null) {
        context.setRequestUri(context.getUriInfo().getBaseUri().resolve(to));
      }
    }
  }

  private static App app;

  @BeforeAll
  static void open() {
    app =
        App.open(
            """
            public  /open
            bearer  GET  /orders  scope=orders:read
            bearer  POST /orders  scope=orders:write
            bearer  DELETE /orders role=admin
            bearer  /admin  role=admin
            """,
            Resources.class,
            Rewriting.class,
            new HttpMethodOverrideFilter(),
            new UriConnegFilter(
                java.util.Map.of("txt", jakarta.ws.rs.core.MediaType.TEXT_PLAIN_TYPE), null));
  }

  @AfterAll
  static void close() {
    app.close();
  }

  private static HttpResponse<String> send(
      String method, String path, String scope, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Authorization";
    all[1] = "Bearer " + app.token(scope, List.of("user"));
    System.arraycopy(headers, 0, all, 2, headers.length);
    return app.send(method, path, all);
  }

  @Test
  void aPostThatBecomesADeleteNeedsWhatTheDeleteNeeds() {
    HttpResponse<String> answer =
        send("POST", "/orders", "orders:write", "X-HTTP-Method-Override", "DELETE");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.ROLE_MISSING);
  }

  @Test
  void aPostThatBecomesAMethodThatNoRuleListsIs405() {
    HttpResponse<String> answer =
        send("POST", "/orders", "orders:write", "X-HTTP-Method-Override", "PUT");

    assertThat(answer.statusCode()).isEqualTo(405);
  }

  @Test
  void aPostThatBecomesAGetNeedsBoth() {
    assertThat(
            send("POST", "/orders", "orders:write", "X-HTTP-Method-Override", "GET").statusCode())
        .isEqualTo(403);
    assertThat(send("POST", "/orders", "orders:read", "X-HTTP-Method-Override", "GET").statusCode())
        .isEqualTo(403);
    assertThat(
            send("POST", "/orders", "orders:read orders:write", "X-HTTP-Method-Override", "GET")
                .body())
        .isEqualTo("read");
  }

  @Test
  void anOpenAddressThatIsRewrittenToAClosedOneIsClosed() {
    assertThat(app.get("/open", "X-Rewrite", "admin").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/open", "", "X-Rewrite", "admin").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.ROLE_MISSING);
  }

  @Test
  void anAddressThatIsRewrittenToAnAmbiguousOneIs400() {
    assertThat(app.get("/open", "X-Rewrite", "open;x=1").statusCode()).isEqualTo(400);
    assertThat(app.lastReason()).isEqualTo(Reason.PATH_AMBIGUOUS);
  }

  @Test
  void aClosedAddressThatIsRewrittenToAnOpenOneForgetsTheCaller() {
    assertThat(send("GET", "/orders", "orders:read", "X-Rewrite", "open").body())
        .isEqualTo("open to nobody");
  }

  @Test
  void aSuffixThatAFilterTakesOffIsJudgedWithAndWithoutIt() {
    assertThat(send("GET", "/orders.txt", "orders:read").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.NO_RULE);
  }
}
