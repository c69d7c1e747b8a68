package dev.latchkey.testkit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one sign-in allowed one client. All tokens that come of it end with it. */
final class Grant {
  private final String clientId;
  private final ProviderSession session;
  private final Set<String> scopes;
  private final @Nullable String nonce;
  private volatile boolean revoked;

  Grant(String clientId, ProviderSession session, Set<String> scopes, @Nullable String nonce) {
    this.clientId = clientId;
    this.session = session;
    this.scopes = Set.copyOf(scopes);
    this.nonce = nonce;
  }

  String clientId() {
    return clientId;
  }

  ProviderSession session() {
    return session;
  }

  TestUser user() {
    return session.user();
  }

  Set<String> scopes() {
    return scopes;
  }

  @Nullable String nonce() {
    return nonce;
  }

  void revoke() {
    revoked = true;
  }

  /** Whether it still counts: logout ends it too, unless the user allowed offline access. */
  boolean alive() {
    return !revoked && (!session.ended() || scopes.contains(Scopes.OFFLINE_ACCESS));
  }
}
