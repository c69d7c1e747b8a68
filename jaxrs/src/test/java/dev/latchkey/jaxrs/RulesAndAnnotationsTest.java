package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules and annotations must both agree; neither opens what the other keeps closed. */
class RulesAndAnnotationsTest {

  @Path("/")
  public static final class Resources {

    @GET
    @Path("orders")
    @RolesAllowed("clerk")
    public String orders() {
      return "orders";
    }

    @GET
    @Path("permitted")
    @PermitAll
    public String permitted() {
      return "permitted";
    }

    @GET
    @Path("nowhere")
    @RolesAllowed("clerk")
    public String nowhere() {
      return "nowhere";
    }

    @GET
    @Path("open")
    @RolesAllowed("clerk")
    public String open() {
      return "open";
    }
  }

  private static App app;

  @BeforeAll
  static void open() {
    app =
        App.open(
            """
            bearer  /orders     scope=orders:read
            bearer  /permitted  role=admin
            public  /open
            login   /pages/**
            """,
            Resources.class);
  }

  @AfterAll
  static void close() {
    app.close();
  }

  @Test
  void theRuleAloneIsNotEnough() {
    assertThat(app.as("orders:read", List.of("user"), "/orders").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.ROLE_MISSING);
  }

  @Test
  void theAnnotationAloneIsNotEnough() {
    assertThat(app.as("", List.of("clerk"), "/orders").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.SCOPE_MISSING);
  }

  @Test
  void bothTogetherAre() {
    assertThat(app.as("orders:read", List.of("clerk"), "/orders").body()).isEqualTo("orders");
  }

  @Test
  void permitAllOpensNothingThatTheRuleKeepsClosed() {
    assertThat(app.get("/permitted").statusCode()).isEqualTo(401);
    assertThat(app.as("", List.of("user"), "/permitted").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.ROLE_MISSING);
  }

  @Test
  void anAnnotatedResourceWithoutARuleIsRefused() {
    assertThat(app.as("", List.of("clerk"), "/nowhere").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.NO_RULE);
  }

  @Test
  void behindAPublicRuleNobodyIsRecognisedAndTheLogSaysWhatToWrite() {
    assertThat(app.as("", List.of("clerk"), "/open").statusCode()).isEqualTo(403);
    assertThat(app.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
    assertThat(app.lastEvent().detail()).contains("public recognises nobody; write optional");
  }

  @Test
  void behindAPublicRuleNoPageLoadIsSentInCircles() {
    assertThat(app.get("/open", "Accept", "text/html", "Sec-Fetch-Mode", "navigate").statusCode())
        .isEqualTo(403);
  }
}
