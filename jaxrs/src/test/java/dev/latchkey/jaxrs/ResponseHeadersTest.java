package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The headers that a decision brings along reach the client whatever becomes of the request. Two
 * cookies that do not open are deleted by the decision, so there are two headers of one name.
 */
class ResponseHeadersTest {

  @Path("/")
  public static final class Resources {

    @GET
    @Path("fine")
    public String fine() {
      return "fine";
    }

    @GET
    @Path("cookie")
    public Response cookie() {
      return Response.ok("cookie").cookie(new NewCookie.Builder("own").value("1").build()).build();
    }

    @GET
    @Path("cached")
    public Response cached() {
      return Response.ok("cached").header("Cache-Control", "max-age=60").build();
    }

    @GET
    @Path("mapped")
    public String mapped() {
      throw new UnsupportedOperationException("mapped");
    }

    @GET
    @Path("web")
    public String web() {
      throw new NotAcceptableException();
    }

    @GET
    @Path("filtered")
    public String filtered() {
      return "filtered";
    }

    @GET
    @Path("admin")
    @RolesAllowed("admin")
    public String admin() {
      return "admin";
    }
  }

  public static final class Mapper implements ExceptionMapper<UnsupportedOperationException> {
    @Override
    public Response toResponse(UnsupportedOperationException thrown) {
      return Response.status(418).entity("mapped").build();
    }
  }

  public static final class Aborting implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
      if (context.getUriInfo().getPath().endsWith("filtered")) {
        context.abortWith(Response.status(429).build());
      }
    }
  }

  private static App app;

  @BeforeAll
  static void open() {
    app = App.open("optional /**", Resources.class, Mapper.class, Aborting.class);
  }

  @AfterAll
  static void close() {
    app.close();
  }

  private static HttpResponse<String> get(String path) {
    return app.get(path, "Cookie", "shop=2.nonsense; shop.1=nonsense");
  }

  @ParameterizedTest
  @CsvSource({
    "/fine, 200",
    "/missing, 404",
    "/mapped, 418",
    "/web, 406",
    "/filtered, 429",
    "/admin, 401"
  })
  void bothCookiesAreDeleted(String path, int status) {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .hasSize(2)
        .anyMatch(cookie -> cookie.startsWith("shop=; Max-Age=0"))
        .anyMatch(cookie -> cookie.startsWith("shop.1=; Max-Age=0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fine", "/missing", "/mapped", "/web", "/filtered", "/cached"})
  @Tag("J26")
  void aPageOfSomebodySignedInIsStoredNowhere(String path) {
    String session = app.provider.sessionCookie(app.latchkey, "alice");

    HttpResponse<String> answer = app.get(path, "Cookie", session, "Accept", "text/html");

    assertThat(answer.headers().allValues("Cache-Control")).contains("no-store");
    assertThat(app.get(path, "Cookie", session).headers().allValues("Cache-Control"))
        .doesNotContain("no-store");
  }

  @Test
  void theApplicationsOwnCookieStays() {
    List<String> cookies = get("/cookie").headers().allValues("Set-Cookie");

    assertThat(cookies).hasSize(3).anyMatch(cookie -> cookie.startsWith("own=1"));
  }

  @Test
  void nothingIsAddedWhereNothingIsDecidedToBe() {
    assertThat(app.get("/fine").headers().allValues("Set-Cookie")).isEmpty();
  }
}
