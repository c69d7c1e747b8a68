package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bearer tokens, decided by rules. */
class BearerTest {

  @Path("/")
  public static final class Resources {

    @GET
    @Path("me")
    public String me(@Context SecurityContext security) {
      Identity caller = Identity.of(security.getUserPrincipal());
      return String.join(
          " ",
          caller.subject().orElseThrow(),
          security.getAuthenticationScheme(),
          "user:" + security.isUserInRole("user"),
          "admin:" + security.isUserInRole("admin"),
          "secure:" + security.isSecure(),
          "token:" + Tokens.of(security.getUserPrincipal()).accessToken().length());
    }

    @GET
    @Path("open")
    public String open(@Context SecurityContext security) {
      return Identity.find(security.getUserPrincipal()).map(Identity::getName).orElse("nobody");
    }

    @GET
    @Path("orders")
    public String orders() {
      return "orders";
    }

    @GET
    @Path("admin")
    public String admin() {
      return "admin";
    }

    @POST
    @Path("forgotten")
    public String forgotten() {
      return "forgotten";
    }
  }

  private static App app;

  @BeforeAll
  static void open() {
    app =
        App.open(
            """
            public    /open
            bearer    /me
            bearer    GET /orders scope=orders:read
            bearer    /admin role=admin
            bearer    GET /forgotten
            """,
            Resources.class);
  }

  @AfterAll
  static void close() {
    app.close();
  }

  @Test
  void aGoodTokenNamesTheCallerInTheSecurityContext() {
    String token = app.provider.token().subject("ada").role("user").sign();
    HttpResponse<String> answer = app.get("/me", "Authorization", "Bearer " + token);

    assertThat(answer.body())
        .isEqualTo("ada BEARER user:true admin:false secure:false token:" + token.length());
  }

  @Test
  void withoutATokenTheAnswerIs401WithoutAnErrorCode() {
    HttpResponse<String> answer = app.get("/me");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"latchkey\"");
    assertThat(answer.headers().allValues("Content-Type"))
        .containsExactly("application/problem+json");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.body()).startsWith("{").contains("\"status\":401");
    assertThat(app.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
  }

  @Test
  void anExpiredTokenIs401() {
    String token = app.provider.token().expiresIn(Duration.ofMinutes(-5)).sign();
    HttpResponse<String> answer = app.get("/me", "Authorization", "Bearer " + token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"invalid_token\"");
    assertThat(app.lastReason()).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void aForgedTokenIs401() {
    String token = app.provider.token().signWithForeignKey().sign();

    assertThat(app.get("/me", "Authorization", "Bearer " + token).statusCode()).isEqualTo(401);
    assertThat(app.lastReason()).isEqualTo(Reason.SIGNATURE_INVALID);
  }

  @Test
  void aTokenForOthersIs401() {
    String token = app.provider.token().audience("billing").sign();

    assertThat(app.get("/me", "Authorization", "Bearer " + token).statusCode()).isEqualTo(401);
    assertThat(app.lastReason()).isEqualTo(Reason.AUDIENCE_WRONG);
  }

  @Test
  void whatIsNoTokenIs400() {
    HttpResponse<String> answer = app.get("/me", "Authorization", "Bearer two words");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(app.lastReason()).isEqualTo(Reason.CREDENTIAL_MALFORMED);
  }

  @Test
  void twoTokensAre400() throws IOException {
    String line = "Authorization: Bearer " + app.token("", List.of()) + "\r\n";

    assertThat(raw(line + line)).startsWith("HTTP/1.1 400 ");
    assertThat(app.lastReason()).isEqualTo(Reason.CREDENTIAL_REPEATED);
  }

  private static String raw(String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", app.port());
        InputStream in = socket.getInputStream()) {
      String request =
          "GET /shop/me HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aMissingScopeIs403AndIsNamed() {
    HttpResponse<String> answer = app.as("orders:write", List.of(), "/orders");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"", "scope=\"orders:read\"");
    assertThat(app.lastReason()).isEqualTo(Reason.SCOPE_MISSING);
  }

  @Test
  void theRightScopePasses() {
    assertThat(app.as("orders:read", List.of(), "/orders").body()).isEqualTo("orders");
  }

  @Test
  void aMissingRoleIs403() {
    assertThat(app.as("", List.of("user"), "/admin").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.ROLE_MISSING);
  }

  @Test
  void theRightRolePasses() {
    assertThat(app.as("", List.of("admin"), "/admin").body()).isEqualTo("admin");
  }

  @Test
  void aPublicPathReadsNothing() {
    assertThat(app.get("/open", "Authorization", "Bearer nonsense").body()).isEqualTo("nobody");
  }

  @Test
  void whatNoRuleMatchesIsRefusedBeforeJaxRsSaysWhetherItExists() {
    assertThat(app.as("", List.of("admin"), "/elsewhere").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.NO_RULE);
  }

  @Test
  void aMethodThatNoRuleListsIs405() {
    HttpResponse<String> answer =
        app.send("POST", "/forgotten", "Authorization", "Bearer " + app.token("", List.of()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().allValues("Allow")).containsExactly("GET, HEAD");
    assertThat(app.lastReason()).isEqualTo(Reason.METHOD_NOT_LISTED);
  }

  @Test
  void headGoesWithGet() {
    assertThat(app.send("HEAD", "/orders").statusCode()).isEqualTo(401);
    String token = app.token("orders:read", List.of());
    assertThat(app.send("HEAD", "/orders", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aProviderThatIsDownMeans503() {
    try (App other = App.open("bearer /**", Resources.class)) {
      other.provider.rotateKeys();
      String token = other.provider.token().sign();
      other.provider.goDown();
      HttpResponse<String> answer = other.get("/me", "Authorization", "Bearer " + token);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(other.lastReason()).isEqualTo(Reason.KEYS_UNAVAILABLE);
    }
  }

  @Test
  void aClosedInstanceMeans503() {
    try (App other = App.open("bearer /**", Resources.class)) {
      other.latchkey.close();

      assertThat(other.as("", List.of(), "/me").statusCode()).isEqualTo(503);
      assertThat(other.lastReason()).isEqualTo(Reason.CLOSED);
    }
  }
}
