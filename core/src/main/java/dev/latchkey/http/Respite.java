package dev.latchkey.http;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a server alone that is busy or down: nobody asks it for a while, then one caller tries
 * whether it is back. Thread-safe; takes no lock.
 *
 * <p>A pause begins when the server asks for one, or after three failures in a row; it lasts for 1
 * s at first and doubles up to 30 s.
 */
public final class Respite {

  private static final int PATIENCE = 3;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  // a caller who tries and never tells what came of it keeps the others away for this long
  private static final Duration TRIAL = Duration.ofSeconds(30);

  /**
   * What went wrong since something last went well.
   *
   * @param endTick where the pause or the trial ends; means nothing while there is neither
   */
  private record State(int failures, Phase phase, long endTick) {}

  private enum Phase {
    OPEN,
    PAUSE,
    TRIAL
  }

  private static final State WELL = new State(0, Phase.OPEN, 0);

  private final AtomicReference<State> state = new AtomicReference<>(WELL);
  private final Ticker ticker;

  /** Makes one for a server that is well, as far as anyone knows. */
  public Respite(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Tells whether the server may be asked now; whoever does must tell what came of it. */
  public boolean mayAsk() {
    State now = state.get();
    if (now.phase == Phase.OPEN) {
      return true;
    }
    long tick = ticker.read();
    return tick - now.endTick >= 0 // over at the instant
        && state.compareAndSet(
            now, new State(now.failures, Phase.TRIAL, tick + Freshness.nanos(TRIAL)));
  }

  /** The server answered as one that is well. */
  public void succeeded() {
    if (state.get() != WELL) { // no write that all threads would see, on every good answer
      state.set(WELL);
    }
  }

  /**
   * The server did not answer, or not as one that is well.
   *
   * @param asked the pause it asks for; {@code null} when it asks for none
   */
  public void failed(@Nullable Duration asked) {
    long tick = ticker.read();
    state.updateAndGet(before -> afterFailure(before, asked, tick));
  }

  private static State afterFailure(State before, @Nullable Duration asked, long tick) {
    if (before.phase == Phase.PAUSE) { // asked before the pause began, and counted in it
      return before;
    }
    int failures = before.failures + 1;
    if (asked == null && failures < PATIENCE) {
      return new State(failures, Phase.OPEN, 0);
    }
    Duration length = longer(asked, pauseAfter(failures));
    return new State(failures, Phase.PAUSE, tick + Freshness.nanos(length));
  }

  private static Duration pauseAfter(int failures) {
    int doubled = Math.min(Math.max(0, failures - PATIENCE), 5);
    Duration length = FIRST.multipliedBy(1L << doubled);
    return length.compareTo(LONGEST) < 0 ? length : LONGEST;
  }

  private static Duration longer(@Nullable Duration asked, Duration own) {
    return asked == null || asked.compareTo(own) < 0 ? own : asked;
  }
}
