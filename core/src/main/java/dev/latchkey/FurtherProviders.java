package dev.latchkey;

import dev.latchkey.token.AccessTokenSettings;
import dev.latchkey.token.TrustedIssuer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The providers beside the main one, as {@code providers} lists them. */
final class FurtherProviders {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
  private static final Set<String> RESERVED = Set.of(TrustedIssuer.MAIN, "*");

  private FurtherProviders() {}

  /** Returns each one's settings by its name, in the order of the list. */
  static Map<String, SettingValues> read(SettingValues values, Problems problems) {
    Map<String, SettingValues> found = new LinkedHashMap<>();
    for (String name : names(values, problems)) {
      found.put(name, values.ofProvider(name));
    }
    List<String> strangers = new ArrayList<>(values.providers());
    strangers.removeAll(found.keySet());
    for (String name : strangers) {
      problems.add(
          "provider.%s.* is set, but providers does not list \"%s\"; add it there"
              .formatted(name, name));
    }
    checkIssuers(values, found, problems);
    warnOfForwarding(values, found, problems);
    return found;
  }

  private static void warnOfForwarding(
      SettingValues values, Map<String, SettingValues> found, Problems problems) {
    Collection<String> sources = values.forwards().values();
    boolean tellsIssuer = sources.contains("/iss") || sources.contains("claims");
    if (!found.isEmpty() && !sources.isEmpty() && !tellsIssuer) {
      problems.warn(
          "forward.* tells of the callers of all providers, and two of them may have the same"
              + " subject or role; forward /iss too");
    }
  }

  /** What rules may name. */
  static List<String> names(Map<String, SettingValues> further) {
    List<String> names = new ArrayList<>(List.of(TrustedIssuer.MAIN));
    names.addAll(further.keySet());
    return names;
  }

  private static List<String> names(SettingValues values, Problems problems) {
    List<String> names = new ArrayList<>();
    for (String written : values.words(Setting.PROVIDERS)) {
      String name = ProviderKey.normal(written);
      if (RESERVED.contains(name)) {
        problems.add(
            Setting.PROVIDERS,
            "lists \"" + written + "\", a word that rules have for others; choose another name");
      } else if (!NAME.matcher(name).matches()) {
        problems.add(
            Setting.PROVIDERS,
            "lists \"" + written + "\"; write letters, digits and dashes between them, up to 64");
      } else if (names.contains(name)) {
        problems.add(Setting.PROVIDERS, "lists \"" + name + "\" twice; remove one of them");
      } else {
        names.add(name);
      }
    }
    return names;
  }

  /** A token is told apart by its issuer, so no two providers may have the same. */
  private static void checkIssuers(
      SettingValues values, Map<String, SettingValues> further, Problems problems) {
    Map<String, String> keys = new HashMap<>();
    if (values.has(Setting.ISSUER)) {
      keys.put(values.text(Setting.ISSUER), Setting.ISSUER.key());
    }
    if (!further.isEmpty() && keys.containsKey(AccessTokenSettings.ANY_ISSUER)) {
      problems.add(
          Setting.ISSUER, "is *, which leaves none to further providers; name it, or remove them");
    }
    for (SettingValues each : further.values()) {
      String issuer = each.text(Setting.ISSUER);
      String key = each.problems().key(Setting.ISSUER);
      if (issuer.equals(AccessTokenSettings.ANY_ISSUER)) {
        problems.add(key + " is *; name the issuer, since its tokens are told apart by it");
      } else if (!issuer.isEmpty() && keys.containsKey(issuer)) {
        problems.add(
            key + " is " + issuer + ", and so is " + keys.get(issuer) + "; remove one of them");
      }
      keys.putIfAbsent(issuer, key);
    }
  }
}
