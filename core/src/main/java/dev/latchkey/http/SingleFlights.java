package dev.latchkey.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

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
  private final Semaphore permits;
  private final R busy;
  private final R interrupted;
  private final R broken;

  /**
   * Makes flights, none under way.
   *
   * @param most how many at once
   * @param busy the answer for whoever is too many
   * @param interrupted the answer for whoever was interrupted while waiting for another
   * @param broken the answer for those who waited for one that threw
   */
  public SingleFlights(int most, R busy, R interrupted, R broken) {
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

  private R lead(String key, CompletableFuture<R> mine, Supplier<R> question) {
    R result = broken;
    try {
      result = withPermit(question);
      return result;
    } finally { // a fault of ours must not leave the others waiting
      flights.remove(key, mine);
      mine.complete(result);
    }
  }

  private R withPermit(Supplier<R> question) {
    if (!permits.tryAcquire()) {
      return busy;
    }
    try {
      return question.get();
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
