package dev.latchkey.policy;

import dev.latchkey.token.Identity;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Whether the caller holds one of the wanted values. */
final class HeldValue implements Predicate<Identity> {

  private final String[] wanted;
  private final Function<Identity, Collection<String>> held;

  /** A typed view of what the caller holds is enough: nothing is copied on the way. */
  HeldValue(Set<String> wanted, Function<Identity, ? extends Collection<String>> held) {
    this.wanted = wanted.toArray(new String[0]);
    this.held = held::apply;
  }

  @Override
  public boolean test(Identity caller) {
    Collection<String> all = held.apply(caller);
    for (String one : wanted) {
      if (all.contains(one)) {
        return true;
      }
    }
    return false;
  }
}
