package dev.latchkey;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Settings by their names, as differently as each source of settings may spell them. */
final class SettingNames {

  private static final Map<String, Setting> BY_NORMAL_NAME = new HashMap<>();

  static {
    for (Setting each : Setting.values()) {
      BY_NORMAL_NAME.put(normal(each.key()), each);
    }
  }

  private SettingNames() {}

  /** Finds a setting; dots, dashes and underscores are alike, and so are cases. */
  static Optional<Setting> named(String name) {
    return Optional.ofNullable(BY_NORMAL_NAME.get(normal(name)));
  }

  /** What to tell about a key that is no setting, by the name that it was given. */
  static String unknown(String given, String key) {
    return given
        + " "
        + ProviderKey.read(key)
            .map(ProviderKey::advice)
            .orElseGet(() -> "is no setting; the nearest is " + NearestSetting.key(key));
  }

  /** What to tell about a key that is no setting. */
  static String unknown(String key) {
    return unknown("\"" + key + "\"", key);
  }

  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
