package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.token.Identity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in without servlets where more is asked, comes twice, or leads nowhere. */
class SignInWishesTest {

  @Path("/pages/me")
  public static final class Me {

    @GET
    public String department(@Context SecurityContext security) {
      return Identity.of(security.getUserPrincipal()).claim("department").orElse("none");
    }
  }

  private final Browser browser = new Browser();
  private App app;

  @BeforeEach
  void open() {
    app =
        App.open(
            Map.of(
                "rules", "login /pages/**",
                "userinfo", "at-login",
                "login.parameters", "prompt=none",
                "login.pass-through", "login_hint"),
            Me.class);
    app.provider.faults().userInfo(claims -> claims.put("department", "toys"));
  }

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  @Tag("G40")
  void asksTheUserAfterASilentTryAndUserinfoAfterThat() {
    Browser.Page signIn =
        browser.open(app.address("/oidc/login?return_to=/pages/me&login_hint=alice"));
    assertThat(signIn.address().toString())
        .startsWith(app.provider.issuer())
        .doesNotContain("prompt=none");

    assertThat(browser.signIn(signIn, "alice").body()).isEqualTo("toys");
    assertThat(app.provider.count("/userinfo")).isEqualTo(1);
  }

  @Test
  @Tag("G04")
  @Tag("F-60")
  void aCallbackThatComesTooLateEndsOnAPageWhereThereIsASession() {
    browser.signIn(browser.open(app.address("/pages/me")), "alice");
    app.provider.forgetRequests();

    Browser.Page end = browser.open(app.address("/oidc/callback?code=old&state=dropped"));

    assertThat(end.address()).isEqualTo(app.address("/"));
    assertThat(app.provider.count("/token")).isZero();
  }

  @Test
  @Tag("G38")
  void nobodyIsSentInCirclesForEver() {
    URI page = app.address("/pages/me");
    Map<String, String> straightBack = Map.of("Location", page.toString());
    app.provider.faults().answer("/authorize", 302, straightBack, "");

    Browser.Page end = browser.open(page);

    assertThat(end.status()).isEqualTo(400);
    assertThat(end.body()).contains("Sign-in does not last", "Start again");
  }
}
