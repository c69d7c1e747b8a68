package dev.latchkey.policy;

import dev.latchkey.token.Identity;
import dev.latchkey.token.LoginDemands;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that must all hold: those of a rule's line, those of one of its {@code or} lines, or
 * those that a place in the application's code asks for. Immutable and thread-safe.
 */
public final class Alternative {

  private final AcceptedProviders providers;
  private final Condition[] conditions;
  private final Verdict.Lacking[] refusals;
  private final Set<String> scopes;

  Alternative(AcceptedProviders providers, List<Condition> conditions) {
    this.providers = providers;
    this.scopes = scopesOf(conditions);
    // nobody is to sign in again and then be refused for what that could not mend
    this.conditions =
        conditions.stream()
            .sorted(Comparator.comparing(Condition::isMendable))
            .toArray(Condition[]::new);
    LoginDemands demands =
        conditions.stream().map(Condition::demands).reduce(LoginDemands.none(), LoginDemands::and);
    this.refusals =
        Arrays.stream(this.conditions)
            .map(lacking -> refusal(lacking, scopes, demands))
            .toArray(Verdict.Lacking[]::new);
  }

  /**
   * One role of several is enough.
   *
   * @param roles matched exactly; none means that nobody has one
   * @param askedBy who asks, for the log
   */
  public static Alternative oneRoleOf(Collection<String> roles, String askedBy) {
    return new Alternative(
        AcceptedProviders.MAIN, List.of(ConditionReader.oneRoleOf(Set.copyOf(roles), askedBy)));
  }

  /**
   * All scopes are needed.
   *
   * @param scopes matched exactly
   * @param askedBy who asks, for the log
   * @throws IllegalArgumentException when there is none, or one that no token could have
   */
  public static Alternative allScopes(Collection<String> scopes, String askedBy) {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("no scope is named; name those that are needed");
    }
    return new Alternative(
        AcceptedProviders.MAIN,
        scopes.stream().map(scope -> ConditionReader.scope(scope, askedBy)).toList());
  }

  /** Nothing is needed but a provider to vouch for the caller. */
  public static Alternative anyCaller() {
    return new Alternative(AcceptedProviders.MAIN, List.of());
  }

  /** The same, for callers of the given providers. */
  public Alternative from(AcceptedProviders newProviders) {
    return new Alternative(newProviders, List.of(conditions));
  }

  /** Whose callers may meet this. */
  public AcceptedProviders providers() {
    return providers;
  }

  private static Set<String> scopesOf(List<Condition> conditions) {
    Set<String> scopes = new LinkedHashSet<>();
    conditions.forEach(condition -> scopes.addAll(condition.scopes()));
    return Collections.unmodifiableSet(scopes);
  }

  private static Verdict.Lacking refusal(
      Condition lacking, Set<String> scopes, LoginDemands demands) {
    // RFC 6750 section 3: the scopes needed for the resource, so all of them and not the missing
    // one
    Set<String> asked = lacking.scopes().isEmpty() ? Set.of() : scopes;
    return new Verdict.Lacking(
        lacking.reason(),
        asked,
        lacking.text(),
        lacking.isMendable() ? demands : LoginDemands.none());
  }

  /** Tells whether nobody meets this who has signed in at a provider by one of these levels. */
  boolean isBeyond(String provider, Set<String> levels) {
    return providers.isOnly(provider)
        && Arrays.stream(conditions)
            .map(each -> each.demands().acrValues())
            .anyMatch(asked -> !asked.isEmpty() && Collections.disjoint(asked, levels));
  }

  List<Condition> conditions() {
    return List.of(conditions);
  }

  /** The scopes that this asks for, in the order written. */
  Set<String> scopes() {
    return scopes;
  }

  /**
   * Judges a caller of one of the {@link #providers}: returns the refusal for the first condition
   * that does not hold, those that a login could mend last, or {@code null}.
   */
  public Verdict.@Nullable Lacking judge(Identity caller, SkewedClock clock) {
    for (int i = 0; i < conditions.length; i++) {
      if (!conditions[i].holds(caller, clock)) {
        return refusals[i];
      }
    }
    return null;
  }
}
