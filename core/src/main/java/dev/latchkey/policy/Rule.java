package dev.latchkey.policy;

import dev.latchkey.event.Reason;
import dev.latchkey.token.Identity;
import java.util.List;
import java.util.Set;

/** One rule: a line of the table with its {@code or} lines. Immutable and thread-safe. */
public final class Rule {

  private static final Verdict GRANTED = new Verdict.Granted();
  private static final Verdict DENIED =
      new Verdict.Lacking(Reason.DENIED, Set.of(), Access.DENY.word());

  private final int line;
  private final String text;
  private final String label;
  private final Access access;
  private final boolean audited;
  private final Methods methods;
  private final PathPattern[] paths;
  private final Alternative[] alternatives;
  private final AcceptedProviders providers;

  Rule(
      int line,
      String text,
      AccessWord access,
      Methods methods,
      List<PathPattern> paths,
      List<Alternative> alternatives) {
    this.line = line;
    this.text = text;
    this.label = "line " + line + ": " + text;
    this.access = access.access();
    this.audited = access.audited();
    this.methods = methods;
    this.paths = paths.toArray(new PathPattern[0]);
    this.alternatives = alternatives.toArray(new Alternative[0]);
    this.providers =
        AcceptedProviders.union(alternatives.stream().map(Alternative::providers).toList());
  }

  /** Which credentials are read. */
  public Access access() {
    return access;
  }

  /** Whether whoever it would refuse passes, and is told of. */
  public boolean isAudited() {
    return audited;
  }

  /** The number of its line, from 1. */
  public int line() {
    return line;
  }

  /** The rule as written, on one line: without comment, with single blanks between its words. */
  public String text() {
    return text;
  }

  /** Whose tokens and sessions count; those of the main provider where the rule names none. */
  public AcceptedProviders providers() {
    return providers;
  }

  /**
   * Judges a caller whose credential was verified and is of a kind that {@link #access} reads.
   *
   * <p>Without conditions everybody is granted, but by a {@code deny} rule nobody. Only the
   * alternatives count that accept the caller's provider; when none of them holds, the refusal is
   * that of the first one, but of the first one that a login could mend if there is any.
   *
   * @param provider the one that vouches for the caller, one of {@link #providers}
   */
  public Verdict judge(Identity caller, String provider, SkewedClock clock) {
    if (access == Access.DENY || !providers.test(provider)) {
      return DENIED;
    }
    Verdict.Lacking refusal = null;
    for (Alternative alternative : alternatives) {
      if (!alternative.providers().test(provider)) {
        continue;
      }
      Verdict.Lacking lacking = alternative.judge(caller, clock);
      if (lacking == null) {
        return GRANTED;
      }
      if (refusal == null || lacking.isMendable() && !refusal.isMendable()) {
        refusal = lacking;
      }
    }
    return refusal == null ? GRANTED : refusal;
  }

  /** The scopes to name when a credential is asked for: those of the first alternative. */
  public Set<String> scopesAsked() {
    return alternatives.length == 0 ? Set.of() : alternatives[0].scopes();
  }

  List<Alternative> alternatives() {
    return List.of(alternatives);
  }

  Methods methods() {
    return methods;
  }

  List<PathPattern> paths() {
    return List.of(paths);
  }

  /** Tells whether one of its paths matches; another rule before it may match, too. */
  public boolean isFor(String path) {
    for (PathPattern pattern : paths) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /** The same but for expressions, of which one path tells nothing about others. */
  boolean isForTemplates(String path) {
    for (PathPattern pattern : paths) {
      if (pattern instanceof PathTemplate && pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }

  boolean covers(PathPattern other) {
    for (PathPattern pattern : paths) {
      if (pattern.covers(other)) {
        return true;
      }
    }
    return false;
  }

  /** The line number and the text; made once, since every decision is told with it. */
  @Override
  public String toString() {
    return label;
  }
}
