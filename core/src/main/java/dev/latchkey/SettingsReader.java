package dev.latchkey;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

  Map<Setting, String> read(Optional<String> name, Problems problems) {
    Map<Setting, String> found = new EnumMap<>(Setting.class);
    String prefix = Setting.normal("latchkey." + name.map(own -> own + ".").orElse(""));
    collect(environment, prefix, "environment variable", found, problems);
    collect(properties, prefix, "system property", found, problems);
    return found;
  }

  private static void collect(
      Map<String, String> source,
      String prefix,
      String kind,
      Map<Setting, String> found,
      Problems problems) {
    source.forEach(
        (name, value) -> {
          String normal = Setting.normal(name);
          if (!normal.startsWith(prefix)) {
            return;
          }
          String key = normal.substring(prefix.length());
          Setting.named(key)
              .ifPresentOrElse(
                  setting -> found.put(setting, value),
                  // Kubernetes injects such variables for a service of that name
                  () -> problems.warn(unknown(kind, name, key)));
        });
  }

  private static String unknown(String kind, String name, String key) {
    return "the "
        + kind
        + " "
        + name
        + " is no setting; the nearest is "
        + Setting.nearest(key).key();
  }
}
