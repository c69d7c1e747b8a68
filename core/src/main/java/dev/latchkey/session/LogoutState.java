package dev.latchkey.session;

import dev.latchkey.seal.Sealer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The {@code state} that goes to the provider with a logout and comes back with the browser (OpenID
 * Connect RP-Initiated Logout 1.0 section 2). It proves that this application sent the browser
 * away, and grants nothing. Thread-safe.
 */
public final class LogoutState {

  private static final String PURPOSE = "logout state";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final Sealer sealer;
  private final InstantSource clock;

  /** Makes states that all nodes with the same secret know. */
  public LogoutState(Sealer sealer, InstantSource clock) {
    this.sealer = sealer;
    this.clock = clock;
  }

  /** A new state. */
  public String next() {
    long now = clock.instant().getEpochSecond();
    byte[] plain = ByteBuffer.allocate(Long.BYTES).putLong(now).array();
    return sealer.seal(PURPOSE, PURPOSE, plain);
  }

  /** Tells whether a state came from here in the last ten minutes. */
  public boolean isOurs(@Nullable String state) {
    byte[] plain = state == null ? null : sealer.open(PURPOSE, PURPOSE, state);
    if (plain == null) {
      return false;
    }
    Instant end = Instant.ofEpochSecond(ByteBuffer.wrap(plain).getLong()).plus(LIFETIME);
    return clock.instant().isBefore(end); // at the instant itself it is too old
  }
}
