package dev.latchkey.gate;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.policy.Match;
import dev.latchkey.policy.RuleTable;
import org.jspecify.annotations.Nullable;

/**
 * The second reading of a path, by containers that find what they call by the path as it was sent:
 * to them {@code /%61} is another path than {@code /a}, though both mean the same (RFC 3986 section
 * 6.2.2). What had to be encoded, and is so in the usual way, they read as everybody does.
 */
final class EncodedPath {

  private static final String PCHAR_SIGNS = "-._~!$&'()*+,;=:@"; // RFC 3986 section 3.3

  private EncodedPath() {}

  /**
   * Tells whether both readings of a request's path fall under the rule that the usual one does.
   */
  static boolean fallsUnder(
      Match.Matched matched, String method, GateRequest request, RuleTable rules) {
    return !request.dispatchesEncodedPath()
        || fallsUnder(matched, method, request.requestTarget(), request.contextPath(), rules);
  }

  static boolean fallsUnder(
      Match.Matched matched, String method, String target, String contextPath, RuleTable rules) {
    if (target.indexOf('%') < 0) {
      return true;
    }
    String path = reading(target, contextPath);
    return path != null && matched.equals(rules.match(method, path));
  }

  /** Tells whether both readings of a request's path are one, whatever the rules are. */
  static boolean hasOneReading(GateRequest request) {
    String target = request.requestTarget();
    return !request.dispatchesEncodedPath()
        || target.indexOf('%') < 0
        || request.path().equals(reading(target, request.contextPath()));
  }

  /** Returns the second reading; {@code null} when it is none. */
  static @Nullable String reading(String target, String contextPath) {
    if (!target.startsWith(contextPath)) {
      return null;
    }
    String path = RequestTarget.withoutParameters(target.substring(contextPath.length()));
    StringBuilder kept = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      kept.append(c == '%' && !isUsual(path.charAt(i + 1), path.charAt(i + 2)) ? "%25" : c);
    }
    return FormEncoding.decodePath(kept.toString());
  }

  /** RFC 3986 section 2.1: upper case; section 2.3: nothing encoded that need not be. */
  private static boolean isUsual(char high, char low) {
    char c = (char) (Character.digit(high, 16) * 16 + Character.digit(low, 16));
    boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
    return !Character.isLowerCase(high)
        && !Character.isLowerCase(low)
        && !letterOrDigit
        && PCHAR_SIGNS.indexOf(c) < 0;
  }
}
