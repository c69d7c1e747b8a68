package dev.latchkey.policy;

import dev.latchkey.token.TrustedIssuer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose callers count: those of the named providers, or of all. Where nothing is named, those of
 * the main one. Immutable and thread-safe.
 */
public final class AcceptedProviders implements Predicate<String> {

  /** Where no provider is named. */
  public static final AcceptedProviders MAIN = new AcceptedProviders(Set.of(TrustedIssuer.MAIN));

  private static final String CONDITION = "provider=";
  private static final String ANY = "*";

  private final Set<String> names;
  private final boolean all;

  private AcceptedProviders(Set<String> names) {
    this.names = names;
    this.all = names.contains(ANY);
  }

  /** Takes names as they stand in code; {@code *} for all. */
  public static AcceptedProviders of(Collection<String> names) {
    return new AcceptedProviders(new LinkedHashSet<>(names));
  }

  /** Tells whether a word of a rule is about providers; it may still be wrong. */
  static boolean isMeant(String word) {
    return word.startsWith(CONDITION);
  }

  /**
   * Reads {@code provider=name|name}, or {@code provider=*} for all.
   *
   * @param known the names of providers that there are
   * @throws IllegalArgumentException when it names another, with advice
   */
  static AcceptedProviders read(String word, Collection<String> known) {
    List<String> values = RuleLine.split(word.substring(CONDITION.length()), '|');
    if (values.equals(List.of(ANY))) {
      return of(values);
    }
    List<String> names = values.stream().map(RuleLine::unquoted).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown provider \"%s\"; known are %s, and * alone for all"
                .formatted(name, String.join(", ", known)));
      }
    }
    return of(names);
  }

  /** All that one of them accepts. */
  static AcceptedProviders union(Collection<AcceptedProviders> several) {
    Set<String> names = new LinkedHashSet<>();
    several.forEach(each -> names.addAll(each.names));
    return names.isEmpty() ? MAIN : of(names);
  }

  /** Tells whether no other one is accepted. */
  boolean isOnly(String provider) {
    return names.equals(Set.of(provider));
  }

  @Override
  public boolean test(String provider) {
    return all || names.contains(provider);
  }

  /**
   * Where users sign in who are not signed in anywhere: the first, {@code *} being the main one.
   */
  String first() {
    String named = names.iterator().next();
    return named.equals(ANY) ? TrustedIssuer.MAIN : named;
  }

  /**
   * Those that are accepted of some, in the order in which they are named; {@code *} names those
   * that it adds in their own order.
   */
  public List<String> among(Collection<String> some) {
    Set<String> accepted = new LinkedHashSet<>(names);
    if (all) {
      accepted.addAll(some);
    }
    accepted.retainAll(some);
    return List.copyOf(accepted);
  }

  /** The names as a rule has them, for example {@code main|partner}. */
  @Override
  public String toString() {
    return String.join("|", names);
  }
}
