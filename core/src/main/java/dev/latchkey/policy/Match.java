package dev.latchkey.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the rule table says about a method and a path, before any credential is read. */
public sealed interface Match {

  /** The first line that matches; it decides alone. */
  record Matched(Rule rule) implements Match {}

  /**
   * Lines match the path, but none lists the method.
   *
   * @param allowed the methods that they do list, for {@code Allow} (RFC 9110 section 10.2.1), in
   *     the order of the lines
   */
  record MethodNotListed(Set<String> allowed) implements Match {
    /** Copies the set. */
    public MethodNotListed {
      allowed = Collections.unmodifiableSet(new LinkedHashSet<>(allowed));
    }
  }

  /** No line matches: refused. */
  record NoRule() implements Match {}
}
