package dev.latchkey.policy;

import dev.latchkey.event.Reason;
import dev.latchkey.token.Identity;
import dev.latchkey.token.LoginDemands;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * One condition of a rule.
 *
 * @param text as written
 * @param reason what to answer when it does not hold
 * @param scopes the scopes that it asks for; empty for all other kinds
 * @param demands what a login that meets it asks for; none where none could
 * @param test reads the caller; never changes, never fails
 */
record Condition(
    String text,
    Reason reason,
    Set<String> scopes,
    LoginDemands demands,
    BiPredicate<Identity, SkewedClock> test) {

  /** One that no login mends and no time changes. */
  Condition(String text, Reason reason, Set<String> scopes, Predicate<Identity> test) {
    this(text, reason, scopes, LoginDemands.none(), (caller, clock) -> test.test(caller));
  }

  boolean holds(Identity caller, SkewedClock clock) {
    return test.test(caller, clock);
  }

  /** Tells whether signing in again can mend it. */
  boolean isMendable() {
    return !demands.isNone();
  }

  /** As written: the test has nothing to print. */
  @Override
  public String toString() {
    return text;
  }
}
