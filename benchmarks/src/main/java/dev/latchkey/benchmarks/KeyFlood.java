package dev.latchkey.benchmarks;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.testkit.TestProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Somebody sends tokens that name keys which nobody has, while honest callers go on. How often is
 * the provider asked for keys, and do the honest callers notice?
 *
 * <p>Two phases of the same length take turns, without the flood and with it. Calls go straight
 * into the gate, so that no web server hides what is measured; keys come over real HTTP.
 */
public final class KeyFlood {

  private static final int FLOOD_TOKENS = 10_000;
  private static final int GOOD_CALLS = 10_000;
  private static final int GOOD_TOKENS = 50;
  private static final int ROUNDS = 5;
  private static final Duration PHASE = Duration.ofSeconds(5);
  private static final Duration COOL_DOWN = Duration.ofSeconds(1);

  /** The level of a logger counts as long as somebody holds it. */
  private static final Logger LOG = Logger.getLogger("dev.latchkey");

  private final TestProvider provider;
  private final Latchkey latchkey;
  private final String[] good = new String[GOOD_TOKENS];

  private KeyFlood(TestProvider provider, Latchkey latchkey) {
    this.provider = provider;
    this.latchkey = latchkey;
    Arrays.setAll(good, i -> provider.token().subject("user-" + i).sign());
  }

  /** Runs it and prints one line a round; breaks off where the provider was asked too often. */
  public static void main(String[] arguments) {
    LOG.setLevel(Level.OFF); // 10,000 lines would be measured with it
    try (TestProvider provider = TestProvider.start();
        Latchkey latchkey =
            Latchkey.builder()
                .issuer(provider.issuer())
                .audience(provider.audience())
                .rules("bearer /**")
                .set("jwks.cool-down", COOL_DOWN.toSeconds() + "s")
                .set("insecure-http-hosts", "127.0.0.1 localhost")
                .build()) {
      new KeyFlood(provider, latchkey).run();
    }
  }

  private void run() {
    phase(); // warms up, and fetches the keys
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double quiet = percentile99(phase());
      provider.forgetRequests();
      CompletableFuture<Void> flood = CompletableFuture.runAsync(this::flood);
      double flooded = percentile99(phase());
      flood.join();
      ratios[round] = flooded / quiet;
      System.out.printf("p99 %.1f us without the flood, %.1f us with it; ", quiet, flooded);
      reportFetches(provider.count("/jwks"));
    }
    Arrays.sort(ratios);
    System.out.printf("ratio with to without, median of %d: %.2f%n", ROUNDS, ratios[ROUNDS / 2]);
  }

  /**
   * Calls at an even pace and returns what each decision took: not how late it began, which on a
   * shared machine tells of the neighbours.
   */
  private long[] phase() {
    long[] nanos = new long[GOOD_CALLS];
    long begin = System.nanoTime();
    for (int i = 0; i < GOOD_CALLS; i++) {
      awaitNanoTime(begin + PHASE.toNanos() * i / GOOD_CALLS);
      long start = System.nanoTime();
      expect(good[i % GOOD_TOKENS], true);
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  private void flood() {
    long begin = System.nanoTime();
    for (int i = 0; i < FLOOD_TOKENS; i++) {
      awaitNanoTime(begin + PHASE.toNanos() * i / FLOOD_TOKENS);
      expect(withMadeUpKeyId(good[i % GOOD_TOKENS]), false);
    }
  }

  private static String withMadeUpKeyId(String token) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + UUID.randomUUID() + "\"}";
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.US_ASCII))
        + token.substring(token.indexOf('.'));
  }

  private void expect(String token, boolean passes) {
    Decision decision = latchkey.decide(OrdersRequest.withToken(token));
    if (decision instanceof Decision.Proceed != passes) {
      throw new IllegalStateException("not fit to be measured: " + decision);
    }
  }

  private static void awaitNanoTime(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (left > TimeUnit.MICROSECONDS.toNanos(100)) {
        LockSupport.parkNanos(left - TimeUnit.MICROSECONDS.toNanos(60));
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private static void reportFetches(int fetches) {
    long allowed = PHASE.dividedBy(COOL_DOWN) + 1;
    System.out.printf(
        "%d fetches of keys for %d made-up ids, at most %d are allowed%n",
        fetches, FLOOD_TOKENS, allowed);
    if (fetches < 1 || fetches > allowed) {
      throw new IllegalStateException("keys were fetched " + fetches + " times");
    }
  }

  /** In microseconds. */
  private static double percentile99(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length * 99 / 100] / 1_000.0;
  }
}
