package dev.latchkey.benchmarks.growth;

import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.Verifiers;
import dev.latchkey.benchmarks.pairs.Pace;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerToken;
import dev.latchkey.token.TokenResult;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * More and more threads with one verifier: what a token costs them in CPU time, which grows where
 * they disturb one another, and how many tokens they verify a second, which grows up to the number
 * of cores.
 */
final class Threads {

  /** The first comes twice: once for the JDK, which compiles on the way. */
  private static final List<Integer> SIZES = List.of(1, 1, 2, 4, 8);

  private static final int TOKENS = 1_000;

  /** Wall time counts here, of which a busy machine gives less. */
  private static final int WARM_UPS = 4;

  private Threads() {}

  /** What one size did in one window. */
  private record Work(double nanosEach, double perSecond) {}

  static Table measure(Pace pace) throws Exception {
    Table table =
        new Table(
            "threads",
            "Threads",
            "threads",
            List.of("CPU, seen", "CPU, unseen", "tokens/s, seen", "tokens/s, unseen"),
            List.of("CPU ns, seen", "CPU ns, unseen"));
    Issuer issuer = new Issuer("RS256");
    String[] tokens = new String[TOKENS];
    for (int i = 0; i < TOKENS; i++) {
      tokens[i] = "Bearer " + issuer.token();
    }
    ExecutorService threads = Executors.newFixedThreadPool(SIZES.get(SIZES.size() - 1));
    try {
      for (int size : SIZES) {
        Compared seen = compare(threads, Verifiers.of(issuer, 2 * TOKENS), tokens, size, pace);
        Compared unseen = compare(threads, Verifiers.of(issuer, 0), tokens, size, pace);
        table.add(
            size,
            List.of(seen.cpu(), unseen.cpu(), seen.throughput(), unseen.throughput()),
            List.of(seen.nanos(), unseen.nanos()));
      }
    } finally {
      threads.shutdownNow();
    }
    return table;
  }

  /** Medians of pairs. */
  private record Compared(double cpu, double throughput, double nanos) {}

  private static Compared compare(
      ExecutorService threads, AccessTokens verifier, String[] tokens, int size, Pace pace)
      throws Exception {
    long nanos = 8 * pace.window().toNanos(); // long enough for all threads to have their turns
    for (int i = 0; i < WARM_UPS * pace.warmUp().toNanos() / nanos; i++) {
      work(threads, verifier, tokens, size, nanos);
    }
    List<Double> cpu = new ArrayList<>();
    List<Double> throughput = new ArrayList<>();
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < pace.pairs(); i++) {
      Work one = work(threads, verifier, tokens, 1, nanos);
      Work many = work(threads, verifier, tokens, size, nanos);
      cpu.add(many.nanosEach() / one.nanosEach());
      throughput.add(many.perSecond() / one.perSecond());
      each.add(many.nanosEach());
    }
    return new Compared(median(cpu), median(throughput), median(each));
  }

  private static Work work(
      ExecutorService threads, AccessTokens verifier, String[] tokens, int size, long nanos)
      throws Exception {
    List<Callable<long[]>> all = new ArrayList<>();
    long end = System.nanoTime() + nanos;
    for (int i = 0; i < size; i++) {
      int from = i * 37;
      all.add(() -> verifyUntil(end, verifier, tokens, from));
    }
    long runs = 0;
    long spent = 0;
    for (Future<long[]> done : threads.invokeAll(all)) {
      runs += done.get()[0];
      spent += done.get()[1];
    }
    return new Work((double) spent / runs, runs * 1e9 / nanos);
  }

  /** How many tokens, and the CPU time of this thread. */
  private static long[] verifyUntil(long end, AccessTokens verifier, String[] tokens, int from) {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int runs = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 8; i++) {
        String header = new String(tokens[(from + runs++) % tokens.length].toCharArray());
        if (!(verifier.verify(new BearerToken(header)) instanceof TokenResult.Verified<?>)) {
          throw new IllegalStateException("not fit to be measured");
        }
      }
    }
    return new long[] {runs, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin};
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
  }
}
