package dev.latchkey.policy;

import dev.latchkey.event.Reason;
import dev.latchkey.token.LoginDemands;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** May this caller do this? */
public sealed interface Verdict {

  /** The conditions hold. */
  record Granted() implements Verdict {}

  /**
   * A condition does not hold.
   *
   * @param reason what kind of condition
   * @param scopes the scopes to name in {@code WWW-Authenticate} (RFC 6750 section 3); empty unless
   *     a scope is what lacks
   * @param detail the condition as written in the rule, for the log; holds nothing of the caller
   * @param demands what to ask of a login that mends it; none where none could
   */
  record Lacking(Reason reason, Set<String> scopes, String detail, LoginDemands demands)
      implements Verdict {
    /** Copies the set. */
    public Lacking {
      scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }

    /** What no login mends. */
    public Lacking(Reason reason, Set<String> scopes, String detail) {
      this(reason, scopes, detail, LoginDemands.none());
    }

    /** Tells whether signing in again can mend it. */
    public boolean isMendable() {
      return !demands.isNone();
    }
  }
}
