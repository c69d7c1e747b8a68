package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.testing.LogLines;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.TokenMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is refused, an operator finds one line that says why, where and what to do. */
class RefusalLineTest {

  private static final String ORDERS = "/api/orders/7";
  private static final String[] INTROSPECTING = {"token.verification", "introspection"};

  /** What is refused before, or beside, any rule. */
  private static final Set<Reason> WITHOUT_RULE =
      EnumSet.of(
          Reason.PATH_AMBIGUOUS,
          Reason.NO_RULE,
          Reason.METHOD_NOT_LISTED,
          Reason.CALLBACK_MALFORMED,
          Reason.STATE_UNKNOWN,
          Reason.CALLBACK_ISSUER_WRONG,
          Reason.LOGIN_REFUSED,
          Reason.CODE_REFUSED,
          Reason.TOKEN_ENDPOINT_FAILED,
          Reason.ID_TOKEN_MISSING,
          Reason.NONCE_WRONG,
          Reason.AUTHORIZED_PARTY_WRONG,
          Reason.ACCESS_TOKEN_HASH_WRONG,
          Reason.SESSION_TOO_LARGE,
          Reason.PROVIDER_UNREACHABLE,
          Reason.PROVIDER_MISCONFIGURED,
          Reason.CLOSED,
          Reason.INTERNAL_ERROR);

  private final LogLines log = new LogLines();

  @AfterEach
  void stopListening() {
    log.close();
  }

  /** How each reason comes about. */
  private static Map<Reason, Provoked> table() {
    Map<Reason, Provoked> table = new EnumMap<>(Reason.class);
    requests(table);
    tokens(table);
    callers(table);
    logins(table);
    outages(table);
    return table;
  }

  private record Provoked(List<String> settings, Function<Shop, Decision.Stop> cause) {

    static Provoked by(Function<Shop, Decision.Stop> cause, String... settings) {
      return new Provoked(List.of(settings), cause);
    }

    static Provoked by(GateRequest request) {
      return by(shop -> shop.stop(request));
    }

    /** A token with one claim changed. */
    static Provoked by(String claim, String json) {
      return by(shop -> shop.stop(ORDERS, rs256(claim, json)));
    }

    static Provoked byHeader(String member, String json) {
      return by(
          shop ->
              shop.stop(
                  ORDERS,
                  TokenMaker.raw(
                      TokenMaker.header(member, json), TokenMaker.accessClaims(), TestKeys.RSA)));
    }

    Shop shop() {
      return Shop.with(settings.toArray(String[]::new));
    }
  }

  private static void requests(Map<Reason, Provoked> table) {
    table.put(Reason.PATH_AMBIGUOUS, Provoked.by(FakeRequest.get("/api//orders")));
    table.put(Reason.NO_RULE, Provoked.by(FakeRequest.get("/nowhere")));
    table.put(Reason.DENIED, Provoked.by(FakeRequest.get("/never")));
    table.put(Reason.METHOD_NOT_LISTED, Provoked.by(FakeRequest.of("DELETE", ORDERS)));
    table.put(Reason.CREDENTIAL_MISSING, Provoked.by(FakeRequest.get(ORDERS)));
    table.put(Reason.CREDENTIAL_MALFORMED, Provoked.by(FakeRequest.get(ORDERS).bearer("a b")));
    table.put(
        Reason.CREDENTIAL_REPEATED, Provoked.by(FakeRequest.get(ORDERS).bearer("a").bearer("b")));
    table.put(
        Reason.ORIGIN_FOREIGN,
        Provoked.by(
            shop ->
                shop.stop(
                    FakeRequest.of("POST", "/pages/a")
                        .header("Origin", "https://evil.example")
                        .cookies(TestGate.cookies(shop.signIn())))));
    table.put(
        Reason.INTERNAL_ERROR,
        Provoked.by(shop -> shop.stop(new BrokenRequest(new IllegalStateException("canary")))));
    table.put(
        Reason.CLOSED,
        Provoked.by(
            shop -> {
              shop.close();
              return shop.stop(FakeRequest.get("/open"));
            }));
  }

  private static void tokens(Map<Reason, Provoked> table) {
    table.put(
        Reason.TOKEN_TOO_LARGE,
        Provoked.by(shop -> shop.stop(ORDERS, rs256()), "token.max-bytes", "512"));
    table.put(Reason.TOKEN_MALFORMED, Provoked.by(shop -> shop.stop(ORDERS, "canary-opaque")));
    table.put(
        Reason.TOKEN_ENCRYPTED,
        Provoked.by(shop -> shop.stop(ORDERS, TokenMaker.encoded("{\"enc\":\"x\"}") + "....")));
    table.put(Reason.ALGORITHM_REFUSED, Provoked.byHeader("alg", quoted("HS256")));
    table.put(Reason.KEY_UNKNOWN, Provoked.byHeader("kid", quoted("other")));
    table.put(
        Reason.SIGNATURE_INVALID,
        Provoked.by(
            shop ->
                shop.stop(
                    ORDERS,
                    TokenMaker.nimbus(
                        "RS256", "r1", TokenMaker.accessClaims(), TestKeys.RSA_TWO))));
    table.put(Reason.TYPE_WRONG, Provoked.byHeader("typ", quoted("logout+jwt")));
    table.put(Reason.ISSUER_WRONG, Provoked.by("iss", quoted("https://other.example")));
    table.put(Reason.AUDIENCE_WRONG, Provoked.by("aud", quoted("account")));
    table.put(Reason.EXPIRED, Provoked.by("exp", String.valueOf(NOW - 60)));
    table.put(Reason.NOT_YET_VALID, Provoked.by("nbf", String.valueOf(NOW + 61)));
    table.put(Reason.CLAIM_MISSING, Provoked.by("exp", ABSENT));
    table.put(Reason.CLAIM_INVALID, Provoked.by("exp", quoted("soon")));
    table.put(
        Reason.CLAIM_FORBIDDEN,
        Provoked.by(shop -> shop.stop(ORDERS, rs256("act", "{}")), "claims.forbidden", "/act"));
    table.put(
        Reason.LIFETIME_TOO_LONG,
        Provoked.by(shop -> shop.stop(ORDERS, rs256()), "token.max-lifetime", "309s"));
    table.put(Reason.ID_TOKEN_AS_ACCESS_TOKEN, Provoked.by("nonce", quoted("n")));
    table.put(Reason.SENDER_CONSTRAINED, Provoked.by("cnf", "{}"));
    table.put(Reason.TOKEN_INACTIVE, introspected(200, "{\"active\":false}"));
    table.put(Reason.INTROSPECTION_FAILED, introspected(500, ""));
    table.put(Reason.INTROSPECTION_DENIED, introspected(401, ""));
    table.put(Reason.INTROSPECTION_BUSY, Provoked.by(RefusalLineTest::oneTooMany, INTROSPECTING));
  }

  private static Provoked introspected(int status, String body) {
    return Provoked.by(
        shop -> {
          shop.answers("/introspection", status, body);
          return shop.stop(ORDERS, "canary-opaque");
        },
        INTROSPECTING);
  }

  /** While the provider is asked about one token, the next comes, until there are too many. */
  private static Decision.Stop oneTooMany(Shop shop) {
    Decision.Stop[] last = new Decision.Stop[1];
    int[] calls = {0};
    shop.answers(
        "/introspection",
        call -> {
          if (calls[0]++ < 1_000 && last[0] == null) {
            Decision.Stop inner = shop.stop(ORDERS, "canary-opaque-" + calls[0]);
            last[0] = last[0] == null ? inner : last[0];
          }
          return HttpAnswer.of(
              200, Map.of(), "{\"active\":false}".getBytes(StandardCharsets.UTF_8));
        });
    shop.stop(ORDERS, "canary-opaque");
    return last[0];
  }

  private static void callers(Map<Reason, Provoked> table) {
    table.put(Reason.SCOPE_MISSING, Provoked.by("scope", quoted("orders:write")));
    table.put(Reason.ROLE_MISSING, Provoked.by(shop -> shop.stop("/admin", rs256())));
    table.put(Reason.GROUP_MISSING, Provoked.by(shop -> shop.stop("/group", rs256())));
    table.put(Reason.CONDITION_NOT_MET, Provoked.by(shop -> shop.stop("/client", rs256())));
  }

  private static void logins(Map<Reason, Provoked> table) {
    table.put(Reason.CALLBACK_MALFORMED, Provoked.by(FakeRequest.get("/oidc/callback?code=a")));
    table.put(Reason.STATE_UNKNOWN, Provoked.by(FakeRequest.get("/oidc/callback?code=a&state=b")));
    table.put(
        Reason.CALLBACK_ISSUER_WRONG,
        Provoked.by(shop -> shop.callback("code=canary-code&iss=https%3A%2F%2Fother.example")));
    table.put(Reason.LOGIN_REFUSED, Provoked.by(shop -> shop.callback("error=access_denied")));
    table.put(Reason.CODE_REFUSED, redeemed(400, "{\"error\":\"invalid_grant\"}"));
    table.put(Reason.TOKEN_ENDPOINT_FAILED, redeemed(401, "{\"error\":\"invalid_client\"}"));
    table.put(
        Reason.ID_TOKEN_MISSING,
        redeemed(200, "{\"access_token\":\"canary-access-token\",\"token_type\":\"Bearer\"}"));
    table.put(Reason.NONCE_WRONG, Provoked.by(shop -> shop.signIn("nonce", quoted("other"))));
    table.put(
        Reason.AUTHORIZED_PARTY_WRONG, Provoked.by(shop -> shop.signIn("azp", quoted("other"))));
    table.put(
        Reason.ACCESS_TOKEN_HASH_WRONG,
        Provoked.by(shop -> shop.signIn("at_hash", quoted("AAAAAAAAAAAAAAAAAAAAAA"))));
    table.put(Reason.SESSION_TOO_LARGE, Provoked.by(shop -> shop.signIn("noise", quoted(noise()))));
  }

  private static Provoked redeemed(int status, String body) {
    return Provoked.by(
        shop -> {
          shop.answers("/token", status, body);
          shop.secrets.addAll(List.of("canary-code", "canary-access-token"));
          return shop.callback("code=canary-code");
        });
  }

  /** Text that no compression makes small. */
  private static String noise() {
    byte[] bytes = new byte[6_000];
    new Random(1).nextBytes(bytes);
    return TestKeys.base64(bytes);
  }

  private static void outages(Map<Reason, Provoked> table) {
    table.put(
        Reason.PROVIDER_UNREACHABLE,
        Provoked.by(Shop::login, "discovery-url", TokenMaker.ISSUER + "/nowhere"));
    table.put(
        Reason.PROVIDER_MISCONFIGURED,
        Provoked.by(Shop::login, "issuer", TokenMaker.ISSUER + "/", "discovery-url", DOCUMENT));
    table.put(
        Reason.KEYS_UNAVAILABLE,
        Provoked.by(
            shop -> shop.stop(ORDERS, rs256()), "jwks-uri", TokenMaker.ISSUER + "/no-keys"));
  }

  private static final String DOCUMENT = TokenMaker.ISSUER + "/.well-known/openid-configuration";

  @Test
  void noReasonIsForgotten() {
    assertThat(table().keySet()).containsExactlyInAnyOrder(Reason.values());
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  @Tag("P04")
  @Tag("F28")
  void everyRefusalIsOneLineThatSaysWhyWhereAndWhatToDo(Reason reason) {
    Provoked provoked = table().get(reason);
    try (Shop shop = provoked.shop()) {
      Decision.Stop stop = provoked.cause().apply(shop);

      String line = line(stop);
      assertThat(line)
          .contains(" reason=\"" + reason.code() + "\" ")
          .contains(" issuer=\"" + TokenMaker.ISSUER)
          .contains(" reference=\"")
          .containsPattern("\": .+");
      assertThat(line.contains(" rule=\"line ")).isEqualTo(!WITHOUT_RULE.contains(reason));
      assertThat(reason.advice().isEmpty() ? line.contains("; ") : line.endsWith(reason.advice()))
          .as("what to do, in: %s", line)
          .isTrue();
      assertThat(shop.secrets).allSatisfy(secret -> assertThat(log.with(secret)).isEmpty());
      assertThat(log.with("canary")).isEmpty();
      assertThat(TestGate.json(stop)).doesNotContainKeys("reason", "explanation");
    }
  }

  /** The one line under the reference that the client was shown. */
  private String line(Decision.Stop stop) {
    List<String> lines = log.with((String) TestGate.json(stop).get("reference"));
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void theReadmeShowsALineThatIsWritten() throws IOException {
    try (Shop shop = Shop.with()) {
      String line = line(shop.stop(ORDERS, rs256("aud", quoted("account"))));
      String readme = Files.readString(Path.of("..", "README.md"));

      assertThat(readme.replaceAll("reference=\"[A-Z2-9]+\"", "reference=\"\""))
          .contains("\n    " + line.replaceAll("reference=\"[A-Z2-9]+\"", "reference=\"\"") + "\n");
    }
  }

  @Test
  void theAudienceMapperIsNamedOnlyToWhomKeycloakForgotIt() {
    try (Shop shop = Shop.with()) {
      String[] forgotten = {quoted("account"), "[\"account\"]", ABSENT, "[]"};
      for (String aud : forgotten) {
        assertThat(line(shop.stop(ORDERS, rs256("aud", aud))))
            .contains("configured is audience=orders-api", "audience mapper for orders-api");
      }
      for (String aud : new String[] {quoted("other"), "[\"account\",\"other\"]"}) {
        assertThat(line(shop.stop(ORDERS, rs256("aud", aud))))
            .contains("other", "configured is audience=orders-api", "have the provider add")
            .doesNotContain("mapper");
      }
    }
  }

  @Test
  @Tag("F-74")
  void aClockThatIsBehindIsNamedAtTheBoundary() {
    try (Shop shop = Shop.with()) {
      for (String claim : new String[] {"nbf", "iat"}) {
        assertThat(shop.latchkey.decide(call(claim, NOW + 60)))
            .isInstanceOf(Decision.Proceed.class);
        assertThat(line(shop.stop(call(claim, NOW + 61))))
            .contains("reason=\"not_yet_valid\"", "our clock says", "compare the clocks");
      }
      assertThat(shop.latchkey.decide(call("exp", NOW - 59))).isInstanceOf(Decision.Proceed.class);
      assertThat(line(shop.stop(call("exp", NOW - 60))))
          .contains("reason=\"expired\"", "compare the clocks");
    }
  }

  private static FakeRequest call(String claim, long seconds) {
    return FakeRequest.get(ORDERS).bearer(rs256(claim, String.valueOf(seconds)));
  }

  @Test
  @Tag("L15")
  @Tag("A20")
  void foreignTextStaysInsideItsLine() {
    String evil = "x\\r\\nrefused reason=\\\"forged\\\" \\u001b[31m \\u202e ${jndi:ldap://x}";
    try (Shop shop = Shop.with()) {
      Provoked[] attempts = {
        Provoked.by("iss", quoted(evil)),
        Provoked.by("aud", quoted(evil)),
        Provoked.byHeader("typ", quoted(evil)),
        Provoked.byHeader("alg", quoted(evil)),
        Provoked.byHeader("kid", quoted(evil))
      };
      for (Provoked attempt : attempts) {
        assertThat(line(attempt.cause().apply(shop)).lines())
            .singleElement()
            .asString()
            .doesNotContain("\u001b", "\u202e")
            .startsWith("refused reason=\"");
      }
      assertThat(line(shop.stop(FakeRequest.get("/no%e2%80%aewhere"))).lines())
          .singleElement()
          .asString()
          .contains("\\u202e");
    }
  }
}
