package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.json.Json;
import dev.latchkey.token.LoginDemands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers that stop a request: a problem document (RFC 9457) for programs, a page for people. They
 * say what the client may know and carry the reference under which the log says the rest.
 */
final class Answers {

  /** One text for every bad token, so that a forger learns nothing from it. */
  private static final String BAD_TOKEN = "The access token is invalid or has expired";

  private final String realm;
  private final boolean details;
  private final Pages pages;

  Answers(String realm, boolean details, Pages pages) {
    this.realm = realm;
    this.pages = pages;
    this.details = details;
  }

  /** RFC 6750 section 3.1: no error code where no credential was sent. */
  Decision.Stop bearerMissing(Exchange exchange) {
    return answer(exchange, Problem.UNAUTHORIZED.challenged(bearer()));
  }

  Decision.Stop badToken(Exchange exchange) {
    return answer(
        exchange,
        Problem.UNAUTHORIZED.challenged(
            bearer() + ", error=\"invalid_token\", error_description=\"" + BAD_TOKEN + "\""));
  }

  Decision.Stop malformedCredential(Exchange exchange) {
    return answer(
        exchange, Problem.BAD_CREDENTIAL.challenged(bearer() + ", error=\"invalid_request\""));
  }

  Decision.Stop scopeMissing(Exchange exchange, Set<String> scopes) {
    return answer(
        exchange,
        Problem.FORBIDDEN.challenged(
            bearer()
                + ", error=\"insufficient_scope\", scope=\""
                + String.join(" ", scopes)
                + "\""));
  }

  /** RFC 9470 section 3; whoever has a session is asked in the name of that. */
  Decision.Stop authenticationInsufficient(
      Exchange exchange, LoginDemands demands, boolean session) {
    Duration maxAge = demands.maxAge();
    Map<String, String> asked = new LinkedHashMap<>();
    if (!demands.acrValues().isEmpty()) {
      asked.put("acr_values", String.join(" ", demands.acrValues()));
    }
    if (maxAge != null) {
      asked.put("max_age", String.valueOf(maxAge.toSeconds()));
    }
    StringBuilder challenge = new StringBuilder(session ? oidc() : bearer());
    challenge.append(", error=\"insufficient_user_authentication\"");
    Problem problem = Problem.SIGN_IN_AGAIN;
    for (Map.Entry<String, String> each : asked.entrySet()) {
      challenge
          .append(", ")
          .append(each.getKey())
          .append("=\"")
          .append(each.getValue())
          .append('"');
      problem = problem.with(each.getKey(), each.getValue());
    }
    return answer(exchange, problem.challenged(challenge.toString()));
  }

  /** A script, or a client that is no browser, is told where a person could sign in. */
  Decision.Stop sessionMissing(Exchange exchange, String loginPath, boolean bearerToo) {
    Problem problem =
        Problem.SIGN_IN_FIRST
            .challenged(oidc())
            .with("login", loginPath)
            .linked(loginPath, "Sign in");
    return answer(exchange, bearerToo ? problem.challenged(bearer()) : problem);
  }

  Decision.Stop methodNotAllowed(Exchange exchange, Set<String> allowed) {
    return answer(exchange, Problem.METHOD_NOT_ALLOWED.header("Allow", String.join(", ", allowed)));
  }

  Decision.Stop unavailable(Exchange exchange) {
    return answer(exchange, Problem.UNAVAILABLE);
  }

  /** The answer to a fault of ours, also where the request cannot even be looked at. */
  Decision.Stop fault(Exchange exchange) {
    exchange.dropCookies();
    try {
      return answer(exchange, Problem.INTERNAL_ERROR);
    } catch (Throwable again) {
      return new Decision.Stop(
          Problem.INTERNAL_ERROR.status(),
          List.of(Header.of("Cache-Control", "no-store")),
          new byte[0]);
    }
  }

  Decision.Stop answer(Exchange exchange, Problem plain) {
    Event told = details ? exchange.told() : null;
    Problem problem = told == null ? plain : plain.explained(told);
    boolean page = Navigation.wantsHtml(exchange.request());
    List<Header> headers = new ArrayList<>(exchange.cookieHeaders());
    headers.addAll(problem.headers());
    headers.addAll(exchange.readers());
    if (page) {
      headers.addAll(pages.headers());
    } else {
      headers.add(Header.of("Content-Type", "application/problem+json"));
      headers.add(Header.of("Cache-Control", "no-store"));
      headers.add(Header.of("X-Content-Type-Options", "nosniff"));
    }
    byte[] body =
        page
            ? pages.write(Page.of(problem, exchange.reference().toString()))
            : document(problem, exchange).getBytes(StandardCharsets.UTF_8);
    return new Decision.Stop(problem.status(), headers, body);
  }

  /** Asks a person before anything is done. */
  Decision.Stop ask(Page question) {
    return new Decision.Stop(question.status(), pages.headers(), pages.write(question));
  }

  /** Sends a browser elsewhere by a page that goes on by itself, whoever has written it. */
  Decision.Stop goOn(Exchange exchange, String address) {
    return goOn(exchange, address, Duration.ZERO);
  }

  /** The same, after a while. */
  Decision.Stop goOn(Exchange exchange, String address, Duration after) {
    Page page = Page.goOn(address);
    List<Header> headers = new ArrayList<>(exchange.cookieHeaders());
    headers.add(Header.of("Refresh", after.toSeconds() + "; url=" + address));
    headers.addAll(pages.headersWithoutReferrer());
    return new Decision.Stop(page.status(), headers, pages.write(page));
  }

  private static String document(Problem problem, Exchange exchange) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("title", problem.title());
    members.put("status", problem.status());
    members.put("detail", problem.text());
    members.putAll(problem.members());
    members.put("reference", exchange.reference().toString());
    return Json.write(members);
  }

  /** An answer for a program, which reads it at once; no members for an empty body. */
  static Decision.Stop json(int status, Map<String, Object> members) {
    return new Decision.Stop(
        status,
        List.of(
            Header.of("Content-Type", "application/json"),
            Header.of("Cache-Control", "no-store"),
            Header.of("X-Content-Type-Options", "nosniff")),
        members.isEmpty() ? new byte[0] : Json.write(members).getBytes(StandardCharsets.UTF_8));
  }

  /** The same for a script, which may be another origin's. */
  static Decision.Stop json(Exchange exchange, Map<String, Object> members) {
    Decision.Stop plain = json(200, members);
    List<Header> headers = new ArrayList<>(plain.headers());
    headers.addAll(exchange.readers());
    return new Decision.Stop(plain.status(), headers, plain.body());
  }

  /** Sends a browser elsewhere; after a POST it must come back as GET (RFC 9110 section 15.4.4). */
  static Decision.Stop redirect(Exchange exchange, String address) {
    String method = exchange.request().method();
    int status = method.equals("GET") || method.equals("HEAD") ? 302 : 303;
    List<Header> headers = new ArrayList<>(exchange.cookieHeaders());
    headers.add(Header.of("Location", address));
    headers.add(Header.of("Cache-Control", "no-store"));
    headers.add(Header.of("Referrer-Policy", "no-referrer"));
    return new Decision.Stop(status, headers, new byte[0]);
  }

  private String oidc() {
    return "OIDC realm=\"" + realm + "\"";
  }

  private String bearer() {
    return "Bearer realm=\"" + realm + "\"";
  }
}
