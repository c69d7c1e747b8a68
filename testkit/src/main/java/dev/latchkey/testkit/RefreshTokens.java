package dev.latchkey.testkit;

import org.jspecify.annotations.Nullable;

/** Refresh tokens, each good for one use (RFC 9700 section 4.14.2). */
final class RefreshTokens {
  private final Recent<Grant> waiting = new Recent<>();
  private final Recent<Grant> spent = new Recent<>();
  private final Faults faults;

  RefreshTokens(Faults faults) {
    this.faults = faults;
  }

  String issue(Grant grant) {
    String token = Unguessable.next();
    waiting.put(token, grant);
    return token;
  }

  /** Finds what a token of this client stands for without using it; null if it is no good. */
  @Nullable Grant find(String token, String clientId) {
    Grant grant = waiting.find(token);
    if (grant == null) {
      revokeIfSpent(token, clientId);
      return null;
    }
    return grant.clientId().equals(clientId) && grant.alive() ? grant : null;
  }

  /** What a token stands for, used or not and whosever it is; null if it was never issued. */
  @Nullable Grant owner(String token) {
    Grant grant = waiting.find(token);
    return grant == null ? spent.find(token) : grant;
  }

  /** Uses the token up; false if somebody else was faster. */
  boolean spend(String token, Grant grant) {
    spent.put(token, grant);
    return waiting.take(token) != null;
  }

  private void revokeIfSpent(String token, String clientId) {
    Grant grant = spent.find(token);
    if (grant != null && grant.clientId().equals(clientId) && faults.revokesFamilyOnReuse()) {
      grant.revoke();
    }
  }
}
