package dev.latchkey;

import java.util.Optional;

/** What is carried over from a file into what was not set already. Not thread-safe. */
final class CarriedOver {

  private final GivenSettings own;
  private final GivenSettings settings = new GivenSettings();

  CarriedOver(GivenSettings own) {
    this.own = own;
  }

  /** Tells whether nobody has said yet what the setting says. */
  boolean needs(Setting setting) {
    return !own.says(setting);
  }

  /** Tells whether somebody has, by the setting's name; false where there is none of that name. */
  boolean has(String name) {
    return SettingNames.named(name).filter(own::says).isPresent();
  }

  /** What was said for a setting. */
  Optional<String> own(Setting setting) {
    return Optional.ofNullable(own.texts().get(setting));
  }

  boolean hasOwnRules() {
    return own.hasOwnRules();
  }

  /** Takes a value, with the key that it had. */
  void put(Setting setting, String value, String key) {
    if (needs(setting)) {
      settings.put(setting, value, key);
    }
  }

  GivenSettings settings() {
    return settings;
  }
}
