package dev.latchkey.token;

import static dev.latchkey.testing.Invariant.holds;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.testing.Changes;
import dev.latchkey.testing.GsonNumbers;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/**
 * Access tokens of three kinds, by the input's first letter: {@code r}, the rest is the token;
 * {@code m}, the rest are changes to a good token; {@code s}, the rest is a header, a line end and
 * claims, which the issuer's own key signs.
 */
public final class AccessTokenFuzz {

  private static final long SKEW_SECONDS = AccessTokenCase.SETTINGS.clockSkew().toSeconds();

  private static final AccessTokens TOKENS =
      new AccessTokens(
          AccessTokenCase.SETTINGS,
          FixedKeys.fromJwks(TokenMaker.jwks()),
          new SettableClock(Instant.ofEpochSecond(TokenMaker.NOW)));

  /** RSA with PKCS #1 padding: the one scheme in which a text has exactly one good signature. */
  private static final String GOOD = TokenMaker.rs256();

  private AccessTokenFuzz() {}

  /** Makes keys and loads classes before the first input, whose time is measured. */
  public static void fuzzerInitialize() {
    tryClaims(TokenMaker.signed(TokenMaker.header() + "\n" + TokenMaker.accessClaims()));
    holds(isVerified(GOOD), "a good token passes");
  }

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    String rest = text.isEmpty() ? "" : text.substring(1);
    if (text.startsWith("s")) {
      tryClaims(TokenMaker.signed(rest));
    } else if (text.startsWith("m")) {
      String token = Changes.to(GOOD, rest);
      holds(isVerified(token) == token.equals(GOOD), "a token passes as it was signed or not");
    } else {
      holds(!isVerified(rest), "nobody guesses a signature");
    }
  }

  private static boolean isVerified(String token) {
    TokenResult<VerifiedToken> result = TOKENS.verify(BearerToken.of(token));
    holds(
        result.getClass() == TOKENS.verify(BearerToken.of(token)).getClass(),
        "a token is judged alike twice");
    if (result instanceof TokenResult.Refused<VerifiedToken> refused) {
      tellsNoSecret(refused.detail(), token);
    }
    holds(!(result instanceof TokenResult.Unavailable), "with keys at hand, yes or no");
    return result instanceof TokenResult.Verified;
  }

  private static void tellsNoSecret(String detail, String token) {
    String signature = token.substring(token.lastIndexOf('.') + 1);
    int telling = 20; // less could be a word that stands in a claim as well
    holds(
        signature.length() < telling || !detail.contains(signature),
        "what the operator reads holds nothing of the signature");
  }

  private static void tryClaims(String token) {
    if (isVerified(token)) {
      String[] parts = token.split("\\.", -1);
      holds(parts.length == 3, "what we accept has three parts");
      if (GsonNumbers.mayWrapIn(text(parts[0]) + text(parts[1]))) {
        return;
      }
      try {
        nimbusAgrees(parts[0], parts[1], parts[2]);
      } catch (ParseException | JOSEException e) {
        throw new AssertionError("not so: what we accept, Nimbus accepts", e);
      }
    }
  }

  /** Nimbus would also read header parameters that we never look at: those count for nothing. */
  private static void nimbusAgrees(String header, String payload, String signature)
      throws ParseException, JOSEException {
    Map<String, Object> parameters = JSONObjectUtils.parse(text(header));
    holds("ES256".equals(parameters.get("alg")), "the algorithm is that of the key");
    holds("e1".equals(parameters.getOrDefault("kid", "e1")), "the key is the one that is named");
    holds(!parameters.containsKey("crit"), "nothing critical is passed over");
    byte[] signingInput = (header + "." + payload).getBytes(StandardCharsets.US_ASCII);
    holds(
        new ECDSAVerifier((ECPublicKey) TestKeys.P256.getPublic())
            .verify(new JWSHeader(JWSAlgorithm.ES256), signingInput, new Base64URL(signature)),
        "what we accept, Nimbus verifies");
    if (!hasTimesThatWrap(JSONObjectUtils.parse(text(payload)))) {
      isWithinTheRule(JWTClaimsSet.parse(text(payload)));
    }
  }

  /** Nimbus counts milliseconds, and the millennia after us do not fit. */
  private static boolean hasTimesThatWrap(Map<String, Object> claims) {
    return claims.values().stream()
        .anyMatch(value -> value instanceof Number it && Math.abs(it.doubleValue()) > 1e12);
  }

  private static String text(String segment) {
    return new Base64URL(segment).decodeToString();
  }

  private static void isWithinTheRule(JWTClaimsSet claims) {
    holds(TokenMaker.ISSUER.equals(claims.getIssuer()), "the issuer is the configured one");
    holds(claims.getAudience().contains(TokenMaker.AUDIENCE), "the audience is ours");
    holds(claims.getSubject() != null, "it speaks for somebody");
    holds(claims.getExpirationTime() != null, "it ends");
    holds(seconds(claims.getExpirationTime()) > TokenMaker.NOW - SKEW_SECONDS, "it has not ended");
    holds(begun(claims.getNotBeforeTime()), "it is valid already");
    holds(begun(claims.getIssueTime()), "it was issued already");
    holds(claims.getClaim("cnf") == null, "it is bound to no key");
    holds(claims.getClaim("nonce") == null, "it is no ID token");
  }

  private static boolean begun(Date date) {
    return date == null || seconds(date) <= TokenMaker.NOW + SKEW_SECONDS;
  }

  private static long seconds(Date date) {
    return date.toInstant().getEpochSecond();
  }
}
