package dev.latchkey.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one caller find out what several want to know at the same time. Only so many find out
 * something at once, and only so many wait for others who do: whoever is too many gets no answer,
 * after a moment at most. Thread-safe.
 *
 * @param <R> what is found out, the same for all who ask with one key
 */
public final class SingleFlights<R> {

  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofSeconds(Long.MAX_VALUE);

  private final Map<String, CompletableFuture<R>> flights = new ConcurrentHashMap<>();
  private final WaitingRoom waitingRoom = new WaitingRoom(AS_LONG_AS_IT_TAKES);
  private final Executor threads;
  private final int most;
  private final Semaphore permits;
  private final R busy;
  private final R interrupted;
  private final R broken;
  private volatile boolean closed;

  /** Makes flights, none under way: whoever asks first finds out by itself. */
  public SingleFlights(int most, R busy, R interrupted, R broken) {
    this(Runnable::run, most, busy, interrupted, broken);
  }

  /**
   * Makes flights, none under way.
   *
   * @param threads where it is found out; on threads of its own that goes on when whoever asked
   *     first is interrupted
   * @param most how many at once
   * @param busy the answer for whoever is too many
   * @param interrupted the answer for whoever was interrupted while waiting
   * @param broken the answer for those who waited for one that threw
   */
  public SingleFlights(Executor threads, int most, R busy, R interrupted, R broken) {
    this.threads = threads;
    this.most = most;
    this.permits = new Semaphore(most);
    this.busy = busy;
    this.interrupted = interrupted;
    this.broken = broken;
  }

  /** Tells whether somebody is finding that out just now. */
  public boolean isUnderWay(String key) {
    return flights.containsKey(key);
  }

  /**
   * Finds out, or waits for the one who does.
   *
   * @param question bounded in time, since others wait for it
   */
  public R ask(String key, Supplier<R> question) {
    CompletableFuture<R> mine = new CompletableFuture<>();
    CompletableFuture<R> other = flights.putIfAbsent(key, mine);
    return other == null ? lead(key, mine, question) : follow(other);
  }

  /** Lets nothing more begin; what is under way goes on. */
  public void close() {
    closed = true;
  }

  /**
   * Waits for what is under way when nothing more may begin.
   *
   * @param longest not at all, where that is no time
   * @return whether all of it has ended
   */
  public boolean land(Duration longest) {
    try {
      return permits.tryAcquire(most, longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private R lead(String key, CompletableFuture<R> mine, Supplier<R> question) {
    AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    try {
      threads.execute(() -> fly(key, mine, question, fault));
    } catch (RejectedExecutionException closing) {
      arrive(key, mine, busy);
    }
    R answer = await(mine);
    if (fault.get() instanceof Error error) {
      throw error;
    }
    if (fault.get() instanceof RuntimeException bug) {
      throw bug;
    }
    return answer;
  }

  private void fly(
      String key,
      CompletableFuture<R> mine,
      Supplier<R> question,
      AtomicReference<@Nullable Throwable> fault) {
    R result = broken; // a fault of ours must not leave the others waiting
    try {
      result = withPermit(question);
    } catch (RuntimeException | Error bug) { // told to whoever asked first
      fault.set(bug);
    } finally {
      arrive(key, mine, result);
    }
  }

  private void arrive(String key, CompletableFuture<R> mine, R result) {
    flights.remove(key, mine);
    mine.complete(result);
  }

  /** Whoever asked first waits to the end, and needs no seat. */
  private R await(CompletableFuture<R> mine) {
    try {
      return mine.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return interrupted;
    } catch (ExecutionException e) {
      throw new IllegalStateException("there is an answer always, if only that it broke off", e);
    }
  }

  private R withPermit(Supplier<R> question) {
    if (!permits.tryAcquire()) {
      return busy;
    }
    try {
      return closed ? busy : question.get(); // looked at with a permit, for which the end waits
    } finally {
      permits.release();
    }
  }

  private R follow(CompletableFuture<R> other) {
    WaitingRoom.GaveUp gaveUp = waitingRoom.await(other);
    if (gaveUp == null) {
      return other.join();
    }
    return gaveUp.interrupted() ? interrupted : busy;
  }
}
