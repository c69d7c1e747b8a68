package dev.latchkey.testing;

import dev.latchkey.http.Background;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Runs tasks at once on the thread that gives them, or when told to; keeps those for later. */
public final class FakeBackground implements Background {

  /** A task for later. */
  public record Later(Duration delay, Runnable task) {}

  public final List<Later> later = new ArrayList<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean held;

  /** From now on tasks wait for {@link #release}. */
  public void hold() {
    held = true;
  }

  /** Runs what waits, and further tasks at once. */
  public void release() {
    held = false;
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      task.run();
    }
  }

  public int waiting() {
    return waiting.size();
  }

  @Override
  public void execute(Runnable task) {
    if (held) {
      waiting.add(task);
    } else {
      task.run();
    }
  }

  @Override
  public void executeAfter(Duration delay, Runnable task) {
    later.add(new Later(delay, task));
  }
}
