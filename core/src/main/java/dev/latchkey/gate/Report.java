package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.GuardedListener;
import dev.latchkey.event.Listener;
import dev.latchkey.event.Reason;
import dev.latchkey.policy.Rule;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the listener what became of requests. A listener that throws changes no decision. */
final class Report {

  /** What stands beside a refusal that more groups could have changed. */
  static final String GROUPS_LEFT_OUT =
      "the token does not list the caller's groups, because they are too many for it; have the"
          + " provider send those alone that are assigned to this application, or use roles";

  private final String issuer;
  private final Listener listener;
  private final Map<String, Map<Rule, Event>> allowed = new ConcurrentHashMap<>();
  private final Set<String> leftOut = ConcurrentHashMap.newKeySet();
  private final Set<String> doubts = ConcurrentHashMap.newKeySet();
  private volatile boolean groupsToldOf;

  Report(String issuer, Listener listener) {
    this.issuer = issuer;
    this.listener = new GuardedListener(listener);
  }

  void refused(Exchange exchange, Reason reason, String detail) {
    refused(exchange, null, reason, detail);
  }

  void refused(Exchange exchange, @Nullable Rule rule, Reason reason, String detail) {
    told(Event.Kind.REFUSED, exchange, rule, reason, detail);
  }

  void undecided(Exchange exchange, Reason reason, String detail) {
    undecided(exchange, null, reason, detail);
  }

  void undecided(Exchange exchange, @Nullable Rule rule, Reason reason, String detail) {
    told(Event.Kind.UNDECIDED, exchange, rule, reason, detail);
  }

  /** What an audited rule decides stops nobody; what is decided beside the rules does. */
  private void told(
      Event.Kind stopped, Exchange exchange, @Nullable Rule rule, Reason reason, String detail) {
    Event.Kind kind = exchange.isAudited() && rule != null ? Event.Kind.AUDITED : stopped;
    tell(named(Event.of(kind, detail).because(reason), rule), exchange);
  }

  void loginFailed(Exchange exchange, Reason reason, String detail) {
    tell(Event.of(Event.Kind.LOGIN_FAILED, detail).because(reason), exchange);
  }

  void sessionOver(Exchange exchange, Reason reason, String detail) {
    tell(Event.of(Event.Kind.SESSION_OVER, detail).because(reason), exchange);
  }

  /** Rules that were replaced are told of no more. */
  void forgetRules() {
    allowed.clear();
  }

  void allowed(Exchange exchange, Rule rule) {
    String vouching = exchange.issuer(issuer);
    // the same each time, so it is made once: this is on every request's way
    listener.on(
        allowed
            .computeIfAbsent(vouching, any -> new ConcurrentHashMap<>())
            .computeIfAbsent(
                rule, any -> named(Event.of(Event.Kind.ALLOWED, "").issuer(vouching), any)));
  }

  /** Told once: somebody's groups are not known, which is not to have none. */
  void groupsLeftOut(Exchange exchange) {
    if (!groupsToldOf) {
      groupsToldOf = true;
      listener.on(Event.of(Event.Kind.WARNING, GROUPS_LEFT_OUT).issuer(exchange.issuer(issuer)));
    }
  }

  /** Told once a header, since it would be the same with every request of that caller. */
  void leftOut(String header) {
    if (leftOut.add(header)) {
      String detail =
          "the header %s is left out for a caller whose forwarded headers exceed %d characters;"
              + " forward single claims";
      listener.on(
          Event.of(Event.Kind.WARNING, detail.formatted(header, ForwardedIdentity.MAX_CHARS))
              .issuer(issuer));
    }
  }

  /** Told once: what may not be as the settings or the application expect it. */
  void doubted(String detail) {
    if (doubts.add(detail)) {
      listener.on(Event.of(Event.Kind.WARNING, detail).issuer(issuer));
    }
  }

  /** Whoever could read the token on its way could send it again; it would end no new session. */
  void logoutTokenNotKept() {
    listener.on(
        Event.of(
                Event.Kind.WARNING,
                "the store could not note that a logout token was used, so it counts if it comes"
                    + " again")
            .issuer(issuer));
  }

  void tell(Event event, Exchange exchange) {
    Event told = event.issuer(exchange.issuer(issuer)).reference(exchange.reference());
    exchange.remember(told);
    listener.on(told);
  }

  private static Event named(Event event, @Nullable Rule rule) {
    return rule == null ? event : event.rule(rule.toString());
  }
}
