package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who sign in with a browser, at an application below {@code /shop} without servlets. */
class CodeFlowTest {

  @Path("/")
  public static final class Resources {

    @GET
    public String home(@Context SecurityContext security) {
      return "home of "
          + Identity.find(security.getUserPrincipal()).map(Identity::getName).orElse("nobody");
    }

    @GET
    @Path("pages/me")
    public String me(@Context SecurityContext security) {
      return String.join(
          " ",
          security.getUserPrincipal().getName(),
          security.getAuthenticationScheme(),
          "user:" + security.isUserInRole("user"),
          "token:" + !Tokens.of(security.getUserPrincipal()).accessToken().isEmpty());
    }

    @GET
    @Path("admin")
    @RolesAllowed("admin")
    public String admin() {
      return "admin";
    }
  }

  private final Browser browser = new Browser();
  private App app;

  @BeforeEach
  void open() {
    app =
        App.open(
            """
            optional  /
            optional  /admin
            login     /pages/**
            """,
            Resources.class);
  }

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void aPageLoadEndsOnThePageThatWasAskedFor() {
    Browser.Page signIn = browser.open(app.address("/pages/me?tab=1"));
    assertThat(signIn.address().toString()).startsWith(app.provider.issuer());

    Browser.Page me = browser.signIn(signIn, "alice");

    assertThat(me.body()).isEqualTo("alice OIDC user:true token:true");
    assertThat(me.address()).isEqualTo(app.address("/pages/me?tab=1"));
    assertThat(browser.open(app.address("/")).body()).isEqualTo("home of alice");
  }

  @Test
  void theCallbackSetsTheSessionAndForgetsTheLoginInSeveralCookies() {
    Browser.Page signIn = browser.open(app.address("/pages/me"));
    assertThat(browser.cookiesOf(app.address("/"))).hasSize(2);

    browser.signIn(signIn, "alice");

    assertThat(browser.cookiesOf(app.address("/")).keySet())
        .as("the pending login is gone, the session is there")
        .contains("shop")
        .allMatch(name -> name.matches("shop(\\.\\d|\\.idle|-round)?"));
  }

  @Test
  void anAnnotationSendsAPageLoadToSignInToo() {
    Browser.Page signIn = browser.open(app.address("/admin?all=1"));
    assertThat(signIn.address().toString()).startsWith(app.provider.issuer());

    Browser.Page admin = browser.signIn(signIn, "bob");

    assertThat(admin.body()).isEqualTo("admin");
    assertThat(admin.address()).isEqualTo(app.address("/admin?all=1"));
  }

  @Test
  void whoIsSignedInWithoutTheRoleIsRefusedAndNotSentInCircles() {
    Browser.Page admin = browser.signIn(browser.open(app.address("/admin")), "alice");

    assertThat(admin.status()).isEqualTo(403);
    assertThat(admin.address()).isEqualTo(app.address("/admin"));
  }

  @Test
  void logoutEndsTheSessionHereAndAtTheProvider() {
    Browser.Page me = browser.signIn(browser.open(app.address("/pages/me")), "alice");

    Browser.Page home = browser.post(me, app.address("/oidc/logout"), Map.of());

    assertThat(home.address()).isEqualTo(app.address("/"));
    assertThat(home.body()).isEqualTo("home of nobody");
    assertThat(browser.cookiesOf(app.address("/"))).isEmpty();
    assertThat(browser.open(app.address("/pages/me")).body()).contains("Sign in");
  }
}
