package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import dev.latchkey.policy.AcceptedProviders;
import dev.latchkey.policy.Alternative;
import dev.latchkey.policy.SkewedClock;
import dev.latchkey.policy.Verdict;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a place in the application's code asks of its caller, beside the rule that let the request
 * through: an annotation, for example. Immutable and thread-safe.
 */
public final class Requirement {

  private final @Nullable Alternative conditions;
  private final String askedBy;

  private Requirement(@Nullable Alternative conditions, String askedBy) {
    this.conditions = conditions;
    this.askedBy = askedBy;
  }

  /**
   * Nobody passes.
   *
   * @param askedBy who asks, for the log
   */
  public static Requirement nobody(String askedBy) {
    return new Requirement(null, askedBy);
  }

  /**
   * Callers who have one of the roles pass.
   *
   * @param roles matched exactly; none means that nobody passes
   * @param askedBy who asks, for the log
   */
  public static Requirement oneRoleOf(Collection<String> roles, String askedBy) {
    return roles.isEmpty()
        ? nobody(askedBy)
        : new Requirement(Alternative.oneRoleOf(roles, askedBy), askedBy);
  }

  /**
   * Callers who have all the scopes pass.
   *
   * @param scopes matched exactly
   * @param askedBy who asks, for the log
   * @throws IllegalArgumentException when there is none, or one that no token could have
   */
  public static Requirement allScopes(Collection<String> scopes, String askedBy) {
    return new Requirement(Alternative.allScopes(scopes, askedBy), askedBy);
  }

  boolean needsCaller() {
    return conditions != null;
  }

  /**
   * Callers for whom a provider vouches pass.
   *
   * @param askedBy who asks, for the log
   */
  public static Requirement anyCaller(String askedBy) {
    return new Requirement(Alternative.anyCaller(), askedBy);
  }

  /**
   * The same, for callers of the given providers; without this it is for the main one's.
   *
   * @param providers their names, or {@code *} for all
   */
  public Requirement from(Collection<String> providers) {
    return conditions == null
        ? this
        : new Requirement(conditions.from(AcceptedProviders.of(providers)), askedBy);
  }

  /** Whose callers pass. */
  AcceptedProviders providers() {
    return conditions == null ? AcceptedProviders.MAIN : conditions.providers();
  }

  /** Returns what lacks; {@code null} when nothing does. */
  Verdict.@Nullable Lacking judge(@Nullable Caller caller, SkewedClock clock) {
    if (conditions == null || caller == null) {
      return lacking(Reason.DENIED, askedBy);
    }
    AcceptedProviders accepted = providers();
    return accepted.test(caller.provider())
        ? conditions.judge(caller.identity(), clock)
        : lacking(
            Reason.ISSUER_WRONG,
            "%s accepts callers of provider %s, this one is of %s; if it should, name it there"
                .formatted(askedBy, accepted, caller.provider()));
  }

  private static Verdict.Lacking lacking(Reason reason, String detail) {
    return new Verdict.Lacking(reason, Set.of(), detail);
  }

  String askedBy() {
    return askedBy;
  }

  /** Who asks. */
  @Override
  public String toString() {
    return "Requirement[" + askedBy + "]";
  }
}
