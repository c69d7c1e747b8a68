package dev.latchkey;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Settings as one source gives them: those with a fixed name, and the open-ended {@code rule.N},
 * {@code forward.<Header-Name>} and {@code provider.<name>.<key>}. Not thread-safe.
 */
final class GivenSettings {

  private static final Set<Setting> ABOUT_RULES = Set.of(Setting.RULES, Setting.RULES_FILE);
  private static final String RULE = "rule_";
  private static final String FORWARD = "forward.";

  private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
  private final Map<Setting, String> origins = new EnumMap<>(Setting.class);
  private final SortedMap<Integer, String> rules = new TreeMap<>();
  private final Map<String, String> forwards = new LinkedHashMap<>();
  private final Map<String, Map<Setting, String>> providers = new LinkedHashMap<>();

  /** Takes a setting by its key; false when there is none of that name. */
  boolean put(String key, String value) {
    String normal = SettingNames.normal(key);
    if (normal.startsWith(RULE) && isNumber(normal.substring(RULE.length()))) {
      rules.put(Integer.valueOf(normal.substring(RULE.length())), value);
      return true;
    }
    if (key.regionMatches(true, 0, FORWARD, 0, FORWARD.length())
        && key.length() > FORWARD.length()) {
      forwards.put(key.substring(FORWARD.length()), value);
      return true;
    }
    ProviderKey ofProvider = ProviderKey.read(key).orElse(null);
    Optional<Setting> named = ofProvider == null ? SettingNames.named(key) : ofProvider.setting();
    if (named.isPresent()) {
      (ofProvider == null ? texts : textsOf(ofProvider.provider())).put(named.get(), value);
    }
    return named.isPresent();
  }

  private Map<Setting, String> textsOf(String provider) {
    return providers.computeIfAbsent(provider, any -> new EnumMap<>(Setting.class));
  }

  /** Takes the settings of a source where each stands once, however it is spelt. */
  void putOnce(Map<String, String> source, Consumer<String> problems) {
    Map<String, String> spelt = new LinkedHashMap<>();
    new TreeMap<>(source)
        .forEach(
            (key, value) -> {
              String before = spelt.putIfAbsent(SettingNames.normal(key), key);
              if (before != null) {
                problems.accept(
                    "\"" + before + "\" and \"" + key + "\" are one setting; remove one of them");
              } else if (!put(key, value)) {
                problems.accept(SettingNames.unknown(key));
              }
            });
  }

  /** A number with one spelling, so that no two keys are the same rule. */
  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 6
        && (text.length() == 1 || text.charAt(0) != '0')
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  void put(Setting setting, String value) {
    texts.put(setting, value);
  }

  /** Takes a setting that is called otherwise where it comes from. */
  void put(Setting setting, String value, String origin) {
    put(setting, value);
    origins.put(setting, origin);
  }

  /** What to call a setting in a message, so that it is found where it was written. */
  String key(Setting setting) {
    String origin = origins.get(setting);
    return setting.key() + (origin == null ? "" : " (" + origin + ")");
  }

  /** Tells whether a setting, or another way to say the same, is there. */
  boolean says(Setting setting) {
    return texts.containsKey(setting) || saidOtherwise(setting, texts.keySet());
  }

  /** Adds what a source of lower precedence gives and this one does not. */
  void completeFrom(GivenSettings lower) {
    boolean ownRules = hasRules();
    Map<Setting, String> more = new EnumMap<>(lower.texts);
    if (ownRules) {
      more.keySet().removeAll(ABOUT_RULES);
    }
    for (Setting taken : complete(texts, more)) {
      if (lower.origins.containsKey(taken)) {
        origins.put(taken, lower.origins.get(taken));
      }
    }
    for (Map.Entry<String, Map<Setting, String>> each : lower.providers.entrySet()) {
      complete(textsOf(each.getKey()), each.getValue());
    }
    if (!ownRules) {
      rules.putAll(lower.rules);
    }
    completeForwards(lower.forwards);
  }

  private void completeForwards(Map<String, String> lower) {
    Set<String> own = new HashSet<>();
    for (String name : forwards.keySet()) {
      own.add(SettingNames.normal(name));
    }
    for (Map.Entry<String, String> each : lower.entrySet()) {
      if (!own.contains(SettingNames.normal(each.getKey()))) {
        forwards.put(each.getKey(), each.getValue());
      }
    }
  }

  /** Returns what was taken. */
  private static Set<Setting> complete(Map<Setting, String> texts, Map<Setting, String> lower) {
    Map<Setting, String> taken = new EnumMap<>(lower);
    taken.keySet().removeAll(texts.keySet());
    taken.keySet().removeIf(setting -> saidOtherwise(setting, texts.keySet()));
    texts.putAll(taken);
    return taken.keySet();
  }

  private static boolean saidOtherwise(Setting setting, Set<Setting> own) {
    return !Collections.disjoint(setting.twins(), own);
  }

  /** Tells whether somebody wrote rules, other than those that follow from another's settings. */
  boolean hasOwnRules() {
    return hasRules() && !origins.containsKey(Setting.RULES);
  }

  private boolean hasRules() {
    return !rules.isEmpty()
        || texts.containsKey(Setting.RULES)
        || texts.containsKey(Setting.RULES_FILE);
  }

  Map<Setting, String> texts() {
    return texts;
  }

  /** The rules {@code rule.1}, {@code rule.2}, … in the order of their numbers. */
  SortedMap<Integer, String> rules() {
    return rules;
  }

  /** What is set for further providers, by their names. */
  Map<String, Map<Setting, String>> providers() {
    return providers;
  }

  /** Header names and what is put into them. */
  Map<String, String> forwards() {
    return forwards;
  }
}
