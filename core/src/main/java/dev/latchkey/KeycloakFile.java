package dev.latchkey;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Our settings as a {@code keycloak.json} says them, the file of Keycloak's former adapters.
 * Whatever stands there is carried over, needless, or refused with what to do in its place: nothing
 * is passed over in silence. What is set elsewhere already needs nothing from here.
 */
final class KeycloakFile {

  /** What adapters knew; anything else was the subject to them. */
  private static final List<String> PRINCIPALS =
      List.of(
          "sub", "preferred_username", "email", "name", "given_name", "family_name", "nickname");

  private static final String CLASS_PATH = "classpath:";

  private final KeycloakConfig config;
  private final CarriedOver carried;

  private KeycloakFile(KeycloakConfig config, CarriedOver carried) {
    this.config = config;
    this.carried = carried;
  }

  /**
   * Reads the text of a file.
   *
   * @param own what is set already and wins over the file
   */
  static GivenSettings read(
      String location,
      String text,
      GivenSettings own,
      Placeholders placeholders,
      Problems problems) {
    CarriedOver carried = new CarriedOver(location, own, problems);
    KeycloakConfig.read(text, placeholders, carried::refuse)
        .map(config -> new KeycloakFile(config, carried))
        .ifPresent(KeycloakFile::carryOver);
    KeycloakRemains.warn(problems);
    return carried.settings();
  }

  private void carryOver() {
    carried.put(Setting.PROVIDER_PROFILE, "keycloak", "of keycloak.json");
    new KeycloakRealm(config, carried).carryOver();
    new KeycloakClient(config, carried).carryOver();
    principal();
    sessions();
    calls();
    https();
    refuse();
  }

  private void principal() {
    KeycloakKey key = KeycloakKey.PRINCIPAL_ATTRIBUTE;
    String attribute = config.text(key).orElse("sub");
    if (!PRINCIPALS.contains(attribute) && carried.needs(Setting.PRINCIPAL_CLAIMS)) {
      carried.refuse(
          key.key()
              + " is none of "
              + PRINCIPALS
              + ", so that Keycloak's adapter took sub; write sub, or set principal.claims");
    }
    carried.put(
        Setting.PRINCIPAL_CLAIMS,
        attribute.equals("sub") ? "/sub" : "/" + attribute + " /sub",
        key.key());
  }

  private void sessions() {
    config.text(KeycloakKey.SCOPE).ifPresent(put(Setting.SCOPES, KeycloakKey.SCOPE));
    seconds(KeycloakKey.TOKEN_MINIMUM_TIME_TO_LIVE, Setting.SESSION_REFRESH_BEFORE);
    cookiePath();
    config
        .text(KeycloakKey.TOKEN_STORE)
        .filter(store -> carried.needs(Setting.SESSION_STORE))
        .ifPresent(this::tokenStore);
  }

  private void tokenStore(String store) {
    switch (store.toLowerCase(Locale.ROOT)) {
      case "cookie" -> carried.put(Setting.SESSION_STORE, "cookie", KeycloakKey.TOKEN_STORE.key());
      case "session" ->
          carried.warn(
              "token-store is session, but nothing is kept in the HttpSession: sessions are sealed"
                  + " cookies, unless session.store says otherwise");
      default -> carried.refuse("token-store is neither session nor cookie");
    }
  }

  private void cookiePath() {
    KeycloakKey key = KeycloakKey.ADAPTER_STATE_COOKIE_PATH;
    config.text(key).ifPresent(put(Setting.SESSION_COOKIE_PATH, key));
    if (config.text(key).filter(path -> !path.startsWith("/")).isPresent()
        && carried.needs(Setting.SESSION_COOKIE_PATH)) {
      carried.refuse(
          key.key() + " does not begin with a slash; write the path as a browser sees it");
    }
  }

  private void calls() {
    seconds(KeycloakKey.MIN_TIME_BETWEEN_JWKS_REQUESTS, Setting.JWKS_COOL_DOWN);
    seconds(KeycloakKey.PUBLIC_KEY_CACHE_TTL, Setting.JWKS_REFRESH);
    number(KeycloakKey.SOCKET_TIMEOUT_MILLIS, Setting.HTTP_TIMEOUT, "ms");
    number(KeycloakKey.CONNECTION_TIMEOUT_MILLIS, Setting.HTTP_CONNECT_TIMEOUT, "ms");
    config.text(KeycloakKey.PROXY_URL).ifPresent(put(Setting.HTTP_PROXY, KeycloakKey.PROXY_URL));
    if (carried.needs(Setting.HTTP_TRUST_STORE)) { // else the password would be another store's
      trustStore();
    }
  }

  private void trustStore() {
    KeycloakKey key = KeycloakKey.TRUSTSTORE;
    if (config.text(key).filter(store -> store.startsWith(CLASS_PATH)).isPresent()) {
      carried.refuse(
          "truststore lies on the class path; write it to a file, and name that in"
              + " http.trust-store");
      return;
    }
    config.text(key).ifPresent(put(Setting.HTTP_TRUST_STORE, key));
    config
        .text(KeycloakKey.TRUSTSTORE_PASSWORD)
        .ifPresent(put(Setting.HTTP_TRUST_STORE_PASSWORD, KeycloakKey.TRUSTSTORE_PASSWORD));
  }

  private void seconds(KeycloakKey key, Setting setting) {
    number(key, setting, "s");
  }

  private void number(KeycloakKey key, Setting setting, String unit) {
    config.number(key).ifPresent(number -> carried.put(setting, number + unit, key.key()));
  }

  private Consumer<String> put(Setting setting, KeycloakKey key) {
    return text -> carried.put(setting, text, key.key());
  }

  /** Who speaks http is written down host by host here, whatever the address it comes from. */
  private void https() {
    String required = config.text(KeycloakKey.SSL_REQUIRED).orElse("all").toLowerCase(Locale.ROOT);
    if (required.equals("none")) {
      carried.warn(
          "ssl-required is none, which allows nothing: https is required everywhere but of the"
              + " hosts in insecure-http-hosts");
    } else if (!required.equals("all") && !required.equals("external")) {
      carried.refuse("ssl-required is none of all, external and none");
    }
    if (config.asksFor(KeycloakKey.CONFIDENTIAL_PORT)
        && !config.isTrue(KeycloakKey.BEARER_ONLY)
        && carried.needs(Setting.BASE_URL)) {
      carried.warn(
          "confidential-port counts for nothing: the port that browsers see stands in base-url");
    }
  }

  private void refuse() {
    for (KeycloakKey key : KeycloakKey.values()) {
      if (config.asksFor(key) && Arrays.stream(key.replacements()).noneMatch(carried::has)) {
        key.refusal().ifPresent(why -> carried.refuse(key.key() + " " + why));
      }
    }
    if (config.isTrue(KeycloakKey.ENABLE_CORS) && carried.has("cors.origins")) {
      carried.warn(
          "enable-cors is true, but preflights pass on to the application, which has to answer them"
              + " with what cors-… say");
    }
  }
}
