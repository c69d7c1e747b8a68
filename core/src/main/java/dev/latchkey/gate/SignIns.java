package dev.latchkey.gate;

import dev.latchkey.event.Listener;
import dev.latchkey.policy.AcceptedProviders;
import dev.latchkey.policy.Rule;
import dev.latchkey.policy.RuleTable;
import dev.latchkey.policy.SkewedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where users sign in: at each provider that has a client here, the main one first; nowhere where
 * only bearer tokens are taken. Thread-safe.
 */
final class SignIns {

  /**
   * How long the end of an instance waits: half of the ten seconds after which Docker kills, the
   * shortest that is usual, so that a store and the application have time to end as well. A
   * provider that is well answers in a tenth of that.
   */
  private static final Duration LAST_CALLS = Duration.ofSeconds(5);

  private final Map<String, SignIn> byProvider = new LinkedHashMap<>();
  private final OwnCookies cookies;
  private volatile Map<Rule, List<SignIn>> byRule = Map.of(); // each request asks for one

  SignIns(List<SignInParts> parts, RuleTable rules, Answers answers, Listener listener) {
    cookies = OwnCookies.of(parts.stream().map(each -> each.sessions().cookieName()).toList());
    List<SignInSettings> settings = parts.stream().map(SignInParts::settings).toList();
    List<SignOut> exits =
        parts.stream().map(each -> new SignOut(each, each.report(listener))).toList();
    for (int i = 0; i < parts.size(); i++) {
      SignInParts own = parts.get(i);
      // whoever leaves by the main path leaves the application
      List<SignOut> ends = own.issuer().isMain() ? exits : List.of(exits.get(i));
      ReturnTargets targets = new ReturnTargets(own.settings(), settings);
      SignIn made = SignIn.of(own, ends, targets, answers, own.report(listener));
      byProvider.put(own.issuer().provider(), made);
    }
    expect(rules);
  }

  /** Prepares for the rules of a table; it may replace another whose requests are under way. */
  void expect(RuleTable rules) {
    Map<Rule, List<SignIn>> prepared = new HashMap<>();
    for (Rule rule : rules.rules()) {
      prepared.put(rule, at(rule.providers()));
    }
    byRule = prepared;
  }

  private List<SignIn> at(AcceptedProviders accepted) {
    List<SignIn> places = new ArrayList<>();
    for (String name : accepted.among(byProvider.keySet())) {
      places.add(byProvider.get(name));
    }
    return List.copyOf(places);
  }

  /** What browsers send for our eyes only. */
  OwnCookies cookies() {
    return cookies;
  }

  /** Answers a request to one of our own paths; {@code null} when it is none. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    for (SignIn each : byProvider.values()) {
      Decision.Stop answer = each.serve(exchange);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  /** Finds the session of a request that counts for a rule. */
  SeenSession session(Exchange exchange, Rule rule, SkewedClock clock) {
    return SeenSession.first(of(rule), exchange, rule, clock);
  }

  /** Whose sessions a rule accepts; where nobody is signed in, the first is where to begin. */
  List<SignIn> of(Rule rule) {
    List<SignIn> prepared = byRule.get(rule);
    return prepared == null ? at(rule.providers()) : prepared; // of a table replaced meanwhile
  }

  /** The same, of those alone that a place in the application's code accepts, too. */
  List<SignIn> of(Rule rule, AcceptedProviders accepted) {
    return at(accepted).stream()
        .filter(each -> rule.providers().test(each.issuer().provider()))
        .toList();
  }

  /** Where a caller has signed in; {@code null} for one who came with a token. */
  @Nullable SignIn of(Caller caller) {
    return caller.isBySession() ? byProvider.get(caller.provider()) : null;
  }

  /** Waits for tokens that are on their way, so long in all and no longer. */
  void close() {
    byProvider.values().forEach(each -> each.sessions().close());
    long end = System.nanoTime() + LAST_CALLS.toNanos();
    for (SignIn each : byProvider.values()) {
      each.sessions().land(Duration.ofNanos(end - System.nanoTime()));
    }
  }

  /** Our own paths for one provider; empty where nobody signs in there. */
  Optional<SignInPaths> paths(String provider) {
    return Optional.ofNullable(byProvider.get(provider)).map(each -> each.settings().paths());
  }
}
