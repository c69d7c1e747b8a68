package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotations over real HTTP, behind rules that let everybody through or do not. */
class AnnotationsTest {

  @Path("plain")
  public static final class Plain {

    @GET
    @Path("open")
    public String open() {
      return "open";
    }

    @GET
    @Path("clerk")
    @RolesAllowed({"clerk", "manager"})
    public String clerk() {
      return "clerk";
    }

    @GET
    @Path("never")
    @DenyAll
    public String never() {
      return "never";
    }

    @GET
    @Path("read")
    @RequiresScope("orders:read")
    public String read() {
      return "read";
    }

    @GET
    @Path("both")
    @RequiresScope({"orders:read", "orders:write"})
    @RolesAllowed("clerk")
    public String both() {
      return "both";
    }
  }

  @Path("closed")
  @RolesAllowed("admin")
  @RequiresScope("admin")
  public static final class Closed {

    @GET
    public String asTheClass() {
      return "asTheClass";
    }

    @GET
    @Path("role")
    @RolesAllowed("clerk")
    public String otherRole() {
      return "otherRole";
    }

    @GET
    @Path("scope")
    @RequiresScope("orders:read")
    public String otherScope() {
      return "otherScope";
    }

    @GET
    @Path("open")
    @PermitAll
    public String open() {
      return "open";
    }

    @GET
    @Path("{name}")
    @DenyAll
    public String never(@PathParam("name") String name) {
      return name;
    }
  }

  /** What a caller without any right gets to see, and what leads to it. */
  @Path("items")
  public static final class Items {

    @Path("free")
    public Item free() {
      return new Item();
    }

    @Path("kept")
    @RolesAllowed("clerk")
    public KeptItem kept() {
      return new KeptItem();
    }
  }

  @Path("vault")
  @RolesAllowed("admin")
  public static final class Vault {

    @Path("box")
    public Item box() {
      return new Item();
    }
  }

  public static final class Item {

    @GET
    public String show() {
      return "show";
    }

    @GET
    @Path("price")
    @RequiresScope("prices")
    public String price() {
      return "price";
    }
  }

  public static final class KeptItem {

    @GET
    public String show() {
      return "show";
    }
  }

  private static final String RULES =
      """
      public    /closed/open
      public    /plain/clerk/public
      bearer    /strict/**
      optional  /**
      """;

  private static App app;

  @BeforeAll
  static void open() {
    app = App.open(RULES, Plain.class, Closed.class, Items.class, Vault.class);
  }

  @AfterAll
  static void close() {
    app.close();
  }

  @ParameterizedTest
  @CsvSource({
    // path, scopes, roles, status
    "/plain/open,   '',                        '',             200",
    "/plain/clerk,  '',                        '',             403",
    "/plain/clerk,  '',                        user,           403",
    "/plain/clerk,  '',                        CLERK,          403",
    "/plain/clerk,  '',                        clerk,          200",
    "/plain/clerk,  '',                        user|manager,   200",
    "/plain/never,  orders:read,               clerk|admin,    403",
    "/plain/read,   '',                        admin,          403",
    "/plain/read,   orders:write,              admin,          403",
    "/plain/read,   orders:read,               '',             200",
    "/plain/both,   orders:read,               clerk,          403",
    "/plain/both,   orders:read orders:write,  user,           403",
    "/plain/both,   orders:read orders:write,  clerk,          200",
    "/closed,       admin,                     user,           403",
    "/closed,       orders:read,               admin,          403",
    "/closed,       admin,                     admin,          200",
    "/closed/role,  admin,                     admin,          403",
    "/closed/role,  orders:read,               clerk,          403",
    "/closed/role,  admin,                     clerk,          200",
    "/closed/scope, admin,                     admin,          403",
    "/closed/scope, orders:read,               clerk,          403",
    "/closed/scope, orders:read,               admin,          200",
    "/closed/open,  '',                        '',             200",
    "/closed/other, admin,                     admin,          403",
    "/items/free,         '',                  '',             200",
    "/items/free/price,   '',                  '',             403",
    "/items/free/price,   prices,              '',             200",
    "/items/kept,         '',                  user,           403",
    "/items/kept,         '',                  clerk,          200",
    "/vault/box,          '',                  clerk,          403",
    "/vault/box,          '',                  admin,          200",
    "/vault/box/price,    prices,              clerk,          403",
    "/vault/box/price,    '',                  admin,          403",
    "/vault/box/price,    prices,              admin,          200",
  })
  void aKnownCallerNeedsWhatTheAnnotationsAskFor(
      String path, String scopes, String roles, int status) {
    List<String> held = roles.isEmpty() ? List.of() : Arrays.asList(roles.split("\\|"));

    assertThat(app.as(scopes, held, path).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/plain/open,        200",
    "/plain/clerk,       401",
    "/plain/never,       403",
    "/plain/read,        401",
    "/closed,            401",
    "/closed/open,       200",
    "/items/free,        200",
    "/items/free/price,  401",
    "/items/kept,        401",
    "/vault/box,         401",
  })
  void anUnknownCallerIsAskedForACredential(String path, int status) {
    assertThat(app.get(path).statusCode()).isEqualTo(status);
  }

  @Test
  void theAnswerToAMissingCredentialIsTheGatesOwn() {
    HttpResponse<String> answer = app.get("/plain/clerk");

    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("OIDC realm=\"latchkey\"", "Bearer realm=\"latchkey\"");
    assertThat(answer.headers().allValues("Content-Type"))
        .containsExactly("application/problem+json");
    assertThat(answer.body()).contains("\"login\":\"/shop/oidc/login\"");
    assertThat(app.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
  }

  @Test
  void theAnswerToAMissingScopeNamesAllThatAreNeeded() {
    HttpResponse<String> answer = app.as("orders:read", List.of("clerk"), "/plain/both");

    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"", "scope=\"orders:read orders:write\"");
    assertThat(app.lastReason()).isEqualTo(Reason.SCOPE_MISSING);
    assertThat(app.lastEvent().detail())
        .isEqualTo("scope=orders:write of @RequiresScope of " + Plain.class.getName() + ".both");
  }

  @Test
  void theAnswerToAMissingRoleHasNoChallenge() {
    HttpResponse<String> answer = app.as("", List.of("user"), "/plain/clerk");

    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(app.lastReason()).isEqualTo(Reason.ROLE_MISSING);
    assertThat(app.lastEvent().detail())
        .isEqualTo("role=clerk|manager of @RolesAllowed of " + Plain.class.getName() + ".clerk");
  }

  @Test
  void aTokenThatIsNoGoodIs401AlsoWhereNothingIsAskedFor() {
    assertThat(app.get("/plain/open", "Authorization", "Bearer a.b.c").statusCode()).isEqualTo(401);
  }

  @Test
  void whereOnlyTokensAreTakenTheChallengeIsBearer() {
    try (App api = App.openForTokensOnly("optional /**", Plain.class)) {
      HttpResponse<String> answer = api.get("/plain/clerk", "Accept", "text/html");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("Bearer realm=\"latchkey\"");
    }
  }
}
