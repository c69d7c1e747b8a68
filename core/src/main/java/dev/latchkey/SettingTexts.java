package dev.latchkey;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was set, as text: for the whole application, or for one further provider. What is no value
 * becomes a problem and counts as not set.
 */
final class SettingTexts {

  private static final String OWN_PATHS = "/oidc/";

  private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
  private final Map<String, Map<Setting, String>> providers = new LinkedHashMap<>();
  private final SortedMap<Integer, String> rules = new TreeMap<>();
  private final Map<String, String> forwards = new LinkedHashMap<>();
  private final @Nullable String provider;

  SettingTexts(GivenSettings given, Problems problems) {
    this.provider = null;
    Reading reading = new Reading(problems);
    for (Map.Entry<Setting, String> each : given.texts().entrySet()) {
      reading.put(texts, each, each.getKey().key());
    }
    for (Map.Entry<String, Map<Setting, String>> each : given.providers().entrySet()) {
      providers.put(each.getKey(), reading.ofProvider(each.getKey(), each.getValue()));
    }
    for (Map.Entry<Integer, String> each : given.rules().entrySet()) {
      reading.put(rules, each, "rule." + each.getKey());
    }
    for (Map.Entry<String, String> each : given.forwards().entrySet()) {
      reading.put(forwards, each, "forward." + each.getKey());
    }
  }

  private SettingTexts(String provider, SettingTexts main) {
    this.provider = provider;
    main.texts.forEach(
        (setting, text) -> {
          if (setting.reach() == Reach.INHERITED) {
            texts.put(setting, text);
          }
        });
    providers.put(provider, main.providers.getOrDefault(provider, Map.of()));
    texts.putAll(ownTexts());
  }

  /** Keeps what is a value, and tells of the rest. */
  private record Reading(Problems problems) {

    Map<Setting, String> ofProvider(String name, Map<Setting, String> given) {
      Map<Setting, String> own = new EnumMap<>(Setting.class);
      for (Map.Entry<Setting, String> each : given.entrySet()) {
        put(own, each, ProviderKey.of(name, each.getKey()));
      }
      return own;
    }

    <K> void put(Map<K, String> into, Map.Entry<K, String> given, String key) {
      String text = given.getValue();
      if (text.contains("${")) {
        problems.add(key + " holds a placeholder that nobody replaced");
      } else if (text.isBlank()) {
        problems.add(key + " is empty; leave it out, or give it a value");
      } else {
        boolean asItIs = given.getKey() instanceof Setting setting && setting.keepsBlanks();
        into.put(given.getKey(), asItIs ? text : text.strip());
      }
    }
  }

  /**
   * What counts for one further provider: nothing about trust is taken over from the main one, but
   * what is about this process is.
   */
  SettingTexts ofProvider(String name) {
    return new SettingTexts(name, this);
  }

  private Map<Setting, String> ownTexts() {
    return providers.getOrDefault(provider, Map.of());
  }

  /** The key under which a setting stands, or would have to. */
  String key(Setting setting) {
    return provider != null && (setting.reach().isOwn() || ownTexts().containsKey(setting))
        ? ProviderKey.of(provider, setting)
        : setting.key();
  }

  /**
   * The text of a setting; empty when it was not set.
   *
   * @throws IllegalStateException for one that a provider cannot have: the answer would be a silent
   *     default
   */
  Optional<String> of(Setting setting) {
    if (provider != null && !setting.belongsToProvider()) {
      throw new IllegalStateException(setting + " is no setting of a provider; see its reach");
    }
    return Optional.ofNullable(texts.get(setting));
  }

  /** What counts where nothing was set: a further provider's paths are no other's. */
  String standard(Setting setting) {
    return standardPath(setting.defaultText());
  }

  /** A path of the main provider's as this one has it; any other text as it is. */
  String standardPath(String text) {
    return provider != null && text.startsWith(OWN_PATHS)
        ? OWN_PATHS + provider + "/" + text.substring(OWN_PATHS.length())
        : text;
  }

  /** Whose settings these are; empty for the main provider's, and the application's. */
  Optional<String> furtherProvider() {
    return Optional.ofNullable(provider);
  }

  Set<String> providers() {
    return providers.keySet();
  }

  SortedMap<Integer, String> rules() {
    return rules;
  }

  Map<String, String> forwards() {
    return forwards;
  }
}
