package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.http.Background;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.session.RefreshResult.Elsewhere;
import dev.latchkey.session.RefreshResult.Failed;
import dev.latchkey.session.RefreshResult.Stored;
import dev.latchkey.session.SessionPlace.Found;
import dev.latchkey.session.SessionPlace.Reading;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Turns among the nodes that share a store: whoever puts a mark into a session's record asks the
 * provider, the others wait for what that brings. Thread-safe.
 *
 * <p>A refresh costs one write more than where nodes share nothing, that of the mark, which also
 * finds out whether the record is still as it was read.
 */
final class ClaimedTurns implements Turns {

  /** Longer than a lost claim takes to be seen and, where it is not lost, than a token call. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final StoredSessions sessions;
  private final Unguessable random;
  private final Background background;
  private final InstantSource clock;
  private final Ticker elapsed;
  private final Pause pause;

  ClaimedTurns(StoredSessions sessions, SessionParts parts, Pause pause) {
    this.sessions = sessions;
    this.random = parts.random();
    this.background = parts.background();
    this.clock = parts.clock();
    this.elapsed = parts.elapsed();
    this.pause = pause;
  }

  @Override
  public boolean isTaken(Found found) {
    return sessions.isClaimed(found);
  }

  @Override
  public RefreshResult take(Found before, Supplier<RefreshResult> provider) {
    Wait wait = new Wait();
    Reading now = before;
    while (now instanceof Found found && found.hasTokensOf(before)) {
      if (!isTaken(found)) {
        long word = nextWord();
        now = sessions.mark(found, word);
        if (now instanceof Found marked && marked.claim() == word) {
          return new Claim(marked, sessions, background, elapsed).hold(provider);
        }
      } else if (!found.session().tokens().isOver(clock.instant())) {
        return new Elsewhere(found);
      } else if (wait.goesOn()) {
        now = sessions.readAgain(found);
      } else {
        return new Failed(
            Reason.TOKEN_ENDPOINT_FAILED, "another node refreshes the session, without an end");
      }
    }
    return now instanceof Found newer ? new Stored(newer) : new Elsewhere(now);
  }

  /** Never the word for nobody. */
  private long nextWord() {
    return ByteBuffer.wrap(random.bytes(Long.BYTES)).getLong() | 1;
  }

  /** A wait for another node: short at first, since a refresh takes a moment only. */
  private final class Wait {

    private final long begun = elapsed.read();
    private Duration next = FIRST_PAUSE;

    /** Pauses; false when it has been long enough, or when this process ends. */
    boolean goesOn() {
      if (elapsed.read() - begun >= LONGEST_WAIT.toNanos()) {
        return false;
      }
      try {
        pause.take(next);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      Duration longer = next.multipliedBy(2);
      next = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      return true;
    }
  }
}
