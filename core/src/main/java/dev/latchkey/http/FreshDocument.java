package dev.latchkey.http;

import dev.latchkey.event.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A remote document kept fresh. Thread-safe; reading a copy at hand takes no lock and never waits.
 *
 * <p>There is one copy and at most one fetch at a time, which everyone who needs it waits for. A
 * copy that is due is replaced in the background while it is still served; one that cannot be
 * replaced is served until it is too stale. After a failure nothing is fetched for a pause. A new
 * copy replaces the old one, nothing is merged.
 */
public final class FreshDocument<T> implements AutoCloseable {

  /**
   * What a reader got who asked for something newer.
   *
   * @param value the newest usable copy; {@code null} when there is none
   * @param trouble why there is nothing newer, where fetching was tried and failed or takes too
   *     long; {@code null} when the newest fetch went well
   */
  public record Reading<T>(@Nullable T value, @Nullable Trouble trouble) {}

  /** Why something could not be fetched. */
  public record Trouble(Reason reason, String detail) {}

  private static final Trouble CLOSED = new Trouble(Reason.CLOSED, "this instance was closed");

  private final AtomicReference<@Nullable CompletableFuture<Boolean>> flight =
      new AtomicReference<>();
  private final Fetch<T> fetch;
  private final Freshness freshness;
  private final Surroundings outside;
  private final WaitingRoom waitingRoom;
  private final FetchPauses pauses;

  private volatile @Nullable DatedCopy<T> copy;
  private volatile @Nullable Trouble trouble;
  private volatile @Nullable Instant troubledSince;
  private volatile boolean closed;

  /** Makes a document that nobody has fetched yet. */
  public FreshDocument(Fetch<T> fetch, Freshness freshness, Surroundings outside) {
    this.fetch = fetch;
    this.freshness = freshness;
    this.outside = outside;
    this.waitingRoom = new WaitingRoom(freshness.waitLimit());
    this.pauses = new FetchPauses(freshness, outside);
  }

  /** Begins the first fetch in the background, where there is no copy yet. */
  public void start() {
    if (copy == null) {
      begin(null, false);
    }
  }

  /**
   * The newest usable copy, {@code null} when there is none. Never waits; begins a fetch in the
   * background when one is due.
   */
  public @Nullable T now() {
    DatedCopy<T> held = copy;
    if (held == null) {
      return null;
    }
    long tick = outside.ticker().read();
    if (held.isDue(tick)) {
      begin(held, false);
    }
    return held.isTooStale(tick) ? null : held.value();
  }

  /** The newest usable copy, and why there is no newer one where fetching failed. Never waits. */
  public Reading<T> atHand() {
    return new Reading<>(now(), trouble());
  }

  /**
   * Waits for something newer than what was seen. Fetches unless a fetch is running, which is
   * joined, or a pause or the cool-down is on, which answers at once.
   *
   * @param seen the copy that did not do; {@code null} when there was none
   */
  public Reading<T> newerThan(@Nullable T seen) {
    while (true) {
      DatedCopy<T> held = copy;
      T usable = usable(held);
      if (usable != null && usable != seen) {
        return new Reading<>(usable, null);
      }
      CompletableFuture<Boolean> running = begin(held, usable != null);
      WaitingRoom.GaveUp gaveUp = running == null ? null : waitingRoom.await(running);
      if (gaveUp != null) {
        return new Reading<>(usable(copy), trouble(gaveUp));
      }
      if (running == null || running.join()) {
        return new Reading<>(usable(copy), trouble());
      } // else it landed at once, as its beginner needed none any more; this reader still may
    }
  }

  private static Trouble trouble(WaitingRoom.GaveUp gaveUp) {
    String detail =
        gaveUp.interrupted()
            ? "interrupted while waiting for a fetch"
            : "still fetching after " + gaveUp.longest().toMillis() + " ms";
    return new Trouble(Reason.PROVIDER_UNREACHABLE, detail);
  }

  /** When the copy in use was fetched. */
  public Optional<Instant> lastSuccess() {
    DatedCopy<T> held = copy;
    return held == null ? Optional.empty() : Optional.of(held.fetched());
  }

  /** How fetching goes. */
  public Health health() {
    Trouble known = trouble();
    Health health = new Health(lastSuccess(), Optional.empty());
    Instant since = troubledSince;
    return known == null || since == null
        ? health
        : health.afterFailure(known.reason(), known.detail(), since);
  }

  /** Ends fetching; copies that are held stay readable. */
  @Override
  public void close() {
    troubledSince = outside.clock().instant();
    closed = true;
  }

  /** Nothing is fetched once this is closed, so what came of earlier fetches explains nothing. */
  private @Nullable Trouble trouble() {
    return closed ? CLOSED : trouble;
  }

  private @Nullable T usable(@Nullable DatedCopy<T> held) {
    return held == null || held.isTooStale(outside.ticker().read()) ? null : held.value();
  }

  /**
   * Joins the running fetch or begins one.
   *
   * @param held what the caller saw; a fetch is needless when another copy has come since
   * @param demanded whether there is a usable copy and someone needs a newer one all the same
   * @return the fetch, or {@code null} when none is allowed
   */
  private @Nullable CompletableFuture<Boolean> begin(
      @Nullable DatedCopy<T> held, boolean demanded) {
    CompletableFuture<Boolean> running = flight.get();
    if (running != null || !mayFetch(demanded)) {
      return running;
    }
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> other = flight.compareAndExchange(null, mine);
    if (other != null) {
      return other;
    }
    if (!mayFetch(demanded) || copy != held) { // another fetch ended in between
      land(mine, false);
      return null;
    }
    launch(mine, demanded);
    return mine;
  }

  private boolean mayFetch(boolean demanded) {
    return !closed && pauses.allow(demanded);
  }

  private void launch(CompletableFuture<Boolean> mine, boolean demanded) {
    try {
      outside.background().execute(() -> run(mine, demanded));
    } catch (RejectedExecutionException e) {
      trouble = CLOSED;
      land(mine, true);
    }
  }

  private void land(CompletableFuture<Boolean> mine, boolean tried) {
    flight.set(null);
    mine.complete(tried);
  }

  private void run(CompletableFuture<Boolean> mine, boolean demanded) {
    Attempt<T> attempt = new Attempt.Failed<>(Reason.INTERNAL_ERROR, "the fetch broke off");
    try {
      DatedCopy<T> held = copy;
      attempt = fetch.attempt(held == null ? null : held.value());
    } catch (Throwable e) { // a fault of ours must not leave the others waiting
      attempt = new Attempt.Failed<>(Reason.INTERNAL_ERROR, e.getClass().getName());
    } finally {
      take(attempt, demanded);
      land(mine, true);
    }
    fetch.after(attempt);
  }

  private void take(Attempt<T> attempt, boolean demanded) {
    long tick = outside.ticker().read();
    if (attempt instanceof Attempt.Loaded<T> loaded) {
      copy = DatedCopy.of(loaded, freshness, outside, tick);
      pauses.afterSuccess();
      trouble = null;
      troubledSince = null;
    } else if (attempt instanceof Attempt.Failed<T> failed) {
      // before the pause, so that whoever finds that on also finds why
      trouble = new Trouble(failed.reason(), failed.detail());
      retryAfter(pauses.afterFailure(tick, failed.retryAfter()));
    } else if (attempt instanceof Attempt.Postponed<T> postponed) {
      trouble = new Trouble(postponed.reason(), postponed.detail());
    }
    if (trouble != null && troubledSince == null) {
      troubledSince = outside.clock().instant();
    }
    if (demanded) {
      pauses.afterDemand(tick);
    }
  }

  private void retryAfter(Duration pause) {
    if (!freshness.retries() || closed) {
      return;
    }
    try {
      outside.background().executeAfter(pause, this::retry);
    } catch (RejectedExecutionException e) {
      trouble = CLOSED;
    }
  }

  private void retry() {
    if (pauses.followAFailure()) { // else a reader's fetch has healed it
      begin(copy, false);
    }
  }
}
