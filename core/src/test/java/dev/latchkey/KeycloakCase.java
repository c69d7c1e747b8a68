package dev.latchkey;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code keycloak.json} that is read, and what comes of it. */
final class KeycloakCase {

  static final String FILE = "/WEB-INF/keycloak.json";

  /** The least that Keycloak's adapters wanted. */
  static final String LEAST =
      "\"realm\": \"shop\", \"auth-server-url\": \"https://id.example.com\", \"resource\": \"shop\"";

  private final Problems problems = new Problems();
  private final GivenSettings settings;

  private KeycloakCase(String json, SettingsReader outside, String... own) {
    GivenSettings before = new GivenSettings();
    for (int i = 0; i < own.length; i += 2) {
      before.put(own[i], own[i + 1]);
    }
    settings = KeycloakFile.read(FILE, json, before, new Placeholders(outside), problems);
  }

  /** Reads a text as it is; {@code own} are keys and values that are set already. */
  static KeycloakCase text(String json, String... own) {
    return new KeycloakCase(json, new SettingsReader(Map.of(), Map.of()), own);
  }

  /** Reads the least, and more members behind it. */
  static KeycloakCase with(String members, String... own) {
    return text("{" + LEAST + (members.isEmpty() ? "" : ", " + members) + "}", own);
  }

  static KeycloakCase text(String json, SettingsReader outside) {
    return new KeycloakCase(json, outside);
  }

  Map<Setting, String> settings() {
    return settings.texts();
  }

  String key(Setting setting) {
    return settings.key(setting);
  }

  /** The text of a setting; empty when the file does not say it. */
  String of(Setting setting) {
    return settings.texts().getOrDefault(setting, "");
  }

  /** What is wrong, without the name of the file. */
  List<String> problems() {
    try {
      problems.check("x");
      return List.of();
    } catch (IllegalArgumentException all) {
      return Arrays.stream(all.getMessage().split("\n  - "))
          .skip(1)
          .filter(each -> !each.startsWith("also look at this: "))
          .map(KeycloakCase::bare)
          .toList();
    }
  }

  List<String> warnings() {
    return problems.warnings().stream().map(KeycloakCase::bare).toList();
  }

  private static String bare(String text) {
    return text.replaceFirst("^" + FILE + ": ", "");
  }

  /** The settings of a file that says the least. */
  static Map<Setting, String> least() {
    Map<Setting, String> least = new LinkedHashMap<>();
    least.put(Setting.PROVIDER_PROFILE, "keycloak");
    least.put(Setting.ISSUER, "https://id.example.com/realms/shop");
    least.put(Setting.CLIENT_ID, "shop");
    least.put(Setting.RULES, "login /**");
    least.put(Setting.AUDIENCE, "shop");
    least.put(Setting.ROLES_CLAIMS, "/realm_access/roles");
    least.put(Setting.PRINCIPAL_CLAIMS, "/sub");
    return least;
  }
}
