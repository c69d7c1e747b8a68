package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A way to be refused.
 *
 * @param settings keys and values in turns
 * @param store where sessions are kept; {@code null} for what the settings say
 */
record Provoked(
    List<String> settings, Function<Shop, Decision.Stop> cause, @Nullable SealedStore store) {

  private static final String ORDERS = "/api/orders/7";
  private static final String DOCUMENT = TokenMaker.ISSUER + "/.well-known/openid-configuration";
  private static final String[] INTROSPECTING = {"token.verification", "introspection"};

  static Provoked by(Function<Shop, Decision.Stop> cause, String... settings) {
    return new Provoked(List.of(settings), cause, null);
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
    return Shop.on(store, settings.toArray(String[]::new));
  }

  /** How each reason comes about. */
  static Map<Reason, Provoked> table() {
    Map<Reason, Provoked> table = new EnumMap<>(Reason.class);
    requests(table);
    tokens(table);
    callers(table);
    logins(table);
    SessionRefusals.addTo(table);
    outages(table);
    return table;
  }

  private static void requests(Map<Reason, Provoked> table) {
    table.put(Reason.PATH_AMBIGUOUS, by(FakeRequest.get("/api//orders")));
    table.put(Reason.NO_RULE, by(FakeRequest.get("/nowhere")));
    table.put(Reason.DENIED, by(FakeRequest.get("/never")));
    table.put(Reason.METHOD_NOT_LISTED, by(FakeRequest.of("DELETE", ORDERS)));
    table.put(Reason.CREDENTIAL_MISSING, by(FakeRequest.get(ORDERS)));
    table.put(Reason.CREDENTIAL_MALFORMED, by(FakeRequest.get(ORDERS).bearer("a b")));
    table.put(Reason.CREDENTIAL_REPEATED, by(FakeRequest.get(ORDERS).bearer("a").bearer("b")));
    table.put(
        Reason.ORIGIN_FOREIGN,
        by(
            shop ->
                shop.stop(
                    FakeRequest.of("POST", "/pages/a")
                        .header("Origin", "https://evil.example")
                        .cookies(TestGate.cookies(shop.signIn())))));
    table.put(
        Reason.INTERNAL_ERROR,
        by(shop -> shop.stop(new BrokenRequest(new IllegalStateException("canary")))));
    table.put(Reason.FILTER_MISSED, by(FakeRequest.get("/open").missingItsFilter()));
    table.put(
        Reason.CLOSED,
        by(
            shop -> {
              shop.close();
              return shop.stop(FakeRequest.get("/open"));
            }));
  }

  private static void tokens(Map<Reason, Provoked> table) {
    table.put(
        Reason.TOKEN_TOO_LARGE, by(shop -> shop.stop(ORDERS, rs256()), "token.max-bytes", "512"));
    table.put(Reason.TOKEN_MALFORMED, by(shop -> shop.stop(ORDERS, "canary-opaque")));
    table.put(
        Reason.TOKEN_ENCRYPTED,
        by(shop -> shop.stop(ORDERS, TokenMaker.encoded("{\"enc\":\"x\"}") + "....canary-tag")));
    table.put(Reason.ALGORITHM_REFUSED, byHeader("alg", quoted("HS256")));
    table.put(Reason.KEY_UNKNOWN, byHeader("kid", quoted("other")));
    table.put(
        Reason.SIGNATURE_INVALID,
        by(
            shop ->
                shop.stop(
                    ORDERS,
                    TokenMaker.nimbus(
                        "RS256", "r1", TokenMaker.accessClaims(), TestKeys.RSA_TWO))));
    table.put(Reason.TYPE_WRONG, byHeader("typ", quoted("logout+jwt")));
    table.put(Reason.ISSUER_WRONG, by("iss", quoted("https://other.example")));
    table.put(Reason.AUDIENCE_WRONG, by("aud", quoted("account")));
    table.put(Reason.EXPIRED, by("exp", String.valueOf(NOW - 60)));
    table.put(Reason.NOT_YET_VALID, by("nbf", String.valueOf(NOW + 61)));
    table.put(Reason.CLAIM_MISSING, by("exp", ABSENT));
    table.put(Reason.CLAIM_INVALID, by("exp", quoted("soon")));
    table.put(
        Reason.CLAIM_FORBIDDEN,
        by(shop -> shop.stop(ORDERS, rs256()), "claims.forbidden", "/scope"));
    table.put(
        Reason.LIFETIME_TOO_LONG,
        by(shop -> shop.stop(ORDERS, rs256()), "token.max-lifetime", "1m"));
    table.put(Reason.ID_TOKEN_AS_ACCESS_TOKEN, by("nonce", quoted("n")));
    table.put(Reason.SENDER_CONSTRAINED, by("cnf", "{}"));
    table.put(Reason.TOKEN_INACTIVE, introspected(200, "{\"active\":false}"));
    table.put(Reason.INTROSPECTION_FAILED, introspected(500, ""));
    table.put(Reason.INTROSPECTION_DENIED, introspected(401, ""));
    table.put(Reason.INTROSPECTION_BUSY, by(Provoked::oneTooMany, INTROSPECTING));
  }

  private static Provoked introspected(int status, String body) {
    return by(
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
    table.put(Reason.SCOPE_MISSING, by("scope", quoted("orders:write")));
    table.put(Reason.ROLE_MISSING, by(shop -> shop.stop("/admin", rs256())));
    table.put(Reason.GROUP_MISSING, by(shop -> shop.stop("/group", rs256())));
    table.put(Reason.CONDITION_NOT_MET, by(shop -> shop.stop("/client", rs256())));
  }

  private static void logins(Map<Reason, Provoked> table) {
    table.put(Reason.CALLBACK_MALFORMED, by(FakeRequest.get("/oidc/callback?code=a")));
    table.put(Reason.STATE_UNKNOWN, by(FakeRequest.get("/oidc/callback?code=a&state=b")));
    table.put(
        Reason.CALLBACK_ISSUER_WRONG,
        by(shop -> shop.callback("code=canary-code&iss=https%3A%2F%2Fother.example")));
    table.put(Reason.LOGIN_REFUSED, by(shop -> shop.callback("error=access_denied")));
    table.put(Reason.CODE_REFUSED, redeemed(400, "{\"error\":\"invalid_grant\"}"));
    table.put(Reason.TOKEN_ENDPOINT_FAILED, redeemed(401, "{\"error\":\"invalid_client\"}"));
    table.put(
        Reason.ID_TOKEN_MISSING,
        redeemed(200, "{\"access_token\":\"canary-access-token\",\"token_type\":\"Bearer\"}"));
    table.put(Reason.NONCE_WRONG, by(shop -> shop.signIn("nonce", quoted("other"))));
    table.put(Reason.AUTHORIZED_PARTY_WRONG, by(shop -> shop.signIn("azp", quoted("other"))));
    table.put(
        Reason.ACCESS_TOKEN_HASH_WRONG,
        by(shop -> shop.signIn("at_hash", quoted("AAAAAAAAAAAAAAAAAAAAAA"))));
    table.put(
        Reason.AUTHENTICATION_TOO_OLD,
        by(shop -> shop.signIn("auth_time", "1"), "login.parameters", "max_age=60"));
    table.put(
        Reason.AUTHENTICATION_TOO_WEAK,
        by(shop -> shop.signIn("acr", quoted("low")), "login.parameters", "acr_values=high"));
    table.put(Reason.USERINFO_FAILED, asked(503, ""));
    table.put(Reason.USERINFO_REFUSED, asked(401, ""));
    table.put(Reason.USERINFO_SUBJECT_WRONG, asked(200, "{\"sub\":\"canary-other\"}"));
    table.put(Reason.LOGIN_LOOP, by(Provoked::inCircles));
    table.put(Reason.SESSION_TOO_LARGE, by(shop -> shop.signIn("noise", quoted(noise()))));
  }

  private static Provoked asked(int status, String body) {
    return by(
        shop -> {
          shop.answers("/userinfo", status, body);
          shop.secrets.add("canary-other");
          return shop.signIn();
        },
        "userinfo",
        "at-login");
  }

  /** The provider sends the browser back, and no session stays with it. */
  private static Decision.Stop inCircles(Shop shop) {
    Decision.Stop sent = shop.login();
    for (int round = 1; round <= 3; round++) {
      sent = shop.stop(FakeRequest.get("/oidc/login").cookies(TestGate.cookies(sent)));
    }
    return sent;
  }

  private static Provoked redeemed(int status, String body) {
    return by(
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
        by(Shop::login, "discovery-url", TokenMaker.ISSUER + "/nowhere"));
    table.put(
        Reason.PROVIDER_MISCONFIGURED,
        by(Shop::login, "issuer", TokenMaker.ISSUER + "/", "discovery-url", DOCUMENT));
    table.put(
        Reason.KEYS_UNAVAILABLE,
        by(shop -> shop.stop(ORDERS, rs256()), "jwks-uri", TokenMaker.ISSUER + "/no-keys"));
  }
}
