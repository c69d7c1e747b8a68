package dev.latchkey.gate;

import dev.latchkey.policy.Rule;
import java.util.ArrayList;
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
    ForwardedIdentity forwarded = settings.forwarded();
    RequestHeaders requestHeaders =
        caller == null ? forwarded.forAnonymous() : forwarded.forCaller(caller.identity());
    requestHeaders.leftOut().forEach(report::leftOut);
    return new Decision.Proceed(
        headers(exchange, caller), caller, requestHeaders, ownCookies, rule);
  }

  private List<Header> headers(Exchange exchange, @Nullable Caller caller) {
    List<Header> cookies = exchange.cookieHeaders();
    if (isSeenOnce(exchange, caller)) {
      return with(cookies, "no-store");
    }
    // a cache in between would hand one user's cookies to the others, and so it would the answer
    // to a token that is not in Authorization (RFC 6750 section 2.3, RFC 9111 section 3.5)
    return cookies.isEmpty() && !exchange.isKeptFromCaches() ? cookies : with(cookies, "private");
  }

  private static List<Header> with(List<Header> cookies, String caching) {
    List<Header> headers = new ArrayList<>(cookies);
    headers.add(Header.of("Cache-Control", caching));
    return headers;
  }

  /** What somebody saw while signed in must not come back with the back button afterwards. */
  private boolean isSeenOnce(Exchange exchange, @Nullable Caller caller) {
    return caller != null
        && caller.isBySession()
        && !settings.pagesAreStored()
        && Navigation.isPageLoad(exchange.request());
  }
}
