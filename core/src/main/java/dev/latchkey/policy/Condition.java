package dev.latchkey.policy;

import dev.latchkey.event.Reason;
import dev.latchkey.token.Identity;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One condition of a rule.
 *
 * @param text as written
 * @param reason what to answer when it does not hold
 * @param scopes the scopes that it asks for; empty for all other kinds
 * @param test reads the caller; never changes, never fails
 */
record Condition(String text, Reason reason, Set<String> scopes, Predicate<Identity> test) {

  boolean holds(Identity caller) {
    return test.test(caller);
  }

  /** As written: the test has nothing to print. */
  @Override
  public String toString() {
    return text;
  }
}
