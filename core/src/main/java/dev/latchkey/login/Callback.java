package dev.latchkey.login;

import dev.latchkey.http.FormEncoding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider's answer as a browser carries it to the callback path: read completely before
 * anything in it is judged (RFC 6749 section 4.1.2, RFC 9207 section 2).
 *
 * @param code {@code null} or the authorization code
 * @param state {@code null} or what should be ours
 * @param issuer {@code null} or who says to have answered
 * @param error {@code null} or why there is no code
 */
public record Callback(
    @Nullable String code,
    @Nullable String state,
    @Nullable String issuer,
    @Nullable String error) {

  /** The parameter of a page load that brings what was posted before. */
  public static final String SEALED = "sealed_answer";

  private static final int MAX_QUERY_CHARS = 8 * 1024;
  private static final Set<String> PLAIN = Set.of("code", "state", "error");
  private static final Set<String> OURS =
      Set.of("code", "state", "iss", "error", "error_description", "id_token", "access_token");

  /** Tells whether a query is an answer at all, or just an address that the path has too. */
  public static boolean isOne(@Nullable String query) {
    return query != null && (isPlain(query) || names(query, Set.of(SEALED)));
  }

  /** Tells whether a query has parameters of the provider's own. */
  static boolean isPlain(String query) {
    return names(query, PLAIN);
  }

  private static boolean names(String query, Set<String> wanted) {
    for (String pair : query.split("&", -1)) {
      if (wanted.contains(pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a query.
   *
   * @return {@code null} when it is too long, badly encoded, or says one thing twice (RFC 6749
   *     section 3.1)
   */
  public static @Nullable Callback read(String query) {
    Map<String, List<String>> parameters =
        query.length() > MAX_QUERY_CHARS ? null : FormEncoding.decode(query);
    return parameters == null ? null : of(parameters);
  }

  /** Takes an answer out of parameters; {@code null} when they say one thing twice. */
  static @Nullable Callback of(Map<String, List<String>> parameters) {
    for (String name : OURS) {
      if (parameters.getOrDefault(name, List.of()).size() > 1) {
        return null;
      }
    }
    return new Callback(
        first(parameters, "code"),
        first(parameters, "state"),
        first(parameters, "iss"),
        first(parameters, "error"));
  }

  /** What is left of an answer to a login that is not under way. */
  static Callback stale(String state) {
    return new Callback(null, state, null, null);
  }

  /** Tells whether this is a yes: an error beside a code counts more. */
  boolean hasCode() {
    return error == null && code != null && !code.isEmpty();
  }

  /** Tells whether the provider says something, yes or no. */
  boolean saysSomething() {
    return error != null || hasCode();
  }

  private static @Nullable String first(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.get(name);
    return values == null ? null : values.get(0);
  }

  /** Which parts there are, not what they say. */
  @Override
  public String toString() {
    return "Callback[" + (code == null ? "no code" : "code") + "]";
  }
}
