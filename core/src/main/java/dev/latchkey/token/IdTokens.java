package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.seal.ConstantTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the ID token of a login, step by step as OpenID Connect Core 1.0 section 3.1.3.7 lists
 * them. Thread-safe.
 */
public final class IdTokens {

  /** An ID token is made when the code is redeemed; an old one was made for something else. */
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final IdTokenSettings settings;
  private final SignatureCheck signature;
  private final TimeRules time;

  /** Makes a verifier of ID tokens that are signed with one of the given keys. */
  public IdTokens(IdTokenSettings settings, KeySource keys, InstantSource clock) {
    this.settings = settings;
    this.signature = new SignatureCheck(settings.issuer(), settings.algorithms(), keys);
    this.time = new TimeRules(clock, settings.clockSkew());
  }

  /** What ties an ID token to one login. */
  private interface LoginRule {

    TokenResult.@Nullable Refused<VerifiedIdToken> refusal(Claims claims);
  }

  /** Verifies the ID token of a login without demands, as the next. */
  public TokenResult<VerifiedIdToken> verify(String idToken, String nonce, String accessToken) {
    return verify(idToken, nonce, LoginDemands.none(), accessToken);
  }

  /**
   * Verifies the ID token that came with an access token.
   *
   * @param nonce the one that this login sent
   * @param demands what it asked of the authentication
   */
  public TokenResult<VerifiedIdToken> verify(
      String idToken, String nonce, LoginDemands demands, String accessToken) {
    return verify(
        idToken,
        accessToken,
        claims ->
            ConstantTime.equal(nonce, claims.string("nonce")) // step 11
                ? demandRefusal(claims, demands)
                : refused(Reason.NONCE_WRONG, "the nonce is not the one that this login sent"));
  }

  private TokenResult.@Nullable Refused<VerifiedIdToken> demandRefusal(
      Claims claims, LoginDemands demands) {
    Set<String> levels = demands.acrValues();
    String level = claims.string("acr");
    if (!levels.isEmpty() && (level == null || !levels.contains(level))) { // step 12
      return refused(
          Reason.AUTHENTICATION_TOO_WEAK, "acr is " + claims.get("acr") + ", asked were " + levels);
    }
    return demands.maxAge() == null ? null : ageRefusal(claims, demands.maxAge()); // step 13
  }

  private TokenResult.@Nullable Refused<VerifiedIdToken> ageRefusal(Claims claims, Duration most) {
    Instant authenticated = claims.instant("auth_time");
    if (authenticated == null) { // section 2: required where max_age was sent
      return refused(Reason.CLAIM_MISSING, "auth_time is missing, though max_age was asked for");
    }
    Instant oldest = time.clock().instant().minus(most).minus(time.skew());
    return authenticated.isBefore(oldest) // at the instant itself it is still accepted
        ? refused(
            Reason.AUTHENTICATION_TOO_OLD,
            "the user was authenticated at " + authenticated + ", max_age is " + most)
        : null;
  }

  /**
   * Verifies an ID token that came with a refresh (OpenID Connect Core 1.0 section 12.2).
   *
   * @param before the claims of the ID token of the login
   */
  public TokenResult<VerifiedIdToken> verifyRefreshed(
      String idToken, String accessToken, Claims before) {
    return verify(idToken, accessToken, claims -> changeRefusal(claims, before));
  }

  private TokenResult.@Nullable Refused<VerifiedIdToken> changeRefusal(
      Claims claims, Claims before) {
    IssuerMatch issuer = settings.issuer(); // of several, each may have a user of that sub
    if (!Objects.equals(issuer.of(claims.asMap()), issuer.of(before.asMap()))) {
      return refused(Reason.ISSUER_WRONG, "the refreshed ID token is of another issuer");
    }
    if (!Objects.equals(claims.get("sub"), before.get("sub"))) {
      return refused(Reason.SUBJECT_CHANGED, "the refreshed ID token is about another user");
    }
    for (String name : new String[] {"nonce", "auth_time"}) { // need not be there, if so the same
      if (claims.has(name) && !Objects.equals(claims.get(name), before.get(name))) {
        return refused(Reason.CLAIM_INVALID, name + " is not the one of the login");
      }
    }
    return null;
  }

  /**
   * Tells why no ID token could be verified just now; {@code null} where keys are at hand. Waits
   * for a fetch where they are not.
   */
  public TokenResult.@Nullable Unavailable<VerifiedIdToken> outage() {
    KeyLookup.Unavailable missing = signature.outage();
    return missing == null
        ? null
        : new TokenResult.Unavailable<>(missing.reason(), missing.detail());
  }

  private TokenResult<VerifiedIdToken> verify(
      String idToken, String accessToken, LoginRule loginRule) {
    if (idToken.length() > settings.maxBytes()) {
      return refused(
          Reason.TOKEN_TOO_LARGE,
          "the ID token has more than the " + settings.maxBytes() + " bytes of token.max-bytes");
    }
    CompactJws jws = CompactJws.parse(idToken);
    if (jws == null) {
      return CompactJwe.asIdToken(idToken);
    }
    TokenResult<VerificationKey> signed = signature.check(jws); // steps 6 to 8
    if (!(signed instanceof TokenResult.Verified<VerificationKey>)) {
      return AccessTokens.carryOver(signed);
    }
    TokenResult.Refused<VerifiedIdToken> refusal = refusal(jws, accessToken, loginRule);
    return refusal != null
        ? refusal
        : new TokenResult.Verified<>(new VerifiedIdToken(idToken, jws.claims()));
  }

  private TokenResult.@Nullable Refused<VerifiedIdToken> refusal(
      CompactJws jws, String accessToken, LoginRule loginRule) {
    Claims claims = jws.claims();
    TokenResult.Refused<VerifiedIdToken> refusal = kindRefusal(jws.header(), claims);
    if (refusal == null) {
      refusal = audienceRefusal(claims); // steps 3 to 5
    }
    if (refusal == null) {
      refusal = timeRefusal(claims); // steps 9 and 10
    }
    if (refusal == null) {
      refusal = loginRule.refusal(claims);
    }
    return refusal == null ? hashRefusal(jws, accessToken) : refusal;
  }

  private TokenResult.@Nullable Refused<VerifiedIdToken> kindRefusal(Claims header, Claims claims) {
    if (header.has("typ") && !MediaType.is(header.get("typ"), "JWT")) { // RFC 8725 section 3.11
      return refused(Reason.TYPE_WRONG, "typ is " + header.get("typ") + ", which is no ID token's");
    }
    if (settings.issuer().of(claims.asMap()) == null) { // step 2
      return refused(
          Reason.ISSUER_WRONG,
          "the ID token was issued by "
              + settings.issuer().named(claims.asMap())
              + ", configured is "
              + settings.issuer());
    }
    return AccessTokenRules.isIdentifier(claims.string("sub"))
        ? null
        : refused(
            claims.has("sub") ? Reason.CLAIM_INVALID : Reason.CLAIM_MISSING,
            "sub is missing, empty, too long or not printable");
  }

  private TokenResult.@Nullable Refused<VerifiedIdToken> audienceRefusal(Claims claims) {
    List<String> audience = claims.audience();
    if (audience == null || !audience.contains(settings.clientId())) {
      return refused(
          Reason.AUDIENCE_WRONG,
          "the ID token is meant for " + audience + ", configured is " + settings.clientId());
    }
    for (String other : audience) {
      if (!other.equals(settings.clientId()) && !settings.trustedAudiences().contains(other)) {
        return refused(
            Reason.AUDIENCE_WRONG,
            "the ID token is also meant for " + other + "; list it in audience to trust it");
      }
    }
    boolean needed = audience.size() > 1;
    boolean fits = settings.clientId().equals(claims.get("azp"));
    return fits || !needed && !claims.has("azp")
        ? null
        : refused(Reason.AUTHORIZED_PARTY_WRONG, "azp is " + claims.get("azp"));
  }

  private TokenResult.@Nullable Refused<VerifiedIdToken> timeRefusal(Claims claims) {
    TokenResult.Refused<VerifiedIdToken> refusal = time.refusal(claims);
    if (refusal != null) {
      return refusal;
    }
    Instant issued = claims.instant("iat");
    if (issued == null) {
      return refused(Reason.CLAIM_MISSING, "iat is missing");
    }
    Instant oldest = time.clock().instant().minus(MAX_AGE).minus(time.skew());
    return issued.isBefore(oldest) // at the instant itself it is still accepted
        ? refused(Reason.EXPIRED, "the ID token was issued at " + issued + ", before this login")
        : null;
  }

  private static TokenResult.@Nullable Refused<VerifiedIdToken> hashRefusal(
      CompactJws jws, String accessToken) {
    if (!jws.claims().has("at_hash")) { // Core section 3.1.3.6: optional in the code flow
      return null;
    }
    String algorithm = Objects.requireNonNull(jws.header().string("alg"));
    return ConstantTime.equal(
            AccessTokenHash.of(accessToken, algorithm), jws.claims().string("at_hash"))
        ? null
        : refused(Reason.ACCESS_TOKEN_HASH_WRONG, "at_hash does not match the access token");
  }

  private static TokenResult.Refused<VerifiedIdToken> refused(Reason reason, String detail) {
    return new TokenResult.Refused<>(reason, detail);
  }
}
