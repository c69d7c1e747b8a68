package dev.latchkey.gate;

import dev.latchkey.policy.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets requests through, with what the application and the browser are given. Thread-safe. */
final class Passage {

  private final GateSettings settings;
  private final OwnCookies ownCookies;
  private final Report report;

  Passage(GateSettings settings, OwnCookies ownCookies, Report report) {
    this.settings = settings;
    this.ownCookies = ownCookies;
    this.report = report;
  }

  Decision.Proceed proceed(Exchange exchange, Rule rule, @Nullable Caller caller) {
    report.allowed(exchange, rule);
    return passOn(exchange, rule, caller);
  }

  /** The same for a request that was told of already. */
  Decision.Proceed passOn(Exchange exchange, Rule rule, @Nullable Caller caller) {
    List<Header> headers = exchange.cookieHeaders();
    if (isSeenOnce(exchange, caller)) {
      headers.add(Header.of("Cache-Control", "no-store"));
    } else if (!headers.isEmpty() || exchange.isKeptFromCaches()) {
      // a cache in between would hand one user's cookies to the others, and so it would the answer
      // to a token that is not in Authorization (RFC 6750 section 2.3, RFC 9111 section 3.5)
      headers.add(Header.of("Cache-Control", "private"));
    }
    ForwardedIdentity forwarded = settings.forwarded();
    RequestHeaders requestHeaders =
        caller == null ? forwarded.forAnonymous() : forwarded.forCaller(caller.identity());
    requestHeaders.leftOut().forEach(report::leftOut);
    return new Decision.Proceed(headers, caller, requestHeaders, ownCookies, rule);
  }

  /** What somebody saw while signed in must not come back with the back button afterwards. */
  private boolean isSeenOnce(Exchange exchange, @Nullable Caller caller) {
    return caller != null
        && caller.isBySession()
        && !settings.pagesAreStored()
        && Navigation.isPageLoad(exchange.request());
  }
}
