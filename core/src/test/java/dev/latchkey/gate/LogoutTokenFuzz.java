package dev.latchkey.gate;

import static dev.latchkey.testing.Invariant.holds;
import static dev.latchkey.token.TokenMaker.quoted;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.event.Reason;
import dev.latchkey.testing.Changes;
import dev.latchkey.testing.GsonNumbers;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is posted to the back channel, by the input's first letter: {@code r}, the rest is the body;
 * {@code m}, the rest are changes to a good logout token; {@code s}, the rest is a header, a line
 * end and claims, which the issuer's own key signs.
 */
public final class LogoutTokenFuzz {

  private static final long SKEW_SECONDS = 60;
  private static final long MAX_AGE_SECONDS = 300;
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final String SID = "session-7";

  /** RSA with PKCS #1 padding: the one scheme in which a text has exactly one good signature. */
  private static final String GOOD =
      TokenMaker.nimbus("RS256", "r1", TokenMaker.logoutClaims("jti", quoted("good")));

  private static Shop shop = open();
  private static String cookies = "";

  private LogoutTokenFuzz() {}

  /** Makes keys and loads classes before the first input, whose time is measured. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("m".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (!isSignedIn()) {
      shop = open(); // the old one remembers that whoever signed in before has signed out
      cookies = TestGate.cookies(shop.signIn("sid", quoted(SID)));
      shop.secrets.clear();
    }
    String text = new String(input, StandardCharsets.ISO_8859_1);
    String rest = text.isEmpty() ? "" : text.substring(1);
    if (text.startsWith("s")) {
      post(TokenMaker.signed(rest));
    } else if (text.startsWith("m")) {
      String token = Changes.to(GOOD, rest);
      holds(post(token) == token.equals(GOOD), "a token counts as it was signed or not");
    } else {
      holds(!send(rest), "nobody guesses a signature");
    }
  }

  private static Shop open() {
    return Shop.with("session.store", "memory", "algorithms", "RS256 ES256");
  }

  private static boolean isSignedIn() {
    return shop.latchkey.decide(FakeRequest.get("/pages/a").cookies(cookies))
        instanceof Decision.Proceed;
  }

  /** Tells whether a token was taken for good, now or once before. */
  private static boolean post(String token) {
    boolean taken = send("logout_token=" + token.replace("%", "%25").replace("+", "%2B"));
    if (taken) {
      try {
        isWithinTheRule(token);
      } catch (ParseException | JOSEException e) {
        throw new AssertionError("not so: what we accept, Nimbus accepts", e);
      }
    }
    return taken;
  }

  private static boolean send(String form) {
    shop.events.clear();
    Decision.Stop stop = shop.logOut(form);
    holds(Set.of(200, 400, 413).contains(stop.status()), "status " + stop.status());
    boolean ended = stop.status() == 200;
    boolean replayed =
        shop.events.stream()
            .anyMatch(event -> event.reason().equals(Optional.of(Reason.TOKEN_REPLAYED)));
    holds(TestGate.headers(stop, "Cache-Control").equals(List.of("no-store")), "nobody keeps it");
    holds(TestGate.headers(stop, "Set-Cookie").isEmpty(), "no cookie is set");
    holds(ended || isSignedIn(), "what is refused ends nothing");
    return ended || replayed;
  }

  private static void isWithinTheRule(String token) throws ParseException, JOSEException {
    JWSObject jws = JWSObject.parse(token);
    String payload = jws.getPayload().toString();
    if (GsonNumbers.mayWrapIn(payload) || GsonNumbers.mayWrapIn(jws.getHeader().toString())) {
      return;
    }
    String algorithm = jws.getHeader().getAlgorithm().getName();
    holds(Set.of("RS256", "ES256").contains(algorithm), "the algorithm is one that was named");
    holds(
        algorithm.equals("RS256")
            ? jws.verify(new RSASSAVerifier((RSAPublicKey) TestKeys.RSA.getPublic()))
            : jws.verify(new ECDSAVerifier((ECPublicKey) TestKeys.P256.getPublic())),
        "what we accept, Nimbus verifies");
    String type = String.valueOf(jws.getHeader().getType()).toLowerCase(Locale.ROOT);
    holds(
        Set.of("null", "jwt", "logout+jwt", "application/jwt", "application/logout+jwt")
            .contains(type),
        "it is no other kind of token");
    hasTheClaims(JSONObjectUtils.parse(payload));
  }

  private static void hasTheClaims(Map<String, Object> claims) throws ParseException {
    holds(TokenMaker.ISSUER.equals(claims.get("iss")), "the issuer is the configured one");
    Object audience = claims.get("aud");
    holds(
        "shop".equals(audience) || audience instanceof List<?> all && all.contains("shop"),
        "it is meant for us");
    holds(claims.get("jti") instanceof String id && !id.isEmpty(), "it has an id");
    holds(
        claims.get("sub") instanceof String || claims.get("sid") instanceof String, "of somebody");
    holds(!claims.containsKey("nonce"), "it is no ID token");
    holds(
        claims.get("events") instanceof Map<?, ?> events && events.get(EVENT) instanceof Map,
        "it says that somebody has signed out");
    holds(claims.get("iat") instanceof Number, "it says when");
    double issued = ((Number) claims.get("iat")).doubleValue();
    holds(issued <= TokenMaker.NOW + SKEW_SECONDS, "it was issued already");
    holds(issued >= TokenMaker.NOW - MAX_AGE_SECONDS, "it was issued lately");
    holds(
        !claims.containsKey("exp")
            || ((Number) claims.get("exp")).doubleValue() > TokenMaker.NOW - SKEW_SECONDS,
        "it has not ended");
    namesOurSession(claims);
  }

  /** Whoever else has signed out, this session goes on. */
  private static void namesOurSession(Map<String, Object> claims) {
    boolean ours =
        claims.containsKey("sid")
            ? SID.equals(claims.get("sid"))
            : "alice-1".equals(claims.get("sub"));
    holds(ours || isSignedIn(), "another's logout ends nothing");
  }
}
