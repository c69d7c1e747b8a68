package dev.latchkey.http;

import dev.latchkey.event.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where request threads wait for a fetch. So many may wait as long as a fetch may take; all others
 * wait a moment only, which is enough for a provider that is well and keeps threads for those who
 * need no fetch where it is not. Thread-safe.
 */
final class WaitingRoom {

  static final int SEATS = 64;
  static final Duration MOMENT = Duration.ofMillis(250);

  private final Semaphore seats = new Semaphore(SEATS);
  private final Duration limit;

  WaitingRoom(Duration limit) {
    this.limit = limit;
  }

  /** Waits for a fetch to land; {@code null} when it has. */
  FreshDocument.@Nullable Trouble await(CompletableFuture<?> running) {
    boolean seated = seats.tryAcquire();
    try {
      return await(running, seated || limit.compareTo(MOMENT) < 0 ? limit : MOMENT);
    } finally {
      if (seated) {
        seats.release();
      }
    }
  }

  private static FreshDocument.@Nullable Trouble await(
      CompletableFuture<?> running, Duration longest) {
    try {
      running.get(Freshness.nanos(longest), TimeUnit.NANOSECONDS);
      return null;
    } catch (TimeoutException e) {
      return trouble("still fetching after " + longest.toMillis() + " ms");
    } catch (InterruptedException e) { // this reader's own matter: the fetch goes on for the others
      Thread.currentThread().interrupt();
      return trouble("interrupted while waiting for a fetch");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a fetch always lands", e);
    }
  }

  private static FreshDocument.Trouble trouble(String detail) {
    return new FreshDocument.Trouble(Reason.PROVIDER_UNREACHABLE, detail);
  }
}
