package dev.latchkey.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Calls of Redis within the time that each has, waiting for a free place and a second try included.
 * Thread-safe.
 */
final class RedisCalls {

  /**
   * As many threads as servers have; more than that waits for Redis only while it is in trouble.
   */
  private static final int AT_ONCE = 256;

  /** So often in a row without an answer, and the connection is thought to be dead. */
  private static final int UNANSWERED = 3;

  private final RedisLink link;
  private final Duration timeout;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicInteger unanswered = new AtomicInteger();

  RedisCalls(RedisLink link, Duration timeout) {
    this.link = link;
    this.timeout = timeout;
  }

  /**
   * Makes a call and waits for its answer, which is {@code null} where Redis has none.
   *
   * @throws IOException when none came in time, or an error did; an interrupted thread stays so
   */
  <T> T call(Call<T> call) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    Guest guest = new Guest();
    try {
      if (!places.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException(AT_ONCE + " calls wait for Redis already");
      }
      try {
        return answer(call, end);
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Redis was asked", e);
    } finally {
      guest.leave();
    }
  }

  /**
   * Once more, where the first try met a connection that is no more, or a server that hands over.
   */
  private <T> T answer(Call<T> call, long end) throws IOException, InterruptedException {
    for (boolean again = true; ; again = false) {
      RedisLink.Connected by = link.connected(end);
      Throwable failure;
      try {
        return once(call, by, end);
      } catch (ExecutionException failed) {
        failure = failed.getCause();
      } catch (IllegalStateException | RejectedExecutionException | RedisException failed) {
        // by this side: cancelled with the connection, or at its end
        failure = failed;
      }
      if (!again || !RedisErrors.pass(failure)) {
        throw new IOException("Redis refused: " + RedisErrors.code(failure), failure);
      }
      link.renew(by);
    }
  }

  private <T> T once(Call<T> call, RedisLink.Connected by, long end)
      throws IOException, InterruptedException, ExecutionException {
    try {
      T answer =
          call.apply(by.commands())
              .toCompletableFuture()
              .get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (unanswered.get() != 0) {
        unanswered.set(0);
      }
      return answer;
    } catch (TimeoutException late) {
      throw late(by, late);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RedisCommandTimeoutException) {
        throw late(by, failed);
      }
      throw failed;
    }
  }

  /** A connection that was cut without a word looks like this until somebody makes another. */
  private IOException late(RedisLink.Connected by, Exception cause) {
    if (unanswered.incrementAndGet() >= UNANSWERED) {
      unanswered.set(0);
      link.renew(by);
    }
    return new IOException("Redis gave no answer within " + timeout.toMillis() + " ms", cause);
  }

  /** What is asked of Redis. */
  interface Call<T>
      extends Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> {}
}
