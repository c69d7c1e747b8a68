package dev.latchkey;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Picks the settings out of properties among which others keep theirs, too. A name that begins with
 * {@code latchkey.} must be a setting; any other is taken when it is one.
 */
final class SharedProperties {

  private static final String PREFIX = "latchkey_";

  private SharedProperties() {}

  /** Returns the settings by their keys, without the prefix. */
  static Map<String, String> settings(Map<String, ?> properties, Problems problems) {
    Map<String, String> found = new LinkedHashMap<>();
    Map<String, String> names = new HashMap<>();
    for (Map.Entry<String, Object> each : new TreeMap<String, Object>(properties).entrySet()) {
      String name = each.getKey();
      boolean prefixed = SettingNames.normal(name).startsWith(PREFIX);
      if (!prefixed && !isSetting(name)) {
        continue;
      }
      String key = prefixed ? name.substring(PREFIX.length()) : name;
      String before = names.put(SettingNames.normal(key), name);
      if (before != null) {
        problems.add("properties " + before + " and " + name + " say the same; remove one of them");
      }
      found.put(key, text(name, each.getValue(), problems));
    }
    return found;
  }

  private static boolean isSetting(String name) {
    return new GivenSettings().put(name, "");
  }

  private static String text(String name, Object value, Problems problems) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    problems.add("property " + name + " is a " + value.getClass().getName() + "; write it as text");
    return "";
  }
}
