package dev.latchkey.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Faults that hit a path as a whole, before its endpoint is asked. */
final class PathFaults {
  private static final int FOR_EVER = -1;
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final Map<String, Override> overrides = new ConcurrentHashMap<>();
  private final Map<String, WireFault> wires = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  private record Override(Answer answer, int times) {
    @Nullable Override oneLess() {
      return times == 1 ? null : new Override(answer, times == FOR_EVER ? FOR_EVER : times - 1);
    }
  }

  void answer(String path, Answer answer) {
    overrides.put(path, new Override(answer, FOR_EVER));
  }

  void answerNext(int times, String path, Answer answer) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be 1 or more, not " + times);
    }
    overrides.put(path, new Override(answer, times));
  }

  void spoil(String path, WireFault fault) {
    wires.put(path, fault);
  }

  /** How answers of this path are spoilt on their way out, or null. */
  @Nullable WireFault wire(String path) {
    return wires.get(path);
  }

  void hold(String path, CountDownLatch gate) {
    gates.put(path, gate);
  }

  /** Waits at the gate of this path, if there is one. */
  void await(String path) {
    CountDownLatch gate = gates.get(path);
    if (gate == null) {
      return;
    }
    try {
      boolean ignored = gate.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes one of the answers prepared for this path, or null. */
  @Nullable Answer take(String path) {
    Answer[] taken = new Answer[1];
    overrides.computeIfPresent(
        path,
        (same, override) -> {
          taken[0] = override.answer();
          return override.oneLess();
        });
    return taken[0];
  }

  void clear() {
    overrides.clear();
    wires.clear();
    gates.clear();
  }
}
