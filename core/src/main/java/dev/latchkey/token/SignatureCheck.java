package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.event.SafeText;
import dev.latchkey.keys.KeyHealth;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.provider.IssuerMatch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a token: an allowed algorithm, a key of the issuer that fits it, and bytes that
 * verify. Thread-safe.
 */
final class SignatureCheck {

  private final IssuerMatch issuer;
  private final Set<String> algorithms;
  private final KeySource keys;

  SignatureCheck(IssuerMatch issuer, Set<String> algorithms, KeySource keys) {
    this.issuer = issuer;
    this.algorithms = Set.copyOf(algorithms);
    this.keys = keys;
  }

  TokenResult<VerificationKey> check(CompactJws jws) {
    String problem = headerProblem(jws.header());
    if (problem != null) {
      return new TokenResult.Refused<>(Reason.TOKEN_MALFORMED, problem);
    }
    String algorithm = jws.header().string("alg");
    // RFC 8725 section 3.1: only what this application allows; "none" is never among it
    if (algorithm == null || !algorithms.contains(algorithm)) {
      return new TokenResult.Refused<>(
          Reason.ALGORITHM_REFUSED,
          "algorithm " + algorithm + " is not allowed; allowed are " + algorithms);
    }
    return verify(jws, keys.find(jws.header().string("kid"), algorithm), algorithm);
  }

  private static @Nullable String headerProblem(Claims header) {
    if (header.has("crit")) { // RFC 7515 section 4.1.11: we understand no extension
      return "the header marks extensions as critical";
    }
    if (header.has("b64")) { // RFC 7797 section 7: not for JWTs
      return "the header has b64";
    }
    if (header.has("kid") && header.string("kid") == null) { // RFC 7515 section 4.1.4
      return "kid is not a string";
    }
    return null;
  }

  private TokenResult<VerificationKey> verify(CompactJws jws, KeyLookup lookup, String algorithm) {
    if (lookup instanceof KeyLookup.Found found) {
      for (VerificationKey key : found.candidates()) {
        if (key.verifies(algorithm, jws.text(), jws.from(), jws.to(), jws.signature())) {
          return owned(key, jws.claims());
        }
      }
      return found.missing() == null
          ? new TokenResult.Refused<>(Reason.SIGNATURE_INVALID, "the signature does not verify")
          : unavailable(found.missing());
    }
    if (lookup instanceof KeyLookup.Unavailable unavailable) {
      return unavailable(unavailable);
    }
    return new TokenResult.Refused<>(
        Reason.KEY_UNKNOWN,
        "the issuer has no "
            + algorithm
            + " key"
            + (jws.header().has("kid") ? " with kid " + jws.header().string("kid") : ""));
  }

  /**
   * A key set that several issuers share says whose key it is: one tenant cannot sign as another.
   */
  private TokenResult<VerificationKey> owned(VerificationKey key, Claims claims) {
    String owner = key.issuer();
    return owner == null || issuer.mayUseKeyOf(owner, claims.asMap())
        ? new TokenResult.Verified<>(key)
        : new TokenResult.Refused<>(
            Reason.ISSUER_WRONG,
            "the token was issued by "
                + issuer.named(claims.asMap())
                + " and signed with a key of "
                + SafeText.of(owner, 200));
  }

  private static TokenResult<VerificationKey> unavailable(KeyLookup.Unavailable keys) {
    return new TokenResult.Unavailable<>(keys.reason(), keys.detail());
  }

  /** Why no signature can be checked just now; {@code null} where some can be. */
  KeyLookup.@Nullable Unavailable outage() {
    if (keys.health().map(KeyHealth::atHand).orElse(true)) {
      return null;
    }
    KeyLookup.Unavailable missing = null;
    for (String algorithm : algorithms) {
      if (!(keys.find(null, algorithm) instanceof KeyLookup.Unavailable unavailable)) {
        return null;
      }
      missing = unavailable;
    }
    return missing;
  }

  boolean stillHolds(VerificationKey key) {
    return keys.holds(key);
  }
}
