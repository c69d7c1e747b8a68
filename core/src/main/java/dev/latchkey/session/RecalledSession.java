package dev.latchkey.session;

import dev.latchkey.token.Identity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a request came with a session that is alive. Only this place makes one. Immutable.
 */
public final class RecalledSession {

  private final Identity identity;
  private final Instant endsAt;
  private final @Nullable Instant idleEnd;

  RecalledSession(Identity identity, Instant endsAt, @Nullable Instant idleEnd) {
    this.identity = identity;
    this.endsAt = endsAt;
    this.idleEnd = idleEnd;
  }

  /** Who signed in. */
  public Identity identity() {
    return identity;
  }

  /** When it is over, whatever happens. */
  public Instant endsAt() {
    return endsAt;
  }

  /** When it is over if nobody uses it; empty where that does not matter, or was not asked for. */
  public Optional<Instant> idleEnd() {
    return Optional.ofNullable(idleEnd);
  }

  /** Who signed in, no token. */
  @Override
  public String toString() {
    return "RecalledSession[" + identity + "]";
  }
}
