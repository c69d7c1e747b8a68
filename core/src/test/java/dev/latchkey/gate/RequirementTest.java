package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What code asks for beside the rules. */
class RequirementTest {

  private static final String RULES =
      """
      public   /open
      optional /maybe
      bearer   /api
      login    /pages
      """;

  private static final Requirement CLERK = Requirement.oneRoleOf(List.of("clerk", "boss"), "Code");
  private static final Requirement READ_AND_WRITE =
      Requirement.allScopes(List.of("orders:read", "orders:write"), "Code");

  private final TestGate gate = TestGate.with(RULES);

  private Decision check(FakeRequest request, Requirement requirement) {
    return gate.gate.check(request, gate.proceed(request), requirement);
  }

  private Decision.Stop refused(FakeRequest request, Requirement requirement) {
    return (Decision.Stop) check(request, requirement);
  }

  private FakeRequest caller(Map<String, Object> claims) {
    return FakeRequest.get("/api").bearer(gate.token(Map.copyOf(claims)));
  }

  @Test
  void whoMeetsItGoesOnAsDecided() {
    FakeRequest request = caller(Map.of("roles", List.of("boss")));
    Decision.Proceed decided = gate.proceed(request);

    assertThat(gate.gate.check(request, decided, CLERK)).isSameAs(decided);
  }

  @Test
  void aMissingRoleIs403WithoutAChallenge() {
    Decision.Stop stop = refused(caller(Map.of("roles", List.of("user"))), CLERK);

    assertThat(stop.status()).isEqualTo(403);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).isEmpty();
    assertThat(gate.lastReason()).isEqualTo(Reason.ROLE_MISSING);
    assertThat(gate.lastEvent().detail()).isEqualTo("role=boss|clerk of Code");
    assertThat(gate.lastEvent().rule()).contains("line 3: bearer /api");
  }

  @Test
  void aMissingScopeIs403AndAllThatAreNeededAreNamed() {
    Decision.Stop stop = refused(caller(Map.of("scope", "orders:read")), READ_AND_WRITE);

    assertThat(stop.status()).isEqualTo(403);
    assertThat(TestGate.header(stop, "WWW-Authenticate"))
        .contains("error=\"insufficient_scope\"", "scope=\"orders:read orders:write\"");
    assertThat(gate.lastReason()).isEqualTo(Reason.SCOPE_MISSING);
  }

  @Test
  void allScopesTogetherAreEnough() {
    assertThat(check(caller(Map.of("scope", "orders:write x orders:read")), READ_AND_WRITE))
        .isInstanceOf(Decision.Proceed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/open", "/maybe", "/api"})
  void nobodyMeansNobody(String path) {
    FakeRequest request = FakeRequest.get(path).bearer(gate.token());
    Decision.Stop stop = refused(request, Requirement.nobody("Code"));

    assertThat(stop.status()).isEqualTo(403);
    assertThat(gate.lastReason()).isEqualTo(Reason.DENIED);
  }

  @Test
  void noRoleAtAllMeansNobodyToo() {
    Decision.Stop stop =
        refused(caller(Map.of("roles", List.of(""))), Requirement.oneRoleOf(List.of(), "Code"));

    assertThat(stop.status()).isEqualTo(403);
    assertThat(gate.lastReason()).isEqualTo(Reason.DENIED);
  }

  @Test
  void anAnonymousPageLoadIsSentToSignIn() {
    Decision.Stop stop = refused(FakeRequest.page("/maybe?a=b"), CLERK);

    assertThat(stop.status()).isEqualTo(302);
    assertThat(TestGate.header(stop, "Location")).startsWith(TestGate.ISSUER + "/authorize?");
    assertThat(TestGate.header(stop, "Set-Cookie")).startsWith(TestGate.COOKIE + "-login-");
  }

  @Test
  void anAnonymousProgramIsAskedForEitherCredential() {
    Decision.Stop stop = refused(FakeRequest.get("/maybe"), CLERK);

    assertThat(stop.status()).isEqualTo(401);
    assertThat(TestGate.headers(stop, "WWW-Authenticate"))
        .containsExactly("OIDC realm=\"shop\"", "Bearer realm=\"shop\"");
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
  }

  @Test
  void behindAPublicRuleNobodyIsSentInCircles() {
    Decision.Stop stop = refused(FakeRequest.page("/open"), CLERK);

    assertThat(stop.status()).isEqualTo(403);
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
    assertThat(gate.lastEvent().detail())
        .isEqualTo("Code asks for a caller, and public recognises nobody; write optional");
  }

  @Test
  void whoIsSignedInIsJudgedAsWell() {
    String cookies = gate.signIn("ada", "user");
    Decision.Stop stop = refused(FakeRequest.page("/pages").cookies(cookies), CLERK);

    assertThat(stop.status()).isEqualTo(403);
    assertThat(gate.lastReason()).isEqualTo(Reason.ROLE_MISSING);
  }

  @Test
  void aDecisionAboutAnotherRequestIsAFaultAndNoPass() {
    Decision.Proceed decided = gate.proceed(FakeRequest.get("/open"));
    Decision.Stop stop =
        (Decision.Stop) gate.gate.check(FakeRequest.get("/elsewhere"), decided, CLERK);

    assertThat(stop.status()).isEqualTo(500);
    assertThat(gate.lastReason()).isEqualTo(Reason.INTERNAL_ERROR);
  }

  @Test
  void scopesThatNoTokenCouldHaveAreRefused() {
    assertThatThrownBy(() -> Requirement.allScopes(List.of(), "Code"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no scope is named; name those that are needed");
    assertThatThrownBy(() -> Requirement.allScopes(List.of("a b"), "Code"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a b\" is no scope");
    assertThatThrownBy(() -> Requirement.allScopes(List.of(""), "Code"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
