package dev.latchkey.policy;

import dev.latchkey.event.Reason;
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
   */
  record Lacking(Reason reason, Set<String> scopes, String detail) implements Verdict {
    /** Copies the set. */
    public Lacking {
      scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }
  }
}
