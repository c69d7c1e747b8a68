package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a token: an allowed algorithm, a key of the issuer that fits it, and bytes that
 * verify. Thread-safe.
 */
final class SignatureCheck {

  private final Set<String> algorithms;
  private final KeySource keys;

  SignatureCheck(Set<String> algorithms, KeySource keys) {
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
        if (key.verifies(algorithm, jws.signingInput(), jws.signature())) {
          return new TokenResult.Verified<>(key);
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

  private static TokenResult<VerificationKey> unavailable(KeyLookup.Unavailable keys) {
    return new TokenResult.Unavailable<>(keys.reason(), keys.detail());
  }

  boolean stillHolds(VerificationKey key) {
    return keys.holds(key);
  }
}
