package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.session.SignedOut;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Signing out, here and at the provider (OpenID Connect RP-Initiated Logout 1.0). A foreign page
 * cannot cause it: what does not plainly come from a page of ours is asked first. Thread-safe.
 */
final class LogoutRoutes {

  private static final String WHERE_TO = "return_to";

  private final SignInSettings settings;
  private final SignOut own;
  private final List<SignOut> ends;
  private final Answers answers;
  private final Report report;

  /**
   * The routes of one provider.
   *
   * @param ends what ends here: the provider's own session first
   */
  LogoutRoutes(SignInSettings settings, List<SignOut> ends, Answers answers, Report report) {
    this.settings = settings;
    this.own = ends.get(0);
    this.ends = ends;
    this.answers = answers;
    this.report = report;
  }

  /** Answers a request to our own path; {@code null} when it is another. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    GateRequest request = exchange.request();
    if (!request.path().equals(settings.logoutPath())) {
      return comesBack(request) ? clear(exchange) : null;
    }
    boolean post = request.method().equals("POST");
    if (!post && !request.method().equals("GET")) {
      report.refused(exchange, Reason.METHOD_NOT_LISTED, "logout is for GET and POST");
      return answers.methodNotAllowed(exchange, Set.of("GET", "POST"));
    }
    boolean ours = post ? Origin.isOurs(request, settings) : Origin.isOurPageLoad(request);
    String landing = landing(request);
    return ours ? end(exchange, landing) : confirm(landing);
  }

  /**
   * What a request names among the configured landings, by its query or the form that it posts;
   * {@code null} for none of them.
   */
  private @Nullable String landing(GateRequest request) {
    String query = request.query() == null ? "" : request.query();
    List<String> named = FormEncoding.values(query, WHERE_TO);
    String name = named != null && named.size() == 1 ? named.get(0) : null;
    if (name == null && request.method().equals("POST") && PostedForm.isForm(request)) {
      name = PostedForm.read(request).value(WHERE_TO);
    }
    return settings.logout().landing(name) == null ? null : name;
  }

  private Decision.Stop confirm(@Nullable String landing) {
    String path = settings.publicPath(settings.logoutPath());
    String target =
        landing == null ? path : path + "?" + WHERE_TO + "=" + FormEncoding.encode(landing);
    return answers.ask(Page.confirmLogout(target));
  }

  /** A browser can go by one provider alone: the first whose session ends. */
  private Decision.Stop end(Exchange exchange, @Nullable String landing) {
    SignOut way = own;
    SignedOut left = own.here(exchange);
    own.tell(exchange);
    for (SignOut other : ends.subList(1, ends.size())) {
      SignedOut there = other.here(exchange);
      if (there.wasSignedIn()) {
        other.tell(exchange);
      }
      if (there.wasSignedIn() && !left.wasSignedIn()) {
        way = other;
        left = there;
      }
    }
    URI chosen = settings.logout().landing(landing);
    URI end = chosen == null ? way.standardLanding() : chosen;
    return Answers.redirect(exchange, way.wayTo(end, left.idToken()).toString()).signingOut();
  }

  /** Tells whether the provider sends a browser back that this application sent there. */
  private boolean comesBack(GateRequest request) {
    String query = request.query();
    if (query == null
        || !query.contains("state=")
        || !request.method().equals("GET")
        || !settings.logout().isLandingHere(request.path())) {
      return false;
    }
    List<String> given = FormEncoding.values(query, "state");
    return given != null && given.size() == 1 && own.knows(given.get(0));
  }

  /** The page itself never sees the state: it would mean something else to it, or nothing. */
  private Decision.Stop clear(Exchange exchange) {
    String query = String.valueOf(exchange.request().query());
    String rest =
        Arrays.stream(query.split("&"))
            .filter(pair -> List.of().equals(FormEncoding.values(pair, "state")))
            .collect(Collectors.joining("&"));
    String page = settings.publicAddress(exchange.request().path());
    return Answers.redirect(exchange, rest.isEmpty() ? page : page + "?" + rest);
  }
}
