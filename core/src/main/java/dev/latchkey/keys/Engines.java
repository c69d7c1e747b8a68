package dev.latchkey.keys;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Signature engines that are bound to one key and wait for work: to bind one anew costs a few
 * hundred nanoseconds, with a native provider more than the verification itself. Thread-safe; an
 * engine is in one thread's hands at a time.
 *
 * @param <E> the engine
 */
final class Engines<E> {

  /** More than can work at a time, so that an engine of a thread that was put aside is no loss. */
  private static final int SLOTS =
      Math.min(64, 2 * Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1));

  private final Binding<E> binding;
  private final AtomicReferenceArray<@Nullable E> idle = new AtomicReferenceArray<>(SLOTS);

  /** Makes an engine and binds it to the key. */
  interface Binding<E> {
    E bind() throws GeneralSecurityException;
  }

  /** What an engine is needed for. */
  interface Work<E> {
    boolean holds(E engine) throws GeneralSecurityException;
  }

  Engines(Binding<E> binding) {
    this.binding = binding;
  }

  /** Lets an engine work; one that fails is not used again, as nobody knows what is left in it. */
  boolean holds(Work<E> work) throws GeneralSecurityException {
    int home = (int) Thread.currentThread().getId();
    E engine = take(home);
    boolean holds = work.holds(engine);
    giveBack(engine, home);
    return holds;
  }

  private E take(int home) throws GeneralSecurityException {
    for (int i = 0; i < SLOTS; i++) {
      int slot = home + i & SLOTS - 1;
      if (idle.get(slot) != null) {
        E engine = idle.getAndSet(slot, null);
        if (engine != null) {
          return engine;
        }
      }
    }
    return binding.bind();
  }

  private void giveBack(E engine, int home) {
    for (int i = 0; i < SLOTS; i++) {
      if (idle.compareAndSet(home + i & SLOTS - 1, null, engine)) {
        return;
      }
    }
  }
}
