package dev.latchkey;

import dev.latchkey.event.Counters;
import dev.latchkey.event.CountingListener;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Gate;
import dev.latchkey.gate.GateRequest;
import dev.latchkey.gate.Handovers;
import dev.latchkey.gate.Requirement;
import dev.latchkey.gate.SignInPaths;
import dev.latchkey.token.TrustedIssuer;
import java.util.List;
import java.util.Optional;

/**
 * OpenID Connect inside an application: one instance decides about all its requests. Given to a
 * filter or a feature, which asks it; closed by whoever built it. Thread-safe.
 */
public final class Latchkey implements AutoCloseable {

  private final Handovers handovers = new Handovers();
  private final Gate gate;
  private final List<ProviderStatus> providers;
  private final CountingListener counts;
  private final Closeables closeables;
  private final RuleReplacement rules;

  Latchkey(
      Gate gate,
      List<ProviderStatus> providers,
      CountingListener counts,
      Closeables closeables,
      RuleReplacement rules) {
    this.gate = gate;
    this.providers = List.copyOf(providers);
    this.counts = counts;
    this.closeables = closeables;
    this.rules = rules;
  }

  /** Begins to collect settings. */
  public static LatchkeyBuilder builder() {
    return new LatchkeyBuilder();
  }

  /** Decides about one request; for adapters. Never throws. */
  public Decision decide(GateRequest request) {
    return gate.decide(request);
  }

  /**
   * Decides about a request that was decided about and that the application's code asks more of;
   * for adapters. Never throws.
   *
   * @param decided what {@link #decide} said about this request
   * @return {@code decided} itself, or a stop
   */
  public Decision check(GateRequest request, Decision.Proceed decided, Requirement requirement) {
    return gate.check(request, decided, requirement);
  }

  /** Where adapters further out leave what this has decided; for adapters. */
  public Handovers handovers() {
    return handovers;
  }

  /**
   * Where users of the main provider sign in and out, for links and tests; empty where nobody signs
   * in there.
   */
  public Optional<SignInPaths> signInPaths() {
    return signInPaths(TrustedIssuer.MAIN);
  }

  /**
   * The same, for users of another provider.
   *
   * @param provider as rules call it, one of {@link #providers}; empty also for one of no such name
   */
  public Optional<SignInPaths> signInPaths(String provider) {
    return gate.signInPaths(provider);
  }

  /** What rules and annotations call the providers: {@code main} and those beside it. */
  public List<String> providers() {
    return gate.providers();
  }

  /** How the providers are doing. Does not wait, and asks nobody for the sake of the answer. */
  public Status status() {
    return new Status(providers.stream().map(ProviderStatus::now).toList());
  }

  /** How often each thing happened that a listener hears of. Quick; takes no lock. */
  public Counters counters() {
    return counts.now();
  }

  /**
   * Tells the listener of something that an operator should look at, once however often it is
   * called with the same text; for adapters.
   */
  public void warn(String detail) {
    gate.warn(detail);
  }

  /**
   * Puts other rules in place of those there are, in one step: each request is decided by the old
   * rules or by the new ones. Everything else stays as it was set at the start; rules that need
   * more than that, such as signing in where there is no client, are refused.
   *
   * @param newRules the whole table, as the setting {@code rules} has it
   * @throws IllegalArgumentException listing every problem and what to do about it; then the old
   *     rules stay
   */
  public void reload(String newRules) {
    rules.replace(newRules);
  }

  /** The same for rules that method calls have written. */
  public void reload(Rules newRules) {
    reload(newRules.toString());
  }

  /**
   * Ends all threads and calls; from now on every request is answered with 503. Where sessions'
   * tokens are being refreshed it waits for them, five seconds at the most in all: they may be the
   * only ones that the provider still takes. Requests that wait for them are answered as ever. An
   * interrupted thread does not wait, and stays interrupted.
   */
  @Override
  public void close() {
    gate.close();
    closeables.close();
  }
}
