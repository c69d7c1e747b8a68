package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.token.Identity;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are tried out before they count. */
class AuditTest {

  private final Shop shop =
      Shop.with(
          "rules",
          """
          audit:login    /pages/**  role=clerk
          audit:login    /vault     max-age=5m
          audit:bearer   GET /api   scope=orders:write
          audit:any      /both
          audit:optional /maybe
          audit:deny     /never
          login          /strict
          """);

  @AfterEach
  void close() {
    shop.close();
  }

  private Decision.Proceed passes(GateRequest request, Reason reason, String rule) {
    long before = shop.latchkey.counters().of(Event.Kind.AUDITED);

    Decision decision = shop.latchkey.decide(request);

    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    Event told = shop.lastTold();
    assertThat(told.kind()).isEqualTo(Event.Kind.AUDITED);
    assertThat(told.reason()).contains(reason);
    assertThat(told.rule().orElseThrow()).contains(rule);
    assertThat(shop.latchkey.counters().of(Event.Kind.AUDITED)).isEqualTo(before + 1);
    return (Decision.Proceed) decision;
  }

  private String session(String... claims) {
    return TestGate.cookies(shop.signIn(claims));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pages/a", "/both"})
  void withoutASessionAPageLoadPassesAsAnonymousAndBeginsNoLogin(String path) {
    Decision.Proceed passed = passes(FakeRequest.page(path), Reason.CREDENTIAL_MISSING, "audit:");

    assertThat(passed.identity()).isEmpty();
    assertThat(TestGate.headers(passed, "Set-Cookie")).isEmpty();
    assertThat(shop.latchkey.counters().of(Event.Kind.LOGIN_STARTED)).isZero();
  }

  @Test
  void aSessionThatLacksAConditionIsShownToTheApplication() {
    String cookies = session();

    Decision.Proceed passed =
        passes(
            FakeRequest.page("/pages/a").cookies(cookies),
            Reason.ROLE_MISSING,
            "line 1: audit:login /pages/** role=clerk");

    assertThat(passed.identity().flatMap(Identity::subject)).contains("alice-1");
    assertThat(TestGate.header(passed, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void nobodyIsSentToSignInAgain() {
    Decision.Proceed passed =
        passes(
            FakeRequest.page("/vault").cookies(session()),
            Reason.AUTHENTICATION_TOO_OLD,
            "max-age=5m");

    assertThat(passed.identity()).isPresent();
  }

  @Test
  void whoMeetsTheRulePassesWithoutATrace() {
    Decision decision =
        shop.latchkey.decide(
            FakeRequest.get("/api").bearer(rs256("scope", quoted("orders:write"))));

    assertThat(((Decision.Proceed) decision).identity()).isPresent();
    assertThat(shop.latchkey.counters().of(Event.Kind.AUDITED)).isZero();
    assertThat(shop.latchkey.counters().of(Event.Kind.ALLOWED)).isEqualTo(1);
  }

  @Test
  void aTokenIsShownOnlyIfItIsGood() {
    String expired = rs256("exp", "1");
    assertThat(passes(FakeRequest.get("/api").bearer(expired), Reason.EXPIRED, "/api").identity())
        .isEmpty();
    assertThat(
            passes(FakeRequest.get("/maybe").bearer(expired), Reason.EXPIRED, "/maybe").identity())
        .isEmpty();
    assertThat(
            passes(FakeRequest.get("/api").bearer(rs256()), Reason.SCOPE_MISSING, "/api")
                .identity())
        .isPresent();
  }

  @Test
  void aBadTokenBesideAGoodSessionIsNobody() {
    FakeRequest both = FakeRequest.get("/both").cookies(session()).bearer("a.b.c");

    assertThat(passes(both, Reason.TOKEN_MALFORMED, "/both").identity()).isEmpty();
  }

  @Test
  void anotherSitesPageActsForNobody() {
    FakeRequest foreign =
        FakeRequest.of("POST", "/pages/a")
            .header("Origin", "https://evil.example")
            .cookies(session("roles", "[\"clerk\"]"));

    assertThat(passes(foreign, Reason.ORIGIN_FOREIGN, "/pages").identity()).isEmpty();
  }

  @Test
  void aProviderThatCannotBeAskedStopsNobody() {
    try (Shop keyless =
        Shop.with("rules", "audit:bearer /api", "jwks-uri", "https://id.example.com/no-keys")) {
      Decision decision = keyless.latchkey.decide(FakeRequest.get("/api").bearer(rs256()));

      assertThat(((Decision.Proceed) decision).identity()).isEmpty();
      assertThat(keyless.lastTold().reason()).contains(Reason.KEYS_UNAVAILABLE);
      assertThat(keyless.lastTold().kind()).isEqualTo(Event.Kind.AUDITED);
    }
  }

  @Test
  void whatWouldBeDeniedPassesAndNothingIsRead() {
    FakeRequest known = FakeRequest.get("/never").cookies(session());

    assertThat(passes(known, Reason.DENIED, "line 6: audit:deny /never").identity()).isEmpty();
  }

  @Test
  void allElseIsRefusedAsEver() {
    refuses(FakeRequest.get("/strict"), 401, Reason.CREDENTIAL_MISSING);
    refuses(FakeRequest.of("DELETE", "/api"), 405, Reason.METHOD_NOT_LISTED);
    refuses(FakeRequest.get("/nowhere"), 403, Reason.NO_RULE);
    refuses(FakeRequest.get("/pages//a"), 400, Reason.PATH_AMBIGUOUS);
    refuses(FakeRequest.get("/oidc/callback?code=a"), 400, Reason.CALLBACK_MALFORMED);
  }

  private void refuses(GateRequest request, int status, Reason reason) {
    assertThat(shop.stop(request).status()).isEqualTo(status);
    assertThat(shop.lastTold().reason()).contains(reason);
    assertThat(shop.lastTold().kind()).isNotEqualTo(Event.Kind.AUDITED);
  }

  @Test
  void whatTheApplicationsCodeAsksForIsNotAudited() {
    GateRequest request = FakeRequest.get("/pages/a");
    Decision.Proceed passed = passes(request, Reason.CREDENTIAL_MISSING, "/pages");

    Decision decision =
        shop.latchkey.check(request, passed, Requirement.oneRoleOf(List.of("clerk"), "@Roles"));

    assertThat(((Decision.Stop) decision).status()).isEqualTo(401);
    assertThat(shop.lastTold().kind()).isEqualTo(Event.Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({"/never, DENIED, 403", "/api, CREDENTIAL_MISSING, 401"})
  void nobodySignsInWhereNoSessionWouldCount(String path, Reason reason, int status) {
    GateRequest request = FakeRequest.page(path);
    Decision.Proceed passed = passes(request, reason, path);

    Decision decision = shop.latchkey.check(request, passed, Requirement.anyCaller("@Known"));

    assertThat(((Decision.Stop) decision).status()).isEqualTo(status);
    assertThat(shop.lastTold().kind()).isEqualTo(Event.Kind.REFUSED);
  }

  @Test
  void theStartWarnsOfEachLine() {
    assertThat(shop.events)
        .filteredOn(event -> event.kind() == Event.Kind.WARNING)
        .extracting(Event::detail)
        .filteredOn(detail -> detail.contains("audit: stops nobody"))
        .hasSize(6)
        .anyMatch(detail -> detail.startsWith("rules: line 3: "));
  }
}
