package dev.latchkey.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path written segment by segment: {@code /orders}, {@code /orders/{*}/lines}, {@code
 * /assets/*.css}, {@code /admin/**}. A slash at the end of a path or of the template changes
 * nothing, and case counts.
 */
final class PathTemplate implements PathPattern {

  private final String text;
  private final Segment[] segments;
  private final boolean anyRest;

  private PathTemplate(String text, List<Segment> segments, boolean anyRest) {
    this.text = text;
    this.segments = segments.toArray(new Segment[0]);
    this.anyRest = anyRest;
  }

  static PathTemplate parse(String text) {
    refuseWhatIsNeverMatched(text);
    if (text.equals("/*")) { // web.xml means everything by it
      return new PathTemplate(text, List.of(), true);
    }
    List<String> words = split(text);
    boolean anyRest = !words.isEmpty() && isAnyRest(words.get(words.size() - 1));
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < words.size() - (anyRest ? 1 : 0); i++) {
      segments.add(segment(words.get(i), i == words.size() - 1, text));
    }
    return new PathTemplate(text, segments, anyRest);
  }

  /** The gate refuses such paths before any rule, so that a rule for one would only mislead. */
  private static void refuseWhatIsNeverMatched(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "path \"" + text + "\" does not begin with a slash; write /" + text);
    }
    for (int i = 0; i < text.length(); i++) {
      if (";%\\?#".indexOf(text.charAt(i)) >= 0) {
        throw new IllegalArgumentException(
            ("path \"%s\" can never match: what is matched is the decoded path without query, and a"
                    + " path with \"%s\" in it is refused before any rule")
                .formatted(text, text.charAt(i)));
      }
    }
  }

  private static List<String> split(String text) {
    if (text.equals("/")) {
      return List.of();
    }
    int end = text.endsWith("/") ? text.length() - 1 : text.length();
    return List.of(text.substring(1, end).split("/", -1));
  }

  private static boolean isAnyRest(String word) {
    return word.equals("**") || word.equals("{**}");
  }

  private static Segment segment(String word, boolean last, String text) {
    if (word.isEmpty() || word.equals(".") || word.equals("..")) {
      throw refusal(
          text, "can never match: paths with empty or dot segments are refused before any rule");
    }
    if (word.equals("{*}") || word.equals("*") && !last) {
      return Segment.ANY;
    }
    if (word.equals("*")) {
      String parent = text.substring(0, text.lastIndexOf('*'));
      throw refusal(
          text,
          "means different things to different gateways; write %s{*} for one segment or %s** for"
                  .formatted(parent, parent)
              + " everything below");
    }
    if (word.indexOf('{') >= 0 || word.indexOf('}') >= 0) {
      throw refusal(text, "has braces around something; write {*} for any one segment");
    }
    return word.indexOf('*') < 0 ? new Segment.Literal(word) : glob(word, last, text);
  }

  private static Segment glob(String word, boolean last, String text) {
    if (word.contains("**")) {
      throw refusal(text, "has ** in the middle; it stands alone at the end, as in /a/**");
    }
    if (!last) {
      throw refusal(
          text, "has a * within a segment that is not the last; write {*} for a whole segment");
    }
    int star = word.indexOf('*');
    if (star == word.length() - 1 || star != word.lastIndexOf('*')) {
      throw refusal(
          text,
          "has a * that is neither a segment nor followed by an ending such as *.css; write /** for"
              + " everything below, or an expression such as ~/a[^/]*");
    }
    return new Segment.Glob(word.substring(0, star), word.substring(star + 1));
  }

  private static IllegalArgumentException refusal(String text, String why) {
    return new IllegalArgumentException("path \"" + text + "\" " + why);
  }

  @Override
  public boolean matches(String path) {
    // /a and /a/ are the same
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    int slash = 0;
    for (Segment segment : segments) {
      if (slash >= end) {
        return false;
      }
      int next = path.indexOf('/', slash + 1);
      int stop = next < 0 || next > end ? end : next;
      if (!segment.matches(path, slash + 1, stop)) {
        return false;
      }
      slash = stop;
    }
    return anyRest || slash == end;
  }

  /** Tells whether this matches every path that begins so. */
  private boolean coversAllBelow(String start) {
    int end = start.lastIndexOf('/');
    return anyRest && end > 0 && matches(start.substring(0, end));
  }

  @Override
  public String commonStart() {
    StringBuilder start = new StringBuilder("/");
    for (Segment segment : segments) {
      if (!(segment instanceof Segment.Literal literal)) {
        return start.append(segment.start()).toString();
      }
      start.append(literal.text()).append('/');
    }
    return start.toString();
  }

  @Override
  public boolean covers(PathPattern other) {
    if (anyRest && segments.length == 0) {
      return true;
    }
    if (!(other instanceof PathTemplate that)) {
      String onlyPath = other.onlyPath();
      return onlyPath == null ? coversAllBelow(other.commonStart()) : matches(onlyPath);
    }
    if (!anyRest && that.anyRest) {
      return false;
    }
    if (anyRest
        ? that.segments.length < segments.length
        : that.segments.length != segments.length) {
      return false;
    }
    for (int i = 0; i < segments.length; i++) {
      if (!segments[i].covers(that.segments[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * A path that this matches, and of the others only those that match all paths of that length that
   * this does.
   *
   * @param more how many segments stand for any rest
   */
  String leastPath(int more) {
    StringBuilder path = new StringBuilder();
    for (Segment segment : segments) {
      path.append('/').append(segment.least());
    }
    path.append(("/" + Segment.ANY.least()).repeat(more));
    return path.isEmpty() ? "/" : path.toString();
  }

  List<Segment> segments() {
    return List.of(segments);
  }

  int depth() {
    return segments.length;
  }

  boolean hasAnyRest() {
    return anyRest;
  }

  @Override
  public @Nullable String onlyPath() {
    for (Segment segment : segments) {
      if (!(segment instanceof Segment.Literal)) {
        return null;
      }
    }
    return anyRest ? null : text;
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
