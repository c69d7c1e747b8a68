package dev.latchkey;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings from outside the code: system properties {@code latchkey.<key>} before environment
 * variables {@code LATCHKEY_<KEY>}. With a name, {@code latchkey.<name>.<key>} and {@code
 * LATCHKEY_<NAME>_<KEY>} instead, so that two applications in one JVM do not share.
 */
final class SettingsReader {

  private final Map<String, String> properties;
  private final Map<String, String> environment;

  SettingsReader(Map<String, String> properties, Map<String, String> environment) {
    this.properties = Map.copyOf(properties);
    this.environment = Map.copyOf(environment);
  }

  static SettingsReader ofThisProcess() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      String value = System.getProperty(name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    return new SettingsReader(properties, System.getenv());
  }

  GivenSettings read(Optional<String> name, Problems problems) {
    String prefix = prefix(name);
    GivenSettings found = collect(properties, prefix, "system property", problems);
    found.completeFrom(collect(environment, prefix, "environment variable", problems));
    return found;
  }

  /** A system property by its own name. */
  Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  /** An environment variable by its own name. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /** What each setting that is found here is called here, for people to read. */
  Map<Setting, String> origins(Optional<String> name) {
    String prefix = prefix(name);
    Map<Setting, String> origins = new EnumMap<>(Setting.class);
    collect(environment, prefix, "environment variable", new Problems(), origins);
    collect(properties, prefix, "system property", new Problems(), origins);
    return origins;
  }

  private static String prefix(Optional<String> name) {
    return SettingNames.normal("latchkey." + name.map(own -> own + ".").orElse(""));
  }

  private static GivenSettings collect(
      Map<String, String> source, String prefix, String kind, Problems problems) {
    return collect(source, prefix, kind, problems, new EnumMap<>(Setting.class));
  }

  private static GivenSettings collect(
      Map<String, String> source,
      String prefix,
      String kind,
      Problems problems,
      Map<Setting, String> origins) {
    Map<Setting, String> names = new EnumMap<>(Setting.class);
    GivenSettings found = new GivenSettings();
    new TreeMap<>(source)
        .forEach(
            (name, value) -> {
              String normal = SettingNames.normal(name);
              if (!normal.startsWith(prefix)) {
                return;
              }
              String key = normal.substring(prefix.length());
              SettingNames.named(key)
                  .ifPresentOrElse(
                      setting -> {
                        problems.checkOnce(setting.key(), names.put(setting, name), name);
                        origins.put(setting, kind + " " + name);
                        found.put(setting, value);
                      },
                      // Kubernetes injects such variables for a service of that name
                      () -> problems.warn(unknown("the " + kind + " " + name, key)));
            });
    return found;
  }

  private static String unknown(String given, String key) {
    // a header's or provider's name would not survive the spelling of a variable
    return key.matches("rule_[0-9]+|forward_.+|provider_.+_.+")
        ? given
            + " counts for nothing: rule.N, forward.* and provider.* come from a file, an"
            + " init-param or the builder only"
        : SettingNames.unknown(given, key);
  }
}
