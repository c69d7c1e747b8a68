package dev.latchkey.testkit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** One user signed in at the provider in one browser. */
final class ProviderSession {
  private final String id;
  private final TestUser user;
  private final Instant signedInAt;
  private final AtomicBoolean ended;

  ProviderSession(String id, TestUser user, Instant signedInAt) {
    this(id, user, signedInAt, new AtomicBoolean());
  }

  private ProviderSession(String id, TestUser user, Instant signedInAt, AtomicBoolean ended) {
    this.ended = ended;
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
    return new ProviderSession(id, user, signedInAt, ended);
  }

  void end() {
    ended.set(true);
  }

  boolean ended() {
    return ended.get();
  }
}
