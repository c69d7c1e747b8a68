package dev.latchkey.testkit;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** One user signed in at the provider in one browser. */
final class ProviderSession {
  private final String id;
  private final TestUser user;
  private final Instant signedInAt;
  private final AtomicBoolean ended;
  private final Set<String> clientIds;

  ProviderSession(String id, TestUser user, Instant signedInAt) {
    this(id, user, signedInAt, new AtomicBoolean(), ConcurrentHashMap.newKeySet());
  }

  private ProviderSession(
      String id, TestUser user, Instant signedInAt, AtomicBoolean ended, Set<String> clientIds) {
    this.ended = ended;
    this.clientIds = clientIds;
    this.id = id;
    this.user = user;
    this.signedInAt = signedInAt;
  }

  /** The {@code sid} claim; it is not the cookie. */
  String id() {
    return id;
  }

  TestUser user() {
    return user;
  }

  Instant signedInAt() {
    return signedInAt;
  }

  /** The same session after the user has signed in once more; both end together. */
  ProviderSession renewed(Instant signedInAt) {
    return new ProviderSession(id, user, signedInAt, ended, clientIds);
  }

  /** Notes that the user went on to this client. */
  void joinedBy(String clientId) {
    clientIds.add(clientId);
  }

  /** The clients that the user went on to, and that want to hear of the end. */
  Set<String> clientIds() {
    return clientIds;
  }

  void end() {
    ended.set(true);
  }

  boolean ended() {
    return ended.get();
  }
}
