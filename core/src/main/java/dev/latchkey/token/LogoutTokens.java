package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies logout tokens as OpenID Connect Back-Channel Logout 1.0 section 2.6 lists the steps.
 * Whether one was used before is for whoever remembers that. Thread-safe.
 */
public final class LogoutTokens {

  /** A logout token is sent as soon as it is made; section 4 advises two minutes of life. */
  public static final Duration MAX_AGE = Duration.ofMinutes(5);

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private final IdTokenSettings settings;
  private final SignatureCheck signature;
  private final TimeRules time;
  private final boolean needsEnd;

  /**
   * Makes a verifier.
   *
   * @param settings those of the same client's ID tokens (step 2)
   */
  public LogoutTokens(IdTokenSettings settings, KeySource keys, InstantSource clock) {
    this(
        settings,
        new SignatureCheck(settings.issuer(), settings.algorithms(), keys),
        new TimeRules(clock, settings.clockSkew()),
        false);
  }

  private LogoutTokens(
      IdTokenSettings settings, SignatureCheck signature, TimeRules time, boolean needsEnd) {
    this.settings = settings;
    this.signature = signature;
    this.time = time;
    this.needsEnd = needsEnd;
  }

  /** The same, which refuses tokens without {@code exp}, as section 2.4 demands it. */
  public LogoutTokens demandingExp() {
    return new LogoutTokens(settings, signature, time, true);
  }

  /** How long after it was accepted a token would still be accepted, were it not remembered. */
  public Duration longestUse() {
    return MAX_AGE.plus(settings.clockSkew()).plusSeconds(1);
  }

  /** Verifies a logout token. Strangers cost no look for a key: their claims are judged first. */
  public TokenResult<VerifiedLogoutToken> verify(String token) {
    if (token.length() > settings.maxBytes()) {
      return refused(
          Reason.TOKEN_TOO_LARGE,
          "the logout token has more than the "
              + settings.maxBytes()
              + " bytes of token.max-bytes");
    }
    CompactJws jws = CompactJws.parse(token);
    if (jws == null) {
      return CompactJwe.asIdToken(token); // encrypted when ID tokens are (section 2.4)
    }
    TokenResult.Refused<VerifiedLogoutToken> refusal = refusal(jws);
    if (refusal != null) {
      return refusal;
    }
    TokenResult<VerificationKey> signed = signature.check(jws); // steps 2 and 3
    String issuer = settings.issuer().of(jws.claims().asMap());
    return signed instanceof TokenResult.Verified<VerificationKey> && issuer != null
        ? new TokenResult.Verified<>(new VerifiedLogoutToken(issuer, jws.claims()))
        : AccessTokens.carryOver(signed);
  }

  private TokenResult.@Nullable Refused<VerifiedLogoutToken> refusal(CompactJws jws) {
    Claims claims = jws.claims();
    TokenResult.Refused<VerifiedLogoutToken> refusal = kindRefusal(jws.header(), claims);
    if (refusal == null) {
      refusal = partiesRefusal(claims); // step 4
    }
    if (refusal == null) {
      refusal = timeRefusal(claims);
    }
    return refusal == null ? nameRefusal(claims) : refusal;
  }

  /** Section 2.4: by its type, and by claims that no other kind of token has together. */
  private static TokenResult.@Nullable Refused<VerifiedLogoutToken> kindRefusal(
      Claims header, Claims claims) {
    Object typ = header.get("typ");
    if (header.has("typ") && !MediaType.is(typ, "logout+jwt") && !MediaType.is(typ, "JWT")) {
      return refused(Reason.TYPE_WRONG, "typ is " + typ + ", which is no logout token's");
    }
    if (claims.has("nonce") || claims.has("at_hash")) { // step 7
      return refused(Reason.CLAIM_FORBIDDEN, "the claims are those of an ID token");
    }
    return tellsOfLogout(claims) // step 6
        ? null
        : refused(
            claims.has("events") ? Reason.CLAIM_INVALID : Reason.CLAIM_MISSING,
            "events does not say that somebody has signed out");
  }

  /** Tells whether claims say what no other kind of token says. */
  static boolean tellsOfLogout(Claims claims) {
    return claims.get("events") instanceof Map<?, ?> events && events.get(EVENT) instanceof Map;
  }

  private TokenResult.@Nullable Refused<VerifiedLogoutToken> partiesRefusal(Claims claims) {
    if (settings.issuer().of(claims.asMap()) == null) {
      return refused(
          Reason.ISSUER_WRONG,
          "the logout token was issued by "
              + settings.issuer().named(claims.asMap())
              + ", configured is "
              + settings.issuer());
    }
    List<String> audience = claims.audience();
    return audience != null && audience.contains(settings.clientId())
        ? null
        : refused(
            Reason.AUDIENCE_WRONG,
            "the logout token is meant for " + audience + ", configured is " + settings.clientId());
  }

  /** Older providers leave exp out, which may be allowed; iat must be fresh in any case. */
  private TokenResult.@Nullable Refused<VerifiedLogoutToken> timeRefusal(Claims claims) {
    TokenResult.Refused<VerifiedLogoutToken> refusal = time.refusalOfStated(claims);
    if (refusal != null) {
      return refusal;
    }
    if (needsEnd && !claims.has("exp")) {
      return refused(
          Reason.CLAIM_MISSING, "exp is missing, and back-channel-logout-exp demands it");
    }
    Instant issued = claims.instant("iat");
    if (issued == null) {
      return refused(Reason.CLAIM_MISSING, "iat is missing");
    }
    return issued.isBefore(time.clock().instant().minus(MAX_AGE)) // at the instant it is accepted
        ? refused(Reason.EXPIRED, "the logout token was issued at " + issued)
        : null;
  }

  private static TokenResult.@Nullable Refused<VerifiedLogoutToken> nameRefusal(Claims claims) {
    if (!claims.has("sub") && !claims.has("sid")) { // step 5
      return refused(Reason.CLAIM_MISSING, "neither sub nor sid says who has signed out");
    }
    for (String name : new String[] {"sub", "sid", "jti"}) {
      boolean needed = name.equals("jti");
      if ((needed || claims.has(name)) && !AccessTokenRules.isIdentifier(claims.string(name))) {
        return refused(
            claims.has(name) ? Reason.CLAIM_INVALID : Reason.CLAIM_MISSING,
            name + " is missing, empty, too long or not printable");
      }
    }
    return null;
  }

  private static TokenResult.Refused<VerifiedLogoutToken> refused(Reason reason, String detail) {
    return new TokenResult.Refused<>(reason, detail);
  }
}
