package dev.latchkey;

import java.util.Optional;

/**
 * What is carried over from a file into what was not set already, and what is told of the rest. Not
 * thread-safe.
 */
final class CarriedOver {

  private final String location;
  private final GivenSettings own;
  private final Problems problems;
  private final GivenSettings settings = new GivenSettings();

  /**
   * Nothing yet.
   *
   * @param location of the file, for people to read
   * @param own what is set already
   */
  CarriedOver(String location, GivenSettings own, Problems problems) {
    this.location = location;
    this.own = own;
    this.problems = problems;
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

  /** Stops the start. */
  void refuse(String problem) {
    problems.add(location + ": " + problem);
  }

  void warn(String warning) {
    problems.warn(location + ": " + warning);
  }

  GivenSettings settings() {
    return settings;
  }
}
