package dev.latchkey;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rule table, written by method calls in place of lines: a call that names paths begins a rule,
 * the calls behind it are about that rule. What it comes to is the text that {@link #toString}
 * gives, read under the same rules as any other: first match wins, nothing matched is refused, and
 * whatever is wrong is told when it is used, with the number of the line.
 *
 * <pre>{@code
 * Rules rules = new Rules();
 * rules.anybody("/assets/**", "/health");
 * rules.bearer("/api/orders/**").methods("GET").scope("orders:read");
 * rules.bearer("/api/orders/**").methods("POST").scope("orders:write").or().role("admin");
 * rules.login("/**");
 * }</pre>
 *
 * <p>Several values of one condition are alternatives, the same condition again is a further one
 * that must hold too. Values are taken as they are, and no list may be empty. Not thread-safe.
 */
public final class Rules {

  private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z0-9_-]*");
  private static final Pattern PLAIN = Pattern.compile("[^\\s\"|#=]+");

  private final StringBuilder text = new StringBuilder();
  private int methodsGoTo = -1;

  /** Begins a table without rules, which is refused. */
  public Rules() {}

  /** Everybody passes, nothing is read: {@code public}. */
  public Rules anybody(String... paths) {
    return rule("public", paths);
  }

  /** A session or a token is recognised; a caller with neither is anonymous. */
  public Rules optional(String... paths) {
    return rule("optional", paths);
  }

  /** A token is needed. */
  public Rules bearer(String... paths) {
    return rule("bearer", paths);
  }

  /** A session is needed. */
  public Rules login(String... paths) {
    return rule("login", paths);
  }

  /** A token or a session is needed. */
  public Rules any(String... paths) {
    return rule("any", paths);
  }

  /** Nobody passes. */
  public Rules deny(String... paths) {
    return rule("deny", paths);
  }

  private Rules rule(String access, String[] paths) {
    for (String path : some(paths)) {
      if (!path.startsWith("/") && !path.startsWith("~")) {
        throw new IllegalArgumentException(
            "path \"" + path + "\" does not begin with / or, as an expression, with ~");
      }
    }
    text.append(text.isEmpty() ? "" : "\n").append(access);
    methodsGoTo = text.length();
    text.append(' ').append(words(paths, " "));
    return this;
  }

  /** Whoever the rule would refuse passes, and is told of: {@code audit:}. */
  public Rules audited() {
    begun();
    int start = text.lastIndexOf("\n", methodsGoTo) + 1;
    text.insert(start, "audit:");
    methodsGoTo += "audit:".length();
    return this;
  }

  /** The rule is for these methods alone; other rules for its paths must name theirs, too. */
  public Rules methods(String... methods) {
    for (String method : some(methods)) {
      if (!METHOD.matcher(method).matches()) {
        throw new IllegalArgumentException("\"" + method + "\" is no method; write GET");
      }
    }
    return put(String.join(",", methods));
  }

  /** The rule is for every method that no rule before it names for its paths: {@code *}. */
  public Rules anyMethod() {
    return put("*");
  }

  private Rules put(String methods) {
    begun();
    text.insert(methodsGoTo, " " + methods);
    return this;
  }

  /** What follows is another way to be granted, beside all conditions so far. */
  public Rules or() {
    begun();
    text.append("\n    or");
    return this;
  }

  /** One of these scopes is needed. */
  public Rules scope(String... scopes) {
    return condition("scope", scopes);
  }

  /** One of these roles is needed. */
  public Rules role(String... roles) {
    return condition("role", roles);
  }

  /** One of these groups is needed. */
  public Rules group(String... groups) {
    return condition("group", groups);
  }

  /** The token must be meant for one of these, too. */
  public Rules audience(String... audiences) {
    return condition("audience", audiences);
  }

  /** The token must have been issued to one of these clients. */
  public Rules client(String... clients) {
    return condition("client", clients);
  }

  /** The caller's address, verified by the issuer, must be at one of these domains. */
  public Rules emailDomain(String... domains) {
    return condition("email-domain", domains);
  }

  /** The caller must be a person. */
  public Rules user() {
    return condition("subject", "user");
  }

  /** The caller must be a program that acts for itself. */
  public Rules application() {
    return condition("subject", "application");
  }

  /** The caller must have signed in by one of these authentication context classes. */
  public Rules acr(String... levels) {
    return condition("acr", levels);
  }

  /** The caller must have signed in no longer ago than this, in whole seconds from 1 minute on. */
  public Rules maxAge(Duration age) {
    boolean whole = age.toMillis() % 1_000 == 0;
    return condition("max-age", whole ? age.toSeconds() + "s" : age.toMillis() + "ms");
  }

  /**
   * A claim must be, or be a list that holds, one of these.
   *
   * @param pointer a JSON Pointer
   * @param values texts, truth values, and whole numbers, for which a text counts that reads so
   */
  public Rules claim(String pointer, Object... values) {
    if (values.length == 0) {
      throw missing();
    }
    return claimIs(
        pointer, Arrays.stream(values).map(Rules::claimValue).collect(Collectors.joining("|")));
  }

  private static String claimValue(Object value) {
    if (value instanceof String text) {
      return quoted(some(text)[0]);
    }
    if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
      return value.toString();
    }
    throw new IllegalArgumentException(
        "a claim is compared with a text, a whole number or a truth value, not with " + value);
  }

  /** A claim must be there, other than null. */
  public Rules claimPresent(String pointer) {
    return claimIs(pointer, "*");
  }

  private Rules claimIs(String pointer, String values) {
    return append("claim:" + word(pointer) + "=" + values);
  }

  /** Callers of these providers are accepted; without it, those of the main one. */
  public Rules provider(String... providers) {
    return condition("provider", providers);
  }

  /** Callers of every provider are accepted. */
  public Rules anyProvider() {
    return append("provider=*");
  }

  private Rules condition(String name, String... values) {
    return append(name + "=" + words(some(values), "|"));
  }

  private Rules append(String condition) {
    begun();
    text.append(' ').append(condition);
    return this;
  }

  private void begun() {
    if (methodsGoTo < 0) {
      throw new IllegalStateException("there is no rule yet; begin one, such as login(\"/**\")");
    }
  }

  /** None would mean: unchecked. */
  private static String[] some(String... values) {
    if (values.length == 0 || List.of(values).contains("")) {
      throw missing();
    }
    return values;
  }

  private static IllegalArgumentException missing() {
    return new IllegalArgumentException("a value is missing; name what is meant");
  }

  private static String words(String[] values, String separator) {
    return Arrays.stream(values).map(Rules::word).collect(Collectors.joining(separator));
  }

  private static String word(String value) {
    return PLAIN.matcher(value).matches() && !value.equals("*") ? value : quoted(value);
  }

  private static String quoted(String value) {
    if (value.chars().anyMatch(c -> c == '"' || Character.isISOControl(c))) {
      throw new IllegalArgumentException("a rule can hold no quote and no control character");
    }
    return '"' + value + '"';
  }

  /** The table as the setting {@code rules} has it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
