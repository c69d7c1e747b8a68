package dev.latchkey.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where request threads wait for what another thread asks the provider. So many may wait as long as
 * that may take; all others wait a moment only, which is enough for a provider that is well and
 * keeps threads for those who need nothing of it where it is not. Thread-safe.
 */
final class WaitingRoom {

  static final int SEATS = 64;
  static final Duration MOMENT = Duration.ofMillis(250);

  private final Semaphore seats = new Semaphore(SEATS);
  private final Duration limit;

  WaitingRoom(Duration limit) {
    this.limit = limit;
  }

  /**
   * Whoever left before there was an answer.
   *
   * @param interrupted whether it was told to; its flag is set again then
   * @param longest how long it would have waited
   */
  record GaveUp(boolean interrupted, Duration longest) {}

  /** Waits for an answer, of any kind; {@code null} when there is one. */
  @Nullable GaveUp await(CompletableFuture<?> running) {
    boolean seated = seats.tryAcquire();
    try {
      return await(running, seated || limit.compareTo(MOMENT) < 0 ? limit : MOMENT);
    } finally {
      if (seated) {
        seats.release();
      }
    }
  }

  private static @Nullable GaveUp await(CompletableFuture<?> running, Duration longest) {
    try {
      running.get(Freshness.nanos(longest), TimeUnit.NANOSECONDS);
      return null;
    } catch (TimeoutException e) {
      return new GaveUp(false, longest);
    } catch (InterruptedException e) { // this one's own matter: the others go on waiting
      Thread.currentThread().interrupt();
      return new GaveUp(true, longest);
    } catch (ExecutionException e) {
      throw new IllegalStateException("there is an answer always, if only that it broke off", e);
    }
  }
}
