package dev.latchkey;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings that are lists of {@code name=value}, separated by blanks. A value may be a secret, so
 * no message shows one, nor a word that could be one.
 */
final class NamedValues {

  /**
   * Headers that say how a message is to be read, or who is asking: keys are public, and whoever
   * answers under the discovered address would get to know what is sent.
   */
  private static final Set<String> NOT_SENT =
      Set.of(
          "accept-encoding",
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Setting setting;
  private final Problems problems;
  private final Function<String, @Nullable String> nameProblem;

  private NamedValues(
      Setting setting, Problems problems, Function<String, @Nullable String> nameProblem) {
    this.setting = setting;
    this.problems = problems;
    this.nameProblem = nameProblem;
  }

  /** Headers, which are alike whatever the case of their names. */
  static Map<String, String> headers(SettingValues values, Setting setting, Problems problems) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    new NamedValues(setting, problems, NamedValues::headerProblem).read(values, headers);
    return Collections.unmodifiableMap(headers);
  }

  /** Parameters of a query, in their order. */
  static Map<String, String> parameters(SettingValues values, Setting setting, Problems problems) {
    Map<String, String> parameters = new LinkedHashMap<>();
    new NamedValues(setting, problems, any -> null).read(values, parameters);
    return Collections.unmodifiableMap(parameters);
  }

  private void read(SettingValues values, Map<String, String> into) {
    int number = 0;
    for (String word : values.words(setting)) {
      number++;
      int equals = word.indexOf('=');
      if (equals <= 0 || equals == word.length() - 1) {
        problems.add(
            setting, "has no name=value as entry " + number + "; write x-one=a x-two=b, no blanks");
      } else {
        read(word.substring(0, equals), word.substring(equals + 1), into);
      }
    }
  }

  private void read(String name, String value, Map<String, String> into) {
    String problem = nameProblem.apply(name);
    if (problem == null && !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      problem = "has a value that is not printable ASCII; write it percent-encoded";
    }
    if (problem == null && into.putIfAbsent(name, value) != null) {
      problem = "is there twice; remove one of them";
    }
    if (problem != null) {
      problems.add(setting, "names " + name + ", which " + problem);
    }
  }

  private static @Nullable String headerProblem(String name) {
    // RFC 9110 section 5.6.2
    if (!name.chars()
        .allMatch(
            c -> c < 0x7f && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0))) {
      return "is no name of a header; use letters, digits, - and _";
    }
    return NOT_SENT.contains(name.toLowerCase(Locale.ROOT))
        ? "cannot be sent here; remove it"
        : null;
  }
}
