package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.http.HttpResponse;
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

    @POST
    @Path("pages/change")
    public String change() {
      return "changed";
    }

    @GET
    @Path("admin")
    @RolesAllowed("admin")
    public String admin() {
      return "admin";
    }

    @GET
    @Path("api/orders")
    public String orders() {
      return "orders";
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
            bearer    /api/**
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
  void theRedirectSetsACookieAndIsNotKept() {
    HttpResponse<String> answer = app.get("/pages/me", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith(app.provider.issuer());
    assertThat(answer.headers().allValues("Set-Cookie"))
        .satisfiesExactly(
            login -> assertThat(login).startsWith("shop-login-"),
            round -> assertThat(round).startsWith("shop-round=1."));
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).isEmpty();
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
  void aPostIsAnsweredWith303() {
    HttpResponse<String> answer = app.send("POST", "/pages/change", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(303);
  }

  @Test
  void aScriptGets401AndIsToldWhereToSignIn() {
    HttpResponse<String> answer = app.get("/pages/me", "Sec-Fetch-Mode", "cors");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("OIDC realm=\"latchkey\"");
    assertThat(answer.body()).contains("\"login\":\"/shop/oidc/login\"");
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
  void aSessionDoesNotCountForAnApi() {
    browser.signIn(browser.open(app.address("/pages/me")), "alice");

    assertThat(browser.open(app.address("/api/orders")).status()).isEqualTo(401);
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

  @Test
  void aForgedCallbackIs400() {
    HttpResponse<String> answer = app.get("/oidc/callback?code=x&state=y", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).startsWith("<!doctype html>");
  }
}
