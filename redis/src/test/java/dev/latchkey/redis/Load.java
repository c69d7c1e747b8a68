package dev.latchkey.redis;

import dev.latchkey.seal.SealedStore.Kept;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Nodes that read and write sessions without a pause, and count what they would have told users. A
 * session is a number that says whose it is; each is written by one thread alone.
 */
final class Load implements AutoCloseable {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int THREADS = 4;
  private static final int SESSIONS = 200;

  private final List<RedisStore> nodes;
  private final List<Thread> threads = new ArrayList<>();
  private final long[] acknowledged = new long[SESSIONS];

  final AtomicInteger done = new AtomicInteger();
  final AtomicInteger unavailable = new AtomicInteger();
  final AtomicInteger absent = new AtomicInteger();
  final AtomicInteger wrong = new AtomicInteger();
  final AtomicInteger older = new AtomicInteger();
  private final AtomicLong firstTrouble = new AtomicLong();
  private final AtomicLong lastTrouble = new AtomicLong();
  private final AtomicLong longestCall = new AtomicLong();
  private volatile boolean over;

  private Load(List<RedisStore> nodes) {
    this.nodes = nodes;
  }

  /** Signs all in, and begins. */
  static Load on(RedisStore... nodes) throws IOException {
    Load load = new Load(List.of(nodes));
    for (int session = 0; session < SESSIONS; session++) {
      nodes[0].putIfAbsent(key(session), value(session), HOUR);
      load.acknowledged[session] = 1;
    }
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      Thread thread = new Thread(() -> load.run(first), "load-" + i);
      load.threads.add(thread);
    }
    load.threads.forEach(Thread::start);
    return load;
  }

  static String key(int session) {
    return "session-" + session;
  }

  private static byte[] value(int session) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(session).array();
  }

  private void run(int first) {
    for (int round = 0; !over; round++) {
      for (int session = first; session < SESSIONS && !over; session += THREADS) {
        visit(nodes.get((session + round) % nodes.size()), session);
      }
    }
  }

  private void visit(RedisStore node, int session) {
    long begin = System.nanoTime();
    try {
      judge(session, node.get(key(session)), node);
      done.incrementAndGet();
    } catch (IOException e) {
      unavailable.incrementAndGet();
      firstTrouble.compareAndSet(0, begin);
      lastTrouble.set(System.nanoTime());
    }
    longestCall.accumulateAndGet((System.nanoTime() - begin) / 2, Math::max); // two calls
  }

  private void judge(int session, Optional<Kept> found, RedisStore node) throws IOException {
    if (found.isEmpty()) {
      absent.incrementAndGet();
      return;
    }
    Kept kept = found.get();
    if (ByteBuffer.wrap(kept.sealed()).getInt() != session) {
      wrong.incrementAndGet();
    }
    if (kept.version() < acknowledged[session]) {
      older.incrementAndGet();
      acknowledged[session] = kept.version();
    }
    if (node.putIfVersion(key(session), kept.version(), value(session), HOUR)) {
      acknowledged[session] = kept.version() + 1;
    }
  }

  /** Lets so many visits pass. */
  void goOn(int visits) {
    int before = done.get();
    Waiting.until(
        visits + " more visits", Duration.ofSeconds(60), () -> done.get() - before >= visits);
  }

  /** Ends, and tells what has been. */
  String end() {
    close();
    long trouble = (lastTrouble.get() - firstTrouble.get()) / 1_000_000;
    return "%d visits, %d unavailable over %d ms, %d sessions absent, %d wrong, %d versions older"
            .formatted(
                done.get(), unavailable.get(), trouble, absent.get(), wrong.get(), older.get())
        + ", longest pair of calls %d ms".formatted(2 * longestCall.get() / 1_000_000);
  }

  @Override
  public void close() {
    over = true;
    for (Thread each : threads) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
