package dev.latchkey;

import java.util.Locale;
import java.util.Optional;

/**
 * The key of one further provider's setting: {@code provider.<name>.<key>}.
 *
 * @param provider its name, as {@link #normal} makes it
 * @param key what is set, without the provider
 */
record ProviderKey(String provider, String key) {

  private static final String START = "provider.";

  /** Reads a key; empty when it is not of that form. */
  static Optional<ProviderKey> read(String text) {
    int end = text.indexOf('.', START.length());
    return text.regionMatches(true, 0, START, 0, START.length())
            && end > START.length()
            && end < text.length() - 1
        ? Optional.of(
            new ProviderKey(normal(text.substring(START.length(), end)), text.substring(end + 1)))
        : Optional.empty();
  }

  /** A provider's name as it is compared: cases are alike, and so are dashes and underscores. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The key of a provider's setting, in full. */
  static String of(String provider, Setting setting) {
    return START + provider + "." + setting.key();
  }

  /** What is set; empty when no provider has a setting of that name. */
  Optional<Setting> setting() {
    return SettingNames.named(key).filter(Setting::belongsToProvider);
  }

  /** What to tell where {@link #setting} is empty. */
  String advice() {
    Setting nearest = NearestSetting.of(key, Setting::belongsToProvider);
    return SettingNames.named(key)
        .map(whole -> "is the whole application's and no provider's; set " + whole.key())
        .orElse("is no setting; the nearest is " + of(provider, nearest));
  }
}
