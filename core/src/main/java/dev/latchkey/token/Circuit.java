package dev.latchkey.token;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.provider.IntrospectionAnswer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking an endpoint that answers nobody: after {@value #MOST_FAILURES} failures in a row
 * nobody asks for {@link #PAUSE}, and then one at a time until there is an answer again. An
 * endpoint that asks to be left alone ({@code Retry-After}) is, at once and for as long. So an
 * outage costs each caller nothing, instead of the time limit of a call. Thread-safe.
 */
final class Circuit {

  static final int MOST_FAILURES = 5;
  static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration LEAST_ASKED = Duration.ofSeconds(1);

  /**
   * What is known of the endpoint; nobody asks before {@code fromTick} or while somebody is {@code
   * probing}, once there were enough failures.
   */
  private record State(
      int failures, IntrospectionAnswer.@Nullable Failed last, long fromTick, boolean probing) {}

  private static final State CLOSED = new State(0, null, 0, false);

  private final AtomicReference<State> state = new AtomicReference<>(CLOSED);
  private final Ticker elapsed;

  Circuit(Ticker elapsed) {
    this.elapsed = elapsed;
  }

  /** Asks, or repeats the last failure at once where asking has no prospect. */
  IntrospectionAnswer ask(Supplier<IntrospectionAnswer> question) {
    State before = Objects.requireNonNull(state.get());
    IntrospectionAnswer.Failed last = before.last();
    if (last == null || before.failures() < MOST_FAILURES) {
      return heard(question);
    }
    State probe = new State(before.failures(), last, before.fromTick(), true);
    boolean due = !before.probing() && elapsed.read() - before.fromTick() >= 0; // at the instant
    return due && state.compareAndSet(before, probe) ? probed(probe, question) : notAsked(last);
  }

  private IntrospectionAnswer probed(State probe, Supplier<IntrospectionAnswer> question) {
    try {
      return heard(question);
    } finally { // a fault of ours must not leave everybody waiting for this answer
      state.compareAndSet(probe, new State(MOST_FAILURES, probe.last(), probe.fromTick(), false));
    }
  }

  private IntrospectionAnswer heard(Supplier<IntrospectionAnswer> question) {
    IntrospectionAnswer answer = question.get();
    if (answer instanceof IntrospectionAnswer.Failed failed && failed.outage()) {
      long tick = elapsed.read();
      state.updateAndGet(now -> afterOutage(now, failed, tick));
    } else if (state.get() != CLOSED) {
      state.set(CLOSED);
    }
    return answer;
  }

  private static State afterOutage(State before, IntrospectionAnswer.Failed failed, long tick) {
    Duration asked = failed.retryAfter();
    if (asked == null) {
      return new State(before.failures() + 1, failed, tick + PAUSE.toNanos(), false);
    }
    Duration pause = asked.compareTo(LEAST_ASKED) < 0 ? LEAST_ASKED : asked;
    return new State(
        Math.max(MOST_FAILURES, before.failures() + 1), failed, tick + pause.toNanos(), false);
  }

  private static IntrospectionAnswer notAsked(IntrospectionAnswer.Failed last) {
    return new IntrospectionAnswer.Failed(
        last.reason(),
        last.detail()
            + (last.retryAfter() == null
                ? " again and again; not asked again for up to " + PAUSE.toSeconds() + " s"
                : "; not asked again before it wants to be"),
        true,
        last.retryAfter());
  }
}
