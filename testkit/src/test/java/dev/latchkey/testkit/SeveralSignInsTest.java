package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Header;
import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One application where users of two providers sign in, and nothing of one counts for the other.
 */
class SeveralSignInsTest {
  private static final String RULES =
      """
      login    /ours/**
      login    /theirs/**  provider=partner
      login    /both/**    provider=main|partner
      login    /turned/**  provider=partner|main
      login    /staff      role=admin
               or          provider=partner role=user
      any      /any        provider=*
      optional /maybe      provider=partner|main
      """;

  private final SettableClock clock = new SettableClock();
  private final TestProvider main = TestProvider.builder().clock(clock).start();
  private final TestProvider partner =
      TestProvider.builder()
          .clock(clock)
          .client(TestClient.confidential("shop-at-partner", "known to the partner alone"))
          .start();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private Latchkey latchkey = latchkey(Map.of());

  private Latchkey latchkey(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(main.settings());
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", partner.issuer());
    settings.put("provider.partner.audience", partner.audience());
    settings.put("provider.partner.client-id", "shop-at-partner");
    settings.put("provider.partner.client-secret", "known to the partner alone");
    settings.put("rules", RULES);
    settings.put("base-url", "http://localhost:8080");
    settings.put("name", "shop");
    settings.putAll(more);
    return Latchkey.builder().settings(settings).clock(clock).listener(events::add).build();
  }

  private void restart(Map<String, String> more) {
    latchkey.close();
    latchkey = latchkey(more);
  }

  @AfterEach
  void stop() {
    latchkey.close();
    main.close();
    partner.close();
  }

  private Decision decide(String path, String... cookies) {
    Map<String, String> headers =
        Map.of("cookie", String.join("; ", cookies), "sec-fetch-mode", "navigate");
    return latchkey.decide(new MemoryRequest("GET", path, headers));
  }

  private Identity caller(String path, String... cookies) {
    Decision decision = decide(path, cookies);
    assertThat(decision).as(path).isInstanceOf(Decision.Proceed.class);
    return ((Decision.Proceed) decision).identity().orElseThrow();
  }

  private void assertSentTo(TestProvider provider, String path, String... cookies) {
    Decision decision = decide(path, cookies);
    assertThat(decision).as(path).isInstanceOf(Decision.Stop.class);
    assertThat(header(decision, "Location")).startsWith(provider.issuer() + "/authorize?");
  }

  private static String header(Decision decision, String name) {
    return decision.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  @Tag("O01")
  void sendsASessionOfOneProviderToSignInAtTheOther(String store) {
    restart(Map.of("session.store", store));
    String ours = main.sessionCookie(latchkey, "ada");
    String theirs = partner.sessionCookie(latchkey, "ada");

    assertThat(caller("/ours/a", ours).issuer()).isEqualTo(main.issuer());
    assertThat(caller("/theirs/a", theirs).issuer()).isEqualTo(partner.issuer());
    assertSentTo(partner, "/theirs/a", ours);
    assertSentTo(main, "/ours/a", theirs);
    assertThat(caller("/ours/a", ours, theirs).issuer()).isEqualTo(main.issuer());
    assertThat(caller("/theirs/a", ours, theirs).issuer()).isEqualTo(partner.issuer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  @Tag("O01")
  @Tag("J05")
  void doesNotOpenASessionUnderTheNameOfTheOthers(String store) {
    restart(Map.of("session.store", store));
    String ours = main.sessionCookie(latchkey, "ada");
    String theirs = partner.sessionCookie(latchkey, "ada");

    assertSentTo(partner, "/theirs/a", ours.replace("latchkey-shop", "latchkey-shop~partner"));
    assertSentTo(main, "/ours/a", theirs.replace("latchkey-shop~partner", "latchkey-shop"));
  }

  @Test
  @Tag("B35")
  void takesOneSubjectAtTwoProvidersForTwoPeople() {
    Identity ours = caller("/ours/a", main.sessionCookie(latchkey, "ada"));
    Identity theirs = caller("/theirs/a", partner.sessionCookie(latchkey, "ada"));

    assertThat(ours.subject()).isEqualTo(theirs.subject());
    assertThat(ours).isNotEqualTo(theirs);
  }

  @Test
  @Tag("G22")
  void asksEachProviderAsItsOwnClientToSendUsersBackToItsOwnPath() {
    String toMain = header(decide("/ours/a"), "Location");
    String toPartner = header(decide("/theirs/a"), "Location");

    assertThat(toMain).contains("client_id=latchkey-test", "8080%2Foidc%2Fcallback&");
    assertThat(toPartner)
        .contains("client_id=shop-at-partner", "8080%2Foidc%2Fpartner%2Fcallback&");
  }

  @Test
  void asksEachProviderForItsOwnScopesAndParameters() {
    restart(
        Map.of(
            "scopes", "openid email",
            "provider.partner.scopes", "openid groups",
            "provider.partner.login.parameters", "tenant=shop"));

    assertThat(header(decide("/ours/a"), "Location"))
        .contains("scope=openid%20email")
        .doesNotContain("tenant");
    assertThat(header(decide("/theirs/a"), "Location"))
        .contains("scope=openid%20groups", "tenant=shop");
  }

  @Test
  void countsEitherSessionWhereARuleNamesBothAndTheFirstOfTwo() {
    String ours = main.sessionCookie(latchkey, "ada");
    String theirs = partner.sessionCookie(latchkey, "ada");

    assertThat(caller("/both/a", ours).issuer()).isEqualTo(main.issuer());
    assertThat(caller("/both/a", theirs).issuer()).isEqualTo(partner.issuer());
    assertThat(caller("/both/a", theirs, ours).issuer()).isEqualTo(main.issuer());
    assertThat(caller("/turned/a", ours, theirs).issuer()).isEqualTo(partner.issuer());
    assertThat(caller("/any", ours, theirs).issuer()).isEqualTo(main.issuer());
    assertThat(caller("/maybe", ours, theirs).issuer()).isEqualTo(partner.issuer());
    assertThat(caller("/maybe", ours).issuer()).isEqualTo(main.issuer());
  }

  @Test
  void beginsToSignInAtTheFirstProviderThatTheRuleNames() {
    assertSentTo(main, "/both/a");
    assertSentTo(partner, "/turned/a");
    assertSentTo(main, "/any");
    assertSentTo(main, "/staff");
  }

  @Test
  @Tag("O01")
  void grantsASecondSessionWhatTheFirstIsNotGranted() {
    String ours = main.sessionCookie(latchkey, "ada");
    String theirs = partner.sessionCookie(latchkey, "alice");
    String boss = main.sessionCookie(latchkey, "bob");

    assertThat(caller("/staff", ours, theirs).issuer()).isEqualTo(partner.issuer());
    assertThat(caller("/staff", boss, theirs).issuer()).isEqualTo(main.issuer());
    assertThat(((Decision.Stop) decide("/staff", ours)).status()).isEqualTo(403);
    assertThat(((Decision.Stop) decide("/staff", main.sessionCookie(latchkey, "alice"))).status())
        .isEqualTo(403);
    assertThat(
            ((Decision.Stop) decide("/staff", ours, partner.sessionCookie(latchkey, "ada")))
                .status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"/ours/a, /oidc/login", "/theirs/a, /oidc/partner/login", "/both/a, /oidc/login"})
  void tellsScriptsTheLoginPathOfTheProviderThatTheRuleNames(String path, String login) {
    Decision.Stop script =
        (Decision.Stop) latchkey.decide(new MemoryRequest("GET", path, Map.of()));
    String theirToken = partner.token().sign();
    Decision.Stop program = (Decision.Stop) latchkey.decide(MemoryRequest.bearer(path, theirToken));

    for (Decision.Stop stop : List.of(script, program)) {
      assertThat(stop.status()).isEqualTo(401);
      assertThat(new String(stop.body(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("\"login\":\"" + login + "\"");
    }
  }

  @Test
  @Tag("H32")
  void refreshesAtTheProviderOfTheSessionAsItsClientThere() {
    String theirs = partner.sessionCookie(latchkey, "ada");
    String ours = main.sessionCookie(latchkey, "ada");
    String before = Tokens.of(caller("/theirs/a", theirs)).accessToken();
    main.forgetRequests();
    partner.forgetRequests();
    clock.goOn(Duration.ofMinutes(4).plusSeconds(40));

    String after = Tokens.of(caller("/theirs/a", ours, theirs)).accessToken();

    assertThat(after).isNotEqualTo(before);
    assertThat(partner.requests()).containsExactly("/token");
    assertThat(main.requests()).isEmpty();
  }

  @Test
  @Tag("H32")
  void asksThePartnerAloneAboutItsUsers() {
    restart(Map.of("provider.partner.userinfo", "at-login"));
    main.forgetRequests();
    partner.forgetRequests();

    String theirs = partner.sessionCookie(latchkey, "alice");

    assertThat(caller("/theirs/a", theirs).subject()).contains("alice-id");
    assertThat(partner.count("/userinfo")).isEqualTo(1);
    assertThat(main.requests()).doesNotContain("/token", "/userinfo");
  }

  @Test
  void doesNotTurnAPersonIntoAnotherWhileAProviderIsDown() {
    String ours = main.sessionCookie(latchkey, "ada");
    clock.goOn(Duration.ofMinutes(4));
    String theirs = partner.sessionCookie(latchkey, "ada");
    main.goDown();
    clock.goOn(Duration.ofMinutes(2)); // the main one's token is over, the partner's is not

    assertThat(((Decision.Stop) decide("/both/a", ours, theirs)).status()).isEqualTo(503);
    assertThat(caller("/both/a", theirs).issuer()).isEqualTo(partner.issuer());
    assertThat(caller("/theirs/a", ours, theirs).issuer()).isEqualTo(partner.issuer());
  }

  @Test
  void tellsOfASessionThatIsOverAndTakesTheOther() {
    String ours = main.sessionCookie(latchkey, "ada");
    clock.goOn(Duration.ofMinutes(61));
    String theirs = partner.sessionCookie(latchkey, "ada");
    events.clear();

    assertThat(caller("/both/a", ours, theirs).issuer()).isEqualTo(partner.issuer());

    assertThat(events)
        .filteredOn(event -> event.kind() == Event.Kind.SESSION_OVER)
        .singleElement()
        .satisfies(event -> assertThat(event.issuer()).contains(main.issuer()));
    assertThat(events)
        .filteredOn(event -> event.kind() == Event.Kind.ALLOWED)
        .singleElement()
        .satisfies(event -> assertThat(event.issuer()).contains(partner.issuer()));
  }

  @Test
  void keepsIdleTimeApart() {
    String ours = main.sessionCookie(latchkey, "ada");
    String theirs = partner.sessionCookie(latchkey, "ada");
    clock.goOn(Duration.ofMinutes(50));
    Decision used = decide("/theirs/a", ours, theirs);

    List<String> renewed =
        used.headers().stream()
            .filter(header -> header.name().equals("Set-Cookie"))
            .map(header -> header.value().replaceAll("=.*", ""))
            .toList();

    assertThat(renewed).contains("latchkey-shop~partner.idle");
    assertThat(renewed).allMatch(name -> name.startsWith("latchkey-shop~partner"));
    clock.goOn(Duration.ofMinutes(10));
    assertSentTo(main, "/ours/a", ours);
  }

  @Test
  @Tag("F-58")
  void keepsTheCookiesOfEachProviderShort() {
    for (String cookies :
        List.of(main.sessionCookie(latchkey, "ada"), partner.sessionCookie(latchkey, "ada"))) {
      assertThat(cookies.length()).isLessThan(6 * 1024);
    }
  }

  @Test
  void namesNoCookieOfOneProviderAsTheBeginningOfAnothers() {
    String name = "partner-login-x";
    restart(
        Map.of(
            "providers",
            "partner " + name,
            "provider." + name + ".issuer",
            "https://other.example.com",
            "provider." + name + ".audience",
            "orders-api",
            "provider." + name + ".client-id",
            "shop",
            "provider." + name + ".client-secret",
            "secret",
            "rules",
            RULES + "login /x provider=" + name));
    String theirs = partner.sessionCookie(latchkey, "ada");
    String planted = "latchkey-shop~" + name.replace('-', '_') + "=whatever";

    Decision begun = decide("/oidc/partner/login", theirs, planted);

    assertThat(begun.headers().stream().map(Header::value))
        .noneMatch(value -> value.contains(name.replace('-', '_')));
  }

  @Test
  void findsThePathsOfItsOwnUsers() {
    String[] theirs = partner.sessionCookie(latchkey, "ada").split("; ");

    assertThat(Arrays.stream(theirs)).allMatch(each -> each.startsWith("latchkey-shop~partner"));
  }
}
