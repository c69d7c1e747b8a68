package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Reason;
import dev.latchkey.testkit.TestProvider;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose callers an annotation is for, behind rules that let both providers' in. */
@Tag("O02")
class FromProviderTest {

  @Path("orders")
  public static final class Orders {

    @GET
    @RolesAllowed("clerk")
    public String ours() {
      return "ours";
    }

    @GET
    @Path("read")
    @RequiresScope("orders:read")
    public String read() {
      return "read";
    }

    @GET
    @Path("theirs")
    @FromProvider("partner")
    @RolesAllowed("clerk")
    @RequiresScope("orders:read")
    public String theirs() {
      return "theirs";
    }

    @GET
    @Path("both")
    @FromProvider({"main", "partner"})
    @RolesAllowed("clerk")
    public String both() {
      return "both";
    }

    @GET
    @Path("any")
    @FromProvider("*")
    public String any(@Context SecurityContext security) {
      return "clerk=" + security.isUserInRole("clerk");
    }
  }

  @Path("partners")
  @FromProvider("partner")
  public static final class Partners {

    @GET
    public String asTheClass() {
      return "asTheClass";
    }

    @GET
    @Path("ours")
    @FromProvider("main")
    public String ours() {
      return "ours";
    }

    @GET
    @Path("open")
    @PermitAll
    public String open() {
      return "open";
    }
  }

  @Path("keys")
  public static final class Misspelt {

    @GET
    @FromProvider("partnr")
    public String never() {
      return "never";
    }
  }

  private static TestProvider partner;
  private static App app;

  @BeforeAll
  static void open() {
    partner = TestProvider.start();
    Map<String, String> settings = new HashMap<>();
    settings.put("rules", "bearer /orders/** provider=*\noptional /partners/** provider=*");
    settings.put("providers", "partner");
    partner.settings().forEach((key, value) -> settings.put("provider.partner." + key, value));
    app = App.open(settings, Orders.class, Partners.class);
  }

  @AfterAll
  static void close() {
    app.close();
    partner.close();
  }

  private static int status(TestProvider provider, String path) {
    return app.get(path, "Authorization", "Bearer " + clerk(provider)).statusCode();
  }

  private static String clerk(TestProvider provider) {
    return provider.token().scope("orders:read").role("clerk").sign();
  }

  @ParameterizedTest
  @CsvSource({
    "/orders, 200, 403",
    "/orders/read, 200, 403",
    "/orders/theirs, 403, 200",
    "/orders/both, 200, 200",
    "/orders/any, 200, 200",
    "/partners, 403, 200",
    "/partners/ours, 200, 403",
    "/partners/open, 200, 200"
  })
  void takesTheNamedProvidersCallersAndTheMainOnesWhereNoneIsNamed(
      String path, int ours, int theirs) {
    assertThat(status(app.provider, path)).isEqualTo(ours);
    assertThat(status(partner, path)).isEqualTo(theirs);
  }

  @Test
  void saysInTheLogWhoseCallerCame() {
    assertThat(status(partner, "/orders")).isEqualTo(403);

    assertThat(app.lastReason()).isEqualTo(Reason.ISSUER_WRONG);
    assertThat(app.lastEvent().issuer()).contains(partner.issuer());
    assertThat(app.lastEvent().detail())
        .startsWith("@RolesAllowed of")
        .contains("accepts callers of provider main, this one is of partner");
  }

  @Test
  void stillAsksForRolesAndScopes() {
    String noClerk = partner.token().scope("orders:read").sign();
    String noScope = partner.token().role("clerk").sign();

    for (String token : List.of(noClerk, noScope)) {
      assertThat(app.get("/orders/theirs", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(403);
    }
    assertThat(app.lastReason()).isEqualTo(Reason.SCOPE_MISSING);
  }

  @Test
  void asksForACallerWhereItStandsAlone() {
    assertThat(app.get("/partners").statusCode()).isEqualTo(401);
    assertThat(app.get("/partners/open").statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("O01")
  void sendsUsersToSignInAtTheProviderThatItNames() {
    String[] page = {"Sec-Fetch-Mode", "navigate"};

    assertThat(location(app.get("/partners", page))).startsWith(partner.issuer() + "/authorize?");
    assertThat(location(app.get("/partners/ours", page)))
        .startsWith(app.provider.issuer() + "/authorize?");
    assertThat(app.get("/partners").body()).contains("/shop/oidc/partner/login");
  }

  private static String location(HttpResponse<String> reply) {
    return reply.headers().firstValue("Location").orElse("");
  }

  @Test
  @Tag("O01")
  void takesTheSessionsOfTheProviderThatItNames() {
    String ours = app.provider.sessionCookie(app.latchkey, "ada");
    String theirs = partner.sessionCookie(app.latchkey, "ada");

    assertThat(app.get("/partners", "Cookie", theirs).statusCode()).isEqualTo(200);
    assertThat(app.get("/partners", "Cookie", ours).statusCode()).isEqualTo(403);
    assertThat(app.get("/partners/ours", "Cookie", ours).statusCode()).isEqualTo(200);
    assertThat(app.get("/partners/ours", "Cookie", theirs).statusCode()).isEqualTo(403);
    // the caller is who the rule says: of two sessions the first that it names
    assertThat(app.get("/partners", "Cookie", ours + "; " + theirs).statusCode()).isEqualTo(403);
  }

  @Test
  void isUserInRoleAsksForTheMainProvidersRoles() {
    assertThat(app.get("/orders/any", "Authorization", "Bearer " + clerk(app.provider)).body())
        .isEqualTo("clerk=true");
    assertThat(app.get("/orders/any", "Authorization", "Bearer " + clerk(partner)).body())
        .isEqualTo("clerk=false");
  }

  @Test
  void refusesAnUnknownProviderWhenTheApplicationStarts() throws Exception {
    try (Latchkey latchkey =
        Latchkey.builder().settings(app.provider.settings()).rules("bearer /**").build()) {
      AnnotationRules rules = new AnnotationRules(latchkey);
      Of resource = new Of(Misspelt.class.getMethod("never"));

      assertThatThrownBy(() -> rules.configure(resource, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unknown provider \"partnr\"; known are main, and * for all");
    }
  }

  private record Of(java.lang.reflect.Method getResourceMethod)
      implements jakarta.ws.rs.container.ResourceInfo {

    @Override
    public java.lang.reflect.Method getResourceMethod() {
      return getResourceMethod;
    }

    @Override
    public Class<?> getResourceClass() {
      return getResourceMethod.getDeclaringClass();
    }
  }
}
