package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Headers to the application: what clients send under their names never arrives. */
class ManagedHeadersTest {

  @Path("/")
  public static final class Resources {

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

  private App app;

  @BeforeEach
  void open() {
    app =
        App.open(
            Map.of(
                "rules",
                """
                public  /open
                bearer  /api
                login   /page
                login   /old
                """,
                "forward.X-User",
                "/preferred_username",
                "forward.Authorization",
                "Bearer access-token"),
            Resources.class,
            Moved.class);
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
  void anonymousCallersBringNothingAlong() {
    assertThat(app.get("/open", "X-User", "root", "X_USER", "root").body()).isEqualTo("{}");
  }

  @Test
  void aSecondLookReadsWhatTheClientSentAndNotWhatWeForward() {
    Browser browser = new Browser();
    Browser.Page page = browser.signIn(browser.open(app.address("/old")), "alice");

    assertThat(page.status()).as(page.body()).isEqualTo(200);
    assertThat(page.body()).contains("authorization=[Bearer ").contains("x-user=[alice]");
  }
}
