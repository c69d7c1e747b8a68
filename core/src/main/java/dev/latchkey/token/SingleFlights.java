package dev.latchkey.token;

import dev.latchkey.event.Reason;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets one caller find out what several want to know at the same time, and only so many find out
 * something at once: whoever is too many gets no answer, immediately. Thread-safe.
 */
final class SingleFlights<T> {

  private final Map<String, CompletableFuture<TokenResult<T>>> flights = new ConcurrentHashMap<>();
  private final Semaphore permits;

  SingleFlights(int most) {
    this.permits = new Semaphore(most);
  }

  /**
   * Finds out, or waits for the one who does.
   *
   * @param question bounded in time, since others wait for it
   */
  TokenResult<T> ask(String key, Supplier<TokenResult<T>> question) {
    CompletableFuture<TokenResult<T>> mine = new CompletableFuture<>();
    CompletableFuture<TokenResult<T>> other = flights.putIfAbsent(key, mine);
    return other == null ? lead(key, mine, question) : follow(other);
  }

  private TokenResult<T> lead(
      String key, CompletableFuture<TokenResult<T>> mine, Supplier<TokenResult<T>> question) {
    TokenResult<T> result = unavailable(Reason.INTERNAL_ERROR, "the question broke off");
    try {
      result = withPermit(question);
      return result;
    } finally { // a fault of ours must not leave the others waiting
      flights.remove(key, mine);
      mine.complete(result);
    }
  }

  private TokenResult<T> withPermit(Supplier<TokenResult<T>> question) {
    if (!permits.tryAcquire()) {
      return unavailable(
          Reason.INTROSPECTION_BUSY, "too many introspection calls are under way already");
    }
    try {
      return question.get();
    } finally {
      permits.release();
    }
  }

  private TokenResult<T> follow(CompletableFuture<TokenResult<T>> other) {
    try {
      return other.get();
    } catch (InterruptedException e) { // this caller's own matter
      Thread.currentThread().interrupt();
      return unavailable(Reason.INTROSPECTION_FAILED, "interrupted while waiting for an answer");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a flight always lands", e);
    }
  }

  private static <T> TokenResult<T> unavailable(Reason reason, String detail) {
    return new TokenResult.Unavailable<>(reason, detail);
  }
}
