package dev.latchkey.policy;

import dev.latchkey.token.Identity;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that must all hold: those of a rule's line, or those of one of its {@code or} lines.
 */
final class Alternative {

  private final Condition[] conditions;
  private final Verdict.Lacking[] refusals;
  private final Set<String> scopes;

  Alternative(List<Condition> conditions) {
    this.conditions = conditions.toArray(new Condition[0]);
    this.scopes = scopesOf(conditions);
    this.refusals =
        conditions.stream()
            .map(lacking -> refusal(lacking, scopes))
            .toArray(Verdict.Lacking[]::new);
  }

  private static Set<String> scopesOf(List<Condition> conditions) {
    Set<String> scopes = new LinkedHashSet<>();
    conditions.forEach(condition -> scopes.addAll(condition.scopes()));
    return Collections.unmodifiableSet(scopes);
  }

  private static Verdict.Lacking refusal(Condition lacking, Set<String> scopes) {
    // RFC 6750 section 3: the scopes needed for the resource, so all of them and not the missing
    // one
    Set<String> asked = lacking.scopes().isEmpty() ? Set.of() : scopes;
    return new Verdict.Lacking(lacking.reason(), asked, lacking.text());
  }

  /** The scopes that this asks for, in the order written. */
  Set<String> scopes() {
    return scopes;
  }

  /** Returns the refusal for the first condition that does not hold, or {@code null}. */
  Verdict.@Nullable Lacking judge(Identity caller) {
    for (int i = 0; i < conditions.length; i++) {
      if (!conditions[i].holds(caller)) {
        return refusals[i];
      }
    }
    return null;
  }
}
