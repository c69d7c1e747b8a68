package dev.latchkey.gate;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where adapters further out leave what they have decided: the names of request attributes. So
 * those further in need not list all attributes of each request, which is dear. Thread-safe.
 */
public final class Handovers {

  private final Set<String> names = new CopyOnWriteArraySet<>();

  /** Says that an adapter leaves its {@link Handover}s under this name, from now on. */
  public void expect(String name) {
    names.add(name);
  }

  /**
   * Looks what was left.
   *
   * @param by the instance whose handovers count
   * @param attribute an attribute of the request by its name; {@code null} where there is none
   * @return {@code null} when nothing was left
   */
  public @Nullable Handover find(Object by, Function<String, @Nullable Object> attribute) {
    for (String name : names) {
      if (attribute.apply(name) instanceof Handover found && found.by() == by) {
        return found;
      }
    }
    return null;
  }
}
