package dev.latchkey.stories;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An honest client that calls without a pause, with one of its tokens after the other. */
final class GoodTraffic implements AutoCloseable {

  private final String address;
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "good-traffic");
  private volatile boolean ended;

  private GoodTraffic(String address, String token) {
    this.address = address;
    this.tokens.add(token);
  }

  static GoodTraffic to(String address, String token) {
    GoodTraffic traffic = new GoodTraffic(address, token);
    traffic.thread.start();
    return traffic;
  }

  /** Calls with this token as well. */
  void add(String token) {
    tokens.add(token);
  }

  /** Calls with this token no more. */
  void remove(String token) {
    tokens.remove(token);
  }

  /** Waits for so many more calls and returns every status so far that was not 200. */
  List<Integer> refusalsAfter(int moreCalls) {
    int enough = calls.get() + moreCalls;
    while (thread.isAlive() && calls.get() < enough) {
      Thread.onSpinWait();
    }
    return List.copyOf(refusals);
  }

  private void run() {
    while (!ended) {
      for (String token : tokens) {
        int status = Curl.getWithToken(address, token).statusCode();
        if (status != 200) {
          refusals.add(status);
        }
        calls.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
