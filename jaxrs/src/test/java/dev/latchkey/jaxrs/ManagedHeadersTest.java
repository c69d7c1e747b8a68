package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers to the application: what clients send under their names never arrives. */
class ManagedHeadersTest {

  @Path("/")
  public static final class Resources {

    @OPTIONS
    @Path("{any}")
    public String options(@Context HttpHeaders headers) {
      return headers(headers);
    }

    @GET
    @Path("throws")
    public String fails() {
      throw new IllegalStateException("thrown by the application");
    }

    @GET
    @Path("one")
    public String one(
        @HeaderParam("X-User") @DefaultValue("none") String user,
        @HeaderParam("X_User") @DefaultValue("none") String twin,
        @Context HttpHeaders headers,
        @Context ContainerRequestContext context) {
      return String.join(
          " ",
          user,
          twin,
          String.valueOf(headers.getHeaderString("x-user")),
          String.valueOf(headers.getRequestHeader("X_USER")),
          String.valueOf(context.getHeaderString("X-User")),
          String.valueOf(context.getHeaders().get("X.User")));
    }

    @GET
    @Path("{any}")
    public String headers(@Context HttpHeaders headers) {
      Map<String, Object> seen = new TreeMap<>();
      headers
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (name.toLowerCase(java.util.Locale.ROOT).matches("x.user|authorization")) {
                  seen.put(name.toLowerCase(java.util.Locale.ROOT), values);
                }
              });
      return seen.toString();
    }
  }

  /** Leads one path to another one, as an old address might be. */
  @PreMatching
  public static final class Moved implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
      URI address = context.getUriInfo().getRequestUri();
      if (address.getPath().endsWith("/old")) {
        context.setRequestUri(address.resolve("page"));
      }
    }
  }

  /** Says what it sees of the request that failed. */
  public static final class ErrorPage implements ExceptionMapper<IllegalStateException> {

    @Context private HttpHeaders headers;

    @Override
    public Response toResponse(IllegalStateException exception) {
      return Response.status(418).entity(new Resources().headers(headers)).build();
    }
  }

  private App app;

  @BeforeEach
  void open() {
    app =
        App.open(
            Map.of(
                "rules",
                """
                public  /open
                optional /maybe
                audit:bearer /tried
                public  OPTIONS /api
                public  /throws
                bearer  * /api
                bearer  /one
                login   /page
                login   /old
                """,
                "forward.X-User",
                "/preferred_username",
                "forward.Authorization",
                "Bearer access-token"),
            Resources.class,
            Moved.class,
            ErrorPage.class);
  }

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void aClaimStandsInPlaceOfWhatTheClientSent() {
    String token = app.provider.token().claim("preferred_username", "ada").sign();

    assertThat(
            app.get("/api", "Authorization", "Bearer " + token, "X-User", "root", "x_user", "root")
                .body())
        .isEqualTo("{authorization=[Bearer " + token + "], x-user=[ada]}");
  }

  @Test
  void aMissingClaimLeavesNothing() {
    String token = app.provider.token().sign();

    assertThat(app.get("/api", "Authorization", "Bearer " + token, "X-User", "root").body())
        .isEqualTo("{authorization=[Bearer " + token + "]}");
  }

  @Test
  @Tag("L01")
  @Tag("L02")
  @Tag("L17")
  void anonymousCallersBringNothingAlongOnAnyRoute() {
    String[] forged = {"X-User", "root", "X_USER", "root", "x.user", "root", "X-user", "root"};
    for (String path : List.of("/open", "/maybe", "/tried")) {
      assertThat(app.get(path, forged).body()).as(path).isEqualTo("{}");
    }
    assertThat(app.send("OPTIONS", "/api", forged).body()).isEqualTo("{}");
    assertThat(app.get("/open", "Authorization", "Basic YTpi").body()).isEqualTo("{}");

    HttpResponse<String> failed = app.get("/throws", forged);
    assertThat(failed.statusCode()).isEqualTo(418);
    assertThat(failed.body()).isEqualTo("{}");
  }

  @Test
  @Tag("L04")
  void allWaysToReadAHeaderAgree() {
    String token = app.provider.token().claim("preferred_username", "ada").sign();

    assertThat(
            app.get("/one", "Authorization", "Bearer " + token, "X-User", "root", "X_User", "root")
                .body())
        .isEqualTo("ada none ada null ada null");
  }

  @Test
  @Tag("L08")
  @Tag("L09")
  @Tag("L10")
  void aClaimOfAnyTextArrivesAsOneHeader() {
    String name = "爱, 🔑\r\nX-Admin: true\u0000\u007f%2C";
    String token = app.provider.token().claim("preferred_username", name).sign();

    assertThat(app.get("/api", "Authorization", "Bearer " + token).body())
        .contains("x-user=[%E7%88%B1%2C %F0%9F%94%91%0D%0AX-Admin: true%00%7F%252C]");
  }

  /** What the feature cannot change, and says so. */
  @Path("/")
  public static final class Both {

    @GET
    @Path("{any}")
    public String cookies(@Context HttpHeaders headers, @Context HttpServletRequest beside) {
      return headers.getHeaderString("Cookie") + " | " + beside.getHeader("Cookie");
    }
  }

  @Test
  @Tag("L17")
  void aServletRequestInjectedBesideStaysAsItWasSent() {
    try (App other = App.openOnJetty("optional /**", Both.class)) {
      assertThat(other.get("/a", "Cookie", "shop=broken; theirs=1").body())
          .isEqualTo("theirs=1 | shop=broken; theirs=1");
    }
  }

  @Test
  void aSecondLookReadsWhatTheClientSentAndNotWhatWeForward() {
    Browser browser = new Browser();
    Browser.Page page = browser.signIn(browser.open(app.address("/old")), "alice");

    assertThat(page.status()).as(page.body()).isEqualTo(200);
    assertThat(page.body()).contains("authorization=[Bearer ").contains("x-user=[alice]");
  }
}
