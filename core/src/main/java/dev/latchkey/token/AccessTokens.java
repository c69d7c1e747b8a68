package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens that are signed JWTs. Thread-safe.
 *
 * <p>A token already seen costs a look-up and two comparisons; a new one is taken apart, its issuer
 * compared, its signature verified and then its claims judged, in this order, so that a forger
 * learns nothing of the claim rules.
 */
public final class AccessTokens extends BearerTokens {

  private final AccessTokenSettings settings;
  private final SignatureCheck signature;
  private final TimeRules time;
  private final AccessTokenRules rules;
  private final SeenTokens seen;
  private final KnownHeaders headers = new KnownHeaders();

  /** Makes a verifier of tokens that are signed with one of the given keys. */
  public AccessTokens(AccessTokenSettings settings, KeySource keys, InstantSource clock) {
    this.settings = settings;
    this.signature = new SignatureCheck(settings.issuer(), settings.algorithms(), keys);
    this.time = new TimeRules(clock, settings.clockSkew());
    this.rules = new AccessTokenRules(settings, time);
    this.seen = new SeenTokens(settings.cacheSize());
  }

  @Override
  public TokenResult<VerifiedToken> verify(BearerToken token) {
    if (token.length() > settings.maxBytes()) {
      return tooLarge(token.length(), settings.maxBytes());
    }
    TokenResult<VerifiedToken> known = recall(token);
    if (known != null) {
      return known;
    }
    CompactJws jws = CompactJws.parse(token, headers);
    return jws == null ? CompactJwe.asAccessToken(token.text()) : verifyNew(token, jws);
  }

  @Override
  TokenResult<VerifiedToken> verify(BearerToken token, CompactJws jws) {
    return token.length() > settings.maxBytes()
        ? tooLarge(token.length(), settings.maxBytes())
        : verifyNew(token, jws);
  }

  @Override
  @Nullable TokenResult<VerifiedToken> recall(BearerToken token) {
    TokenResult.Verified<VerifiedToken> known = seen.find(token);
    if (known == null) {
      return null;
    }
    VerifiedToken verified = known.token();
    if (!time.hasPassed(verified.identity().expiresAt()) && signature.stillHolds(verified.key())) {
      return known;
    }
    seen.forget(token);
    return null;
  }

  @Override
  boolean knows(BearerToken token) {
    return seen.find(token) != null;
  }

  @Override
  int cacheSize() {
    return settings.cacheSize();
  }

  @Override
  Set<String> issuerNames() {
    return settings.issuer().names();
  }

  @Override
  boolean isFrom(Claims claims) {
    return rules.isFrom(claims);
  }

  @Override
  boolean takesOpaque() {
    return false;
  }

  @Override
  int maxBytes() {
    return settings.maxBytes();
  }

  static TokenResult<VerifiedToken> tooLarge(int length, int maxBytes) {
    return new TokenResult.Refused<>(
        Reason.TOKEN_TOO_LARGE,
        "the token has " + length + " characters, token.max-bytes=" + maxBytes);
  }

  private TokenResult<VerifiedToken> verifyNew(BearerToken token, CompactJws jws) {
    TokenResult.Refused<VerifiedToken> refusal = rules.beforeSignature(jws);
    if (refusal != null) {
      return refusal;
    }
    TokenResult<VerificationKey> signed = signature.check(jws);
    if (signed instanceof TokenResult.Verified<VerificationKey> verified) {
      headers.remember(token, jws.header());
      return judge(token, jws.claims(), verified.token());
    }
    return carryOver(signed);
  }

  private TokenResult<VerifiedToken> judge(BearerToken token, Claims claims, VerificationKey key) {
    TokenResult.Refused<VerifiedToken> refusal = rules.afterSignature(claims);
    if (refusal != null) {
      return refusal;
    }
    Instant expiry = Objects.requireNonNull(claims.instant("exp"));
    Identity identity =
        Identity.ofAccessToken(claims, settings.places(), expiry, HeldTokens.ofBearer(token))
            .vouchedForBy(Objects.requireNonNull(settings.issuer().of(claims.asMap())));
    TokenResult.Verified<VerifiedToken> verified =
        new TokenResult.Verified<>(new VerifiedToken(identity, claims, key));
    seen.remember(token, verified);
    return verified;
  }

  static <A, B> TokenResult<B> carryOver(TokenResult<A> unverified) {
    if (unverified instanceof TokenResult.Refused<A> refused) {
      return new TokenResult.Refused<>(refused.reason(), refused.detail());
    }
    TokenResult.Unavailable<A> unavailable = (TokenResult.Unavailable<A>) unverified;
    return new TokenResult.Unavailable<>(unavailable.reason(), unavailable.detail());
  }
}
