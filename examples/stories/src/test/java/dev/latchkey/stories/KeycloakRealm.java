package dev.latchkey.stories;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * A realm for one story, made and taken away by Keycloak's administration interface: the user
 * alice, and the client {@code shop}, which signs users in and asks for tokens of its own.
 */
final class KeycloakRealm implements AutoCloseable {

  private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

  private final KeycloakServer keycloak;
  private final String name;

  private KeycloakRealm(KeycloakServer keycloak, String name) {
    this.keycloak = keycloak;
    this.name = name;
  }

  /** Makes a realm that signs with an algorithm, e.g. {@code RS256}. */
  static KeycloakRealm create(KeycloakServer keycloak, String name, String algorithm) {
    return create(keycloak, name, Map.of("defaultSignatureAlgorithm", algorithm));
  }

  /**
   * Makes a realm.
   *
   * @param more what it has beside the usual, in Keycloak's words
   */
  static KeycloakRealm create(KeycloakServer keycloak, String name, Map<String, Object> more) {
    KeycloakRealm realm = new KeycloakRealm(keycloak, name);
    Map<String, Object> representation = JSONObjectUtils.newJSONObject();
    representation.putAll(representation(name));
    representation.putAll(more);
    realm.post("/admin/realms", representation);
    return realm;
  }

  private static Map<String, Object> representation(String name) {
    return Map.of(
        "realm",
        name,
        "enabled",
        true,
        "sslRequired",
        "none",
        "accessTokenLifespan",
        300,
        "clients",
        List.of(shop()),
        "users",
        List.of(alice()));
  }

  private static Map<String, Object> shop() {
    Map<String, Object> audience =
        Map.of(
            "name", "audience orders-api",
            "protocol", "openid-connect",
            "protocolMapper", "oidc-audience-mapper",
            "config",
                Map.of("included.custom.audience", "orders-api", "access.token.claim", "true"));
    return Map.of(
        "clientId",
        "shop",
        "secret",
        KeycloakServer.SECRET,
        "serviceAccountsEnabled",
        true,
        "redirectUris",
        List.of("http://localhost/*"),
        "protocolMappers",
        List.of(audience));
  }

  /** The user that each realm has, in Keycloak's words. */
  static Map<String, Object> alice() {
    return Map.of(
        "username", "alice",
        "enabled", true,
        "email", "alice@example.test",
        "firstName", "Alice",
        "lastName", "Test",
        "credentials", List.of(Map.of("type", "password", "value", "alice-pw")));
  }

  /** Returns the realm's issuer. */
  String issuer() {
    return keycloak.base() + "/realms/" + name;
  }

  /** Returns where the realm's keys are published. */
  String jwksUri() {
    return (String)
        keycloak.document(issuer() + "/.well-known/openid-configuration").get("jwks_uri");
  }

  /** Returns a new access token that the client {@code shop} got for itself. */
  String token() {
    return keycloak.clientCredentialsTokenOf(issuer(), "shop");
  }

  /**
   * Makes a key.
   *
   * @param provider Keycloak's name for the kind of key, e.g. {@code rsa-generated}
   * @param priority of the keys that fit, the one with the highest signs
   * @param more what else that kind needs
   * @return an address to remove it by
   */
  String addKey(String provider, int priority, Map<String, String> more) {
    Map<String, Object> config = JSONObjectUtils.newJSONObject();
    config.put("priority", List.of(String.valueOf(priority)));
    more.forEach((setting, value) -> config.put(setting, List.of(value)));
    return post(
        "/admin/realms/" + name + "/components",
        Map.of(
            "name", provider + " " + priority,
            "providerId", provider,
            "providerType", KEY_PROVIDER,
            "config", config));
  }

  /** Ends all sessions of a user, as an administrator does. */
  void signOut(String subject) {
    String address = userAddress(subject) + "/logout";
    expect(204, Curl.postJson(address, "{}", "Authorization", administrator()));
  }

  /** Lets a user sign in no more. */
  void disable(String subject) {
    String json = "{\"enabled\":false}";
    expect(204, Curl.putJson(userAddress(subject), json, "Authorization", administrator()));
  }

  /** Tells Keycloak where the client {@code shop} wants to hear of ended sessions. */
  void sendLogoutsTo(String address) {
    changeShop(
        Map.of(
            "attributes",
            Map.of(
                "backchannel.logout.url", address, "backchannel.logout.session.required", "true")));
  }

  /** Tells Keycloak which page of the client {@code shop} to put into its own on a sign-out. */
  void frameOnLogout(String address) {
    changeShop(
        Map.of(
            "frontchannelLogout",
            true,
            "attributes",
            Map.of(
                "frontchannel.logout.url",
                address,
                "frontchannel.logout.session.required",
                "true")));
  }

  /** Lets the client {@code shop} have users sent here; only with plain http is any port good. */
  void sendUsersTo(String address) {
    changeShop(Map.of("redirectUris", List.of(address)));
  }

  /** Has Keycloak ask users whether the client {@code shop} may know who they are. */
  void askForConsent() {
    changeShop(Map.of("consentRequired", true));
  }

  private void changeShop(Map<String, Object> changes) {
    String clients = keycloak.base() + "/admin/realms/" + name + "/clients";
    HttpResponse<String> found =
        Curl.get(clients + "?clientId=shop", "Authorization", administrator());
    expect(200, found);
    Map<String, Object> shop = Json.onlyOne(found.body());
    shop.putAll(changes);
    String json = JSONObjectUtils.toJSONString(shop);
    expect(
        204, Curl.putJson(clients + "/" + shop.get("id"), json, "Authorization", administrator()));
  }

  private String userAddress(String subject) {
    return keycloak.base() + "/admin/realms/" + name + "/users/" + subject;
  }

  /** Removes a key: what it has signed is no longer Keycloak's. */
  void removeKey(String address) {
    expect(204, Curl.delete(address, "Authorization", administrator()));
  }

  private String post(String path, Map<String, Object> json) {
    HttpResponse<String> answer =
        Curl.postJson(
            keycloak.base() + path,
            JSONObjectUtils.toJSONString(json),
            "Authorization",
            administrator());
    expect(201, answer);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private String administrator() {
    return "Bearer " + keycloak.administratorToken();
  }

  private static void expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(
          answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
  }

  @Override
  public void close() {
    removeKey(keycloak.base() + "/admin/realms/" + name);
  }
}
