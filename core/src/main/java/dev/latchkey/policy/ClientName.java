package dev.latchkey.policy;

import dev.latchkey.token.Identity;
import java.util.Set;
import java.util.function.Predicate;

/** Whether the token was issued to one of the wanted clients. */
final class ClientName implements Predicate<Identity> {

  private final Set<String> wanted;

  ClientName(Set<String> wanted) {
    this.wanted = Set.copyOf(wanted);
  }

  @Override
  public boolean test(Identity caller) {
    return caller.client().filter(wanted::contains).isPresent();
  }
}
