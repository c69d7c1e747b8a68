package dev.latchkey;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Guesses what somebody meant who wrote a key that is no setting. */
final class NearestSetting {

  private NearestSetting() {}

  /** The key, or the form of an open-ended one, that looks most like an unknown one. */
  static String key(String key) {
    int dot = Math.max(0, key.indexOf('.'));
    String start = SettingNames.normal(key.substring(0, dot));
    boolean numbered = key.substring(dot).matches("\\.[0-9]+");
    if (numbered && distance(start, "rule") <= 2) {
      return "rule.1";
    }
    if (distance(start, "provider") <= 2) {
      return "provider.<name>.<key>";
    }
    return distance(start, "forward") <= 2 ? "forward.<Header-Name>" : of(key, any -> true).key();
  }

  /** The setting, of those that fit, whose name looks most like an unknown one. */
  static Setting of(String name, Predicate<Setting> fits) {
    return of(name, Arrays.stream(Setting.values()).filter(fits), Setting::key);
  }

  /** The same of anything that has names. */
  static <T> T of(String name, Stream<T> known, Function<T, String> keys) {
    String wanted = SettingNames.normal(name);
    Function<T, String> normal = keys.andThen(SettingNames::normal);
    return known
        .min(
            Comparator.comparing((T each) -> !isPartOf(wanted, normal.apply(each)))
                .thenComparingInt(each -> distance(wanted, normal.apply(each))))
        .orElseThrow();
  }

  private static boolean isPartOf(String wanted, String key) {
    return wanted.length() >= 4 && key.contains(wanted);
  }

  /** Levenshtein's distance. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
