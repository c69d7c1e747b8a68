package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.ChildJvm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that explains settings, and what they mean for a request. */
class ExplainTest extends ExplainCase {

  private static final String TABLE =
      """
      crypto.provider=jdk
      issuer=https://id.example.com
      client-id=shop
      client-secret=canary-7f3a9c-client
      base-url=https://shop.example.com
      session.secret=Y2FuYXJ5LTdmM2E5Yy1zZXNzaW9uLXNlY3JldC0wMTIzIQ==
      audience=orders-api
      rule.1=public /assets/** /health
      rule.2=bearer GET /api/orders/** scope=orders:read role=clerk|manager
      rule.3=deny /internal/**
      rule.4=any /reports/** subject=user claim:/department=sales email-domain=example.com
      rule.5=optional /shop
      rule.6=login /account/** max-age=5m acr=gold
      """;

  private String request(String method, String path) {
    String all = printed(0, file(TABLE), method, path);
    return all.substring(all.indexOf("\n\n") + 2).stripTrailing();
  }

  @Test
  void saysWhatSoundSettingsComeTo() {
    assertThat(printed(0, file(TABLE)).stripTrailing())
        .isEqualTo(
            """
            The settings are sound.
              issuer: https://id.example.com
              audience: orders-api
              client: shop
              base-url: https://shop.example.com
              sessions: in sealed cookies, for 8h, idle for 1h
              signatures: verified by the JVM's own providers
              rules, first match wins, all else is refused:
                1: public /assets/** /health
                2: bearer GET /api/orders/** scope=orders:read role=clerk|manager
                3: deny /internal/**
                4: any /reports/** subject=user claim:/department=sales
                    email-domain=example.com
                5: optional /shop
                6: login /account/** max-age=5m acr=gold""");
    assertThat(transport.calls).isEmpty();
  }

  @Test
  void saysWhatARuleAsksFor() {
    String printed = request("GET", "/api/orders");

    standsOnAPage(printed);
    assertThat(printed)
        .isEqualTo(
            """
            GET /api/orders
              line 2: bearer GET /api/orders/** scope=orders:read role=clerk|manager
              asks for an access token of provider main; sessions do not count
              needs scope orders:read, and role clerk or manager""");
  }

  @ParameterizedTest
  @CsvSource({
    "/health, everybody passes; nothing is read",
    "/internal/x, nobody passes: 403",
    "/shop, everybody passes; a session or a token is recognised",
    "/account, asks for a session of provider main; tokens do not count",
    "/account, 'needs a sign-in no older than 5m, and a sign-in of acr gold'",
    "/reports, 'needs a caller of kind user, and claim /department being sales'",
  })
  void hasWordsForEachKindOfRule(String path, String words) {
    assertThat(request("GET", path)).contains(words);
  }

  @Test
  void namesTheMethodsThatThereAreRulesFor() {
    assertThat(request("DELETE", "/api/orders/1"))
        .contains("405, rules are for this path")
        .endsWith("allowed: GET, HEAD");
  }

  @Test
  void saysWhenNoRuleMatches() {
    assertThat(request("GET", "/elsewhere")).contains("403, no rule matches");
  }

  @ParameterizedTest
  @CsvSource({
    "/api//orders, it has an empty segment",
    "/api/..;/orders, it has a ;",
    "/api/%2e%2e/orders, it has a dot segment",
    "/api%2Forders, it has an encoded slash",
    "/api/%zz, its percent encoding is not UTF-8",
  })
  void saysWhyAPathIsAmbiguous(String path, String why) {
    assertThat(request("GET", path)).endsWith("400, the path is ambiguous: " + why);
  }

  @Test
  void warnsOfAPathThatJaxRsWouldReadInAnotherWay() {
    assertThat(request("GET", "/%68ealth"))
        .contains("line 1: public", "with JAX-RS 400: as it is encoded");
    assertThat(request("GET", "/assets/%C3%A9")).contains("line 1: public").doesNotContain("400");
  }

  @ParameterizedTest
  @CsvSource({
    "/oidc/login, login-path",
    "/oidc/logout, logout-path",
    "/oidc/session, session-path",
    "/oidc/callback?code=canary-7f3a9c, callback-path",
  })
  void knowsItsOwnPaths(String path, String setting) {
    assertThat(request("GET", path))
        .contains("Latchkey answers itself, before the rules: this is its " + setting)
        .doesNotContain(SoundSettings.CANARY);
  }

  @Test
  void aCallbackPathIsAPageLikeOthersUntilTheProviderHasSaidSomething() {
    assertThat(request("GET", "/oidc/callback?page=2")).contains("403, no rule matches");
    assertThat(request("POST", "/oidc/callback")).contains("403, no rule matches");
    assertThat(printed(0, file(TABLE + "login.response-mode=form_post"), "POST", "/oidc/callback"))
        .contains("this is its callback-path");
  }

  @Test
  void explainsSeveralRequestsInTheirOrder() {
    assertThat(printed(0, file(TABLE), "GET", "/health", "GET", "/internal"))
        .containsSubsequence("GET /health", "line 1:", "GET /internal", "line 3:");
  }

  @Test
  void saysOfEachWayInWhoseCallersItIsFor() {
    Map<String, String> settings = new LinkedHashMap<>(SoundSettings.bearerOnly());
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", "https://id.partner.example");
    settings.put("provider.partner.audience", "orders-api");
    settings.put("rules", "bearer /a scope=read\n  or provider=partner\nbearer /b provider=*");

    assertThat(printed(0, file(settings), "GET", "/a", "GET", "/b"))
        .contains("asks for an access token of provider main or partner;")
        .contains("needs scope read, of provider main\n")
        .contains("or needs nothing more, of provider partner\n")
        .contains("asks for an access token of any provider;");
  }

  @Test
  void tellsEveryProblemWithItsAdvice() {
    Map<String, String> settings = SoundSettings.soundWithout("audience");
    settings.put("clock-skew", "soon");

    assertThat(printed(1, file(settings), "GET", "/").replaceAll("\\s+", " "))
        .contains("Latchkey cannot start, 2 problems:")
        .contains("- audience is not set, but rules read bearer tokens")
        .contains("- clock-skew is \"soon\"; write a number with")
        .doesNotContain("GET /");
  }

  @Test
  void tellsWarnings() {
    Map<String, String> settings = SoundSettings.soundWith("audience", "*");

    assertThat(printed(0, file(settings)))
        .contains("\nwarning: audience=*: tokens that are meant for other applications");
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    assertThat(printed(1, folder.resolve("absent")).replaceAll("\\s+", " "))
        .contains("config names " + folder.resolve("absent") + ", which does not exist");
  }

  @Test
  void findsAFileBelowTheFolderThatItRunsIn() {
    Path here = Path.of("").toAbsolutePath();

    assertThat(printed(0, here.relativize(file(TABLE)))).startsWith("The settings are sound.");
  }

  @Test
  void saysWhatDoesNotComeFromTheFile() {
    outside =
        new SettingsReader(
            Map.of("latchkey.shop.clock-skew", "30s"),
            Map.of(
                "LATCHKEY_SHOP_CLIENT_SECRET", "canary-7f3a9c",
                "LATCHKEY_SHOP_CLOCK_SKEW", "x",
                "LATCHKEY_AUDIENCE", "another's",
                "LATCHKEY_CONFIG", "another's"));

    assertThat(printed(0, "--name", "shop", file(TABLE)))
        .contains(
            """
            not from the file:
              client-secret: environment variable LATCHKEY_SHOP_CLIENT_SECRET
              clock-skew: system property latchkey.shop.clock-skew
            """)
        .doesNotContain(SoundSettings.CANARY, "AUDIENCE");
  }

  @Test
  @Tag("P04")
  void printsNoSecret() {
    String[] spoilt = {"clock-skew=x", "client-secret-file=/absent", "session.secret.x=y"};
    for (String more : spoilt) {
      assertThat(printed(1, file(TABLE + more))).doesNotContain("canary", "Y2FuYXJ5");
    }
    assertThat(printed(0, file(TABLE), "GET", "/x")).doesNotContain("canary", "Y2FuYXJ5");
  }

  @Test
  void fitsANarrowTerminal() {
    String problems = printed(1, file(TABLE + "clock-skew=x\nissuer-match=y\nlogin-path=z"));

    assertThat(problems.lines()).hasSizeGreaterThan(4).allMatch(line -> line.length() <= 78);
    assertThat(printed(2).lines()).allMatch(line -> line.length() <= 78);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "--what latchkey.properties", "--name", "x GET", "x /api GET", "x GET api"})
  void wrongUsageIsAnsweredWithTheRightOne(String words) {
    Object[] arguments = words.isEmpty() ? new Object[0] : words.split(" ");

    assertThat(printed(2, arguments)).contains("Usage: explain [--check-provider]");
  }

  @Test
  void endsItsJvmWithTheCode() throws Exception {
    String option = "-Dlatchkey.realm=shop";

    assertThat(ChildJvm.run(Explain.class, option, file(TABLE).toString(), "GET", "/health"))
        .startsWith("The settings are sound.")
        .contains("realm: system property latchkey.realm", "line 1: public /assets/** /health");
    assertThat(ChildJvm.code(Explain.class, option, file(TABLE).toString())).isZero();
    assertThat(ChildJvm.code(Explain.class, option, file("issuer=x").toString())).isEqualTo(1);
    assertThat(ChildJvm.code(Explain.class, option)).isEqualTo(2);
  }
}
