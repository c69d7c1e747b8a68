package dev.latchkey.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A path written as a regular expression behind {@code ~}. It is for the whole path, and a dot also
 * stands for a line break (attack K11). As {@code /a} and {@code /a/} are the same everywhere in
 * the table, a path matches when the expression fits it with or without the slash at its end.
 */
final class PathRegex implements PathPattern {

  private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/_-]*");

  private final String text;
  private final Pattern pattern;
  private final boolean everything;
  private final String commonStart;

  private PathRegex(String text, String expression) {
    this.text = text;
    this.pattern = Pattern.compile(expression, Pattern.DOTALL);
    // parentheses and a lazy or optional end change nothing here
    String plain = expression.replaceAll("\\((\\?:)?|\\)|\\?$", "");
    this.everything = plain.equals("/.*") || plain.equals(".*");
    this.commonStart = commonStart(expression);
  }

  static PathRegex parse(String text) {
    String expression = withoutAnchors(text, text.substring(1));
    try {
      Pattern.compile(expression, Pattern.DOTALL);
      refuseWhatMisleads(expression);
      Runaway.refuse(new RegexReader(expression).read());
    } catch (PatternSyntaxException e) {
      throw refusal(text, "is no regular expression: " + describe(e));
    } catch (IllegalArgumentException e) {
      throw refusal(text, String.valueOf(e.getMessage()));
    }
    return new PathRegex(text, expression);
  }

  private static String withoutAnchors(String text, String expression) {
    boolean begins = expression.startsWith("^");
    boolean ends = expression.endsWith("$") && !expression.endsWith("\\$");
    if (begins != ends) {
      throw refusal(
          text,
          "has %s at one end only; it is for the whole path, so write both or neither, and .* where"
                  .formatted(begins ? "^" : "$")
              + " more may follow");
    }
    return begins ? expression.substring(1, expression.length() - 1) : expression;
  }

  private static void refuseWhatMisleads(String expression) {
    if (expression.isEmpty()) {
      throw new IllegalArgumentException("has no expression behind ~");
    }
    char first = expression.charAt(0);
    if (first != '/' && "([.\\".indexOf(first) < 0) {
      throw new IllegalArgumentException(
          "can never match, since every path begins with a slash; write ~/" + expression);
    }
    if (expression.endsWith("/") && expression.length() > 1) {
      throw new IllegalArgumentException(
          "ends with a slash, but a path with a slash at its end is the same as without; leave it"
              + " out");
    }
  }

  private static String describe(PatternSyntaxException e) {
    return e.getDescription() + " (at character " + (Math.max(0, e.getIndex()) + 1) + ")";
  }

  private static IllegalArgumentException refusal(String text, String why) {
    return new IllegalArgumentException("path \"" + text + "\" " + why);
  }

  @Override
  public boolean matches(String path) {
    if (everything) {
      return true;
    }
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return !bare.isEmpty() && pattern.matcher(bare).matches()
        || pattern.matcher(bare.concat("/")).matches();
  }

  /** The last character before one that repeats or ends it may be none. */
  private static String commonStart(String expression) {
    Matcher start = PLAIN.matcher(expression);
    if (!start.lookingAt() || expression.indexOf('|') >= 0) {
      return "";
    }
    boolean open = !start.hitEnd() && "?*{".indexOf(expression.charAt(start.end())) >= 0;
    return expression.substring(0, open ? start.end() - 1 : start.end());
  }

  @Override
  public String commonStart() {
    return commonStart;
  }

  /** Tells whether this matches whatever begins in its way. */
  private boolean takesAllThatBeginsSo() {
    return !commonStart.isEmpty() && pattern.pattern().equals(commonStart + ".*");
  }

  @Override
  public boolean covers(PathPattern other) {
    if (everything
        || other instanceof PathRegex that && that.text.equals(text)
        || takesAllThatBeginsSo() && other.commonStart().startsWith(commonStart)) {
      return true;
    }
    String onlyPath = other.onlyPath();
    return onlyPath != null && matches(onlyPath);
  }

  @Override
  public @Nullable String onlyPath() {
    return PLAIN.matcher(pattern.pattern()).matches() ? pattern.pattern() : null;
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
