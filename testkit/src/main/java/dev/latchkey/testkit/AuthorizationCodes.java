package dev.latchkey.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Codes on their way from the authorization endpoint to the token endpoint. */
final class AuthorizationCodes {
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  private final Recent<Code> waiting = new Recent<>();
  private final Recent<Grant> spent = new Recent<>();
  private final InstantSource clock;

  AuthorizationCodes(InstantSource clock) {
    this.clock = clock;
  }

  /** What a code stands for and is bound to; the challenge is null only where PKCE is ignored. */
  record Code(Grant grant, String redirectUri, @Nullable String codeChallenge, Instant expiresAt) {

    /** Says nothing of the contents. */
    @Override
    public String toString() {
      return "Code";
    }
  }

  String issue(Grant grant, String redirectUri, @Nullable String codeChallenge) {
    String code = Unguessable.next();
    Instant expiresAt = clock.instant().plus(LIFETIME);
    waiting.put(code, new Code(grant, redirectUri, codeChallenge, expiresAt));
    return code;
  }

  /** Spends a code of this client; null for one that is unknown, foreign, spent or too old. */
  @Nullable Code redeem(String value, String clientId) {
    Code code = waiting.find(value);
    if (code != null && !code.grant().clientId().equals(clientId)) {
      return null; // and not spent: a stranger cannot spoil the login of another client
    }
    code = waiting.take(value);
    if (code == null) {
      revokeIfSpent(value);
      return null;
    }
    spent.put(value, code.grant());
    // The code is good before the instant it expires, and no longer at it.
    return clock.instant().isBefore(code.expiresAt()) ? code : null;
  }

  /** RFC 6749 section 4.1.2: a second use ends what came of the first. */
  private void revokeIfSpent(String value) {
    Grant grant = spent.find(value);
    if (grant != null) {
      grant.revoke();
    }
  }
}
