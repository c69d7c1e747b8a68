package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The provider tells an application without servlets that somebody has signed out. */
class ProviderLogoutTest {

  private static final String BACK = "/oidc/backchannel-logout";

  @Path("/")
  public static final class Resources {

    @GET
    @Path("pages/me")
    public String me() {
      return "me";
    }

    @POST
    @Path("echo")
    public String echo(String body) {
      return body;
    }
  }

  private final Browser browser = new Browser();
  private final App app =
      App.open(
          Map.of("rules", "public /echo\nlogin /pages/**", "session.store", "memory"),
          Resources.class);

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  @Tag("M19")
  void whoSignsOutAtTheProviderIsSignedOutHere() {
    app.provider.backChannelLogoutUri(app.address(BACK).toString());
    browser.signIn(browser.open(app.address("/pages/me")), "alice");
    assertThat(browser.open(app.address("/pages/me")).body()).isEqualTo("me");

    browser.open(java.net.URI.create(app.provider.issuer() + "/logout"));

    assertThat(browser.open(app.address("/pages/me")).address().toString())
        .startsWith(app.provider.issuer());
  }

  @Test
  @Tag("M06")
  void aLongBodyIsRefusedAndOthersAreLeftToTheApplication() {
    String form = "a=" + "x".repeat(100_000);

    assertThat(App.send(post(BACK, form)).statusCode()).isEqualTo(413);
    assertThat(App.send(post("/echo", form)).body()).isEqualTo(form);
  }

  private HttpRequest post(String path, String form) {
    return HttpRequest.newBuilder(app.address(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form))
        .build();
  }
}
