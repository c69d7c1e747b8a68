package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own filter for other origins also sees our answers: two would be none. */
class OwnCorsFilterTest {

  private static final String ORIGIN = "https://app.example";

  @Path("/")
  public static final class Resources {

    @GET
    @Path("open")
    public String open() {
      return "open";
    }

    @GET
    @Path("open/admin")
    @RolesAllowed("admin")
    public String admin() {
      return "admin";
    }
  }

  public static final class Cors implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      response.getHeaders().add("Access-Control-Allow-Origin", "*");
      response.getHeaders().add("Access-Control-Allow-Credentials", "true");
    }
  }

  private static App app;

  @BeforeAll
  static void open() {
    app =
        App.open(
            Map.of("rules", "optional /open/**\nbearer /**", "cors.origins", ORIGIN),
            Resources.class,
            Cors.class);
  }

  @AfterAll
  static void close() {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/open/admin"})
  void ofTwoAnswersToAScriptOursCountsOnOurs(String path) {
    HttpResponse<String> reply = app.get(path, "Origin", ORIGIN);

    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.headers().allValues("Access-Control-Allow-Origin")).containsExactly(ORIGIN);
    assertThat(reply.headers().allValues("Access-Control-Allow-Credentials"))
        .containsExactly("true");
  }

  @Test
  void theApplicationsAnswersAreItsOwn() {
    assertThat(
            app.get("/open", "Origin", ORIGIN).headers().allValues("Access-Control-Allow-Origin"))
        .containsExactly("*");
  }
}
