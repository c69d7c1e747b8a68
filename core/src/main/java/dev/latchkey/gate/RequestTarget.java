package dev.latchkey.gate;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.policy.Match;
import dev.latchkey.policy.RuleTable;
import org.jspecify.annotations.Nullable;

/**
 * The raw path of a request, looked at before any rule: a path that two readers could read
 * differently is refused, since the rule and the application might be the two. Internal; public for
 * the command that explains settings.
 */
public final class RequestTarget {

  private static final int MAX_CHARS = 8 * 1024;

  private RequestTarget() {}

  /** Path and query below the application's root, as sent; {@code null} for another's. */
  static @Nullable String withinApplication(GateRequest request) {
    String raw = request.requestTarget();
    if (!raw.startsWith(request.contextPath() + "/")) {
      return null;
    }
    String path = raw.substring(request.contextPath().length());
    return request.query() == null ? path : path + "?" + request.query();
  }

  /** Returns what is ambiguous about the path of a request, or {@code null}. */
  static @Nullable String problem(GateRequest request, Paths paths) {
    String raw = request.requestTarget();
    String problem = problem(raw, paths);
    return problem != null || raw.indexOf(';') < 0 || isReadAsHere(request)
        ? problem
        : "the container reads its parameters in another way";
  }

  /** Tells whether the container, too, takes the parameters off and changes nothing else. */
  private static boolean isReadAsHere(GateRequest request) {
    String plain = withoutParameters(request.requestTarget());
    if (request.contextPath().indexOf(';') >= 0 || !plain.startsWith(request.contextPath())) {
      return false;
    }
    String path = FormEncoding.decodePath(plain.substring(request.contextPath().length()));
    return path != null && request.path().equals(path.isEmpty() ? "/" : path);
  }

  /** Returns what is ambiguous about a path, or {@code null} when it reads in one way only. */
  public static @Nullable String problem(String rawPath, Paths paths) {
    if (paths == Paths.STRICT || rawPath.indexOf(';') < 0 || rawPath.length() > MAX_CHARS) {
      return problem(rawPath);
    }
    for (String segment : rawPath.split("/")) {
      String[] parts = segment.split(";", -1);
      for (int i = 1; i < parts.length; i++) {
        String problem = parameterProblem(parts[0], parts[i]);
        if (problem != null) {
          return problem;
        }
      }
    }
    return problem(withoutParameters(rawPath));
  }

  /** What is refused in a segment could end one for another reader, so it is refused here, too. */
  private static @Nullable String parameterProblem(String segment, String parameter) {
    if (segment.isEmpty()) {
      return "it has a parameter without a segment";
    }
    return parameter.indexOf('=') < 1 ? "it has a ; without name=value" : problem("/" + parameter);
  }

  /** The path without the parameters of its segments. */
  public static String withoutParameters(String path) {
    return path.indexOf(';') < 0 ? path : path.replaceAll(";[^/]*", "");
  }

  private static @Nullable String problem(String rawPath) {
    if (rawPath.isEmpty() || rawPath.charAt(0) != '/') {
      return "it does not begin with a slash";
    }
    if (rawPath.length() > MAX_CHARS) {
      return "it is longer than " + MAX_CHARS + " characters";
    }
    boolean encoded = false;
    for (int i = 0; i < rawPath.length(); i++) {
      char c = rawPath.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return "it has a character that must be encoded";
      }
      if (c == ';' || c == '\\' || c == '?' || c == '#') {
        return "it has a " + c;
      }
      encoded |= c == '%';
    }
    String decoded = encoded ? FormEncoding.decodePath(rawPath) : rawPath;
    return decoded == null ? "its percent encoding is not UTF-8" : problem(rawPath, decoded);
  }

  /**
   * Tells whether a path that has no {@link #problem} falls under the same rule where paths are
   * dispatched as they were sent.
   *
   * @param matched what the decoded path matches
   */
  public static boolean isReadAlike(
      Match.Matched matched, String method, String rawPath, RuleTable rules) {
    return EncodedPath.fallsUnder(matched, method, rawPath, "", rules);
  }

  private static @Nullable String problem(String rawPath, String decoded) {
    if (slashes(rawPath) != slashes(decoded)) {
      return "it has an encoded slash";
    }
    int start = 0;
    for (int i = 1; i <= decoded.length(); i++) {
      if (i == decoded.length() || decoded.charAt(i) == '/') {
        String problem = segmentProblem(decoded, start + 1, i, i == decoded.length());
        if (problem != null) {
          return problem;
        }
        start = i;
      }
    }
    return null;
  }

  private static int slashes(String path) {
    int count = 0;
    for (int i = 0; i < path.length(); i++) {
      count += path.charAt(i) == '/' ? 1 : 0;
    }
    return count;
  }

  private static @Nullable String segmentProblem(String path, int from, int to, boolean last) {
    if (from == to) {
      return last ? null : "it has an empty segment";
    }
    if (path.charAt(from) == '.'
        && (to - from == 1 || to - from == 2 && path.charAt(from + 1) == '.')) {
      return "it has a dot segment";
    }
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      if (c == ';' || c == '\\' || c == '%') {
        return "it has an encoded " + c;
      }
      if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
        return "it has an encoded control character";
      }
    }
    return null;
  }
}
