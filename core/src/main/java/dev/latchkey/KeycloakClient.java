package dev.latchkey;

import dev.latchkey.token.ClaimPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The client of a {@code keycloak.json}: who it is, whose requests it takes, and whose roles. */
final class KeycloakClient {

  private static final Set<String> CREDENTIALS = Set.of("provider", "secret", "jwt", "secret-jwt");

  private final KeycloakConfig config;
  private final CarriedOver carried;
  private final Optional<String> client;

  KeycloakClient(KeycloakConfig config, CarriedOver carried) {
    this.config = config;
    this.carried = carried;
    this.client = carried.own(Setting.CLIENT_ID).or(() -> config.text(KeycloakKey.RESOURCE));
  }

  void carryOver() {
    if (client.isEmpty() && !config.has(KeycloakKey.RESOURCE)) {
      carried.refuse("has no resource; write the client's id, or set client-id");
    }
    client.filter(KeycloakClient::isManyWords).ifPresent(any -> refuseManyWords());
    rules();
    if (needsClient()) {
      carried.put(Setting.CLIENT_ID, client.orElse("unknown"), "resource");
      secret();
    }
    audience();
    roles();
  }

  /** What is a list to us, or stands for everything, must not become of one name. */
  private static boolean isManyWords(String client) {
    return client.equals("*") || client.chars().anyMatch(Character::isWhitespace);
  }

  private void refuseManyWords() {
    carried.refuse(
        "resource is * or holds a blank, which an audience cannot be; give the client another id");
  }

  /** A client that signs nobody in would otherwise be asked for all that signing in takes. */
  private boolean needsClient() {
    return !config.isTrue(KeycloakKey.BEARER_ONLY) || !carried.needs(Setting.TOKEN_VERIFICATION);
  }

  private void rules() {
    boolean both = config.isTrue(KeycloakKey.AUTODETECT_BEARER_ONLY);
    boolean bearer = config.isTrue(KeycloakKey.BEARER_ONLY);
    carried.put(
        Setting.RULES, bearer ? "bearer /**" : both ? "any /**" : "login /**", "bearer-only");
    if (config.has(KeycloakKey.IGNORE_OAUTH_QUERY_PARAMETER)
        && !config.isTrue(KeycloakKey.IGNORE_OAUTH_QUERY_PARAMETER)
        && carried.needs(Setting.TOKEN_LOCATIONS)) {
      carried.warn(
          "ignore-oauth-query-parameter is false, but tokens are looked for in the Authorization"
              + " header alone, unless token.locations says otherwise");
    }
  }

  private void secret() {
    if (!carried.needs(Setting.CLIENT_SECRET)) {
      return; // however the file says it
    }
    Map<?, ?> credentials = config.members(KeycloakKey.CREDENTIALS);
    credentials.keySet().stream()
        .filter(name -> !CREDENTIALS.contains(name))
        .forEach(this::refuseCredential);
    if (isSigned(credentials)) {
      carried.refuse(
          "credentials are for a signed JWT (jwt, secret-jwt), which is not sent here; choose"
              + " \"Client Id and Secret\" at the client in Keycloak and write credentials.secret,"
              + " or set client-secret-file");
    } else if (config.isTrue(KeycloakKey.PUBLIC_CLIENT)) {
      publicClient(credentials.containsKey("secret"));
    } else if (carried.own(Setting.CLIENT_AUTHENTICATION).filter("none"::equals).isEmpty()) {
      secret(credentials.get("secret"));
    }
  }

  private void refuseCredential(Object name) {
    carried.refuse("credentials." + name + " is unknown; write credentials.secret alone");
  }

  private void publicClient(boolean hasSecret) {
    carried.put(Setting.CLIENT_AUTHENTICATION, "none", "public-client");
    if (hasSecret) {
      carried.refuse("public-client is true, but credentials hold a secret; remove one of them");
    }
  }

  private static boolean isSigned(Map<?, ?> credentials) {
    Object provider = credentials.get("provider");
    return provider == null
        ? !credentials.containsKey("secret")
            && (credentials.containsKey("jwt") || credentials.containsKey("secret-jwt"))
        : !provider.equals("secret");
  }

  private void secret(@Nullable Object secret) {
    if (secret instanceof String text && !text.isBlank()) {
      carried.put(Setting.CLIENT_SECRET, text, "credentials.secret");
    } else if (secret != null) {
      carried.refuse("credentials.secret is no text; write the client's secret");
    }
  }

  /** Adapters took tokens for everybody unless they were told to look; we always look. */
  private void audience() {
    client
        .filter(id -> !isManyWords(id))
        .ifPresent(id -> carried.put(Setting.AUDIENCE, id, "resource"));
    if (!config.isTrue(KeycloakKey.VERIFY_TOKEN_AUDIENCE)
        && readsTokens()
        && carried.needs(Setting.AUDIENCE)) {
      carried.warn(
          "verify-token-audience is not true, but the audience of tokens is always looked at, and"
              + " is the resource; have Keycloak add it with an audience mapper, or set audience");
    }
  }

  private boolean readsTokens() {
    return config.isTrue(KeycloakKey.BEARER_ONLY)
        || config.isTrue(KeycloakKey.AUTODETECT_BEARER_ONLY)
        || carried.hasOwnRules();
  }

  /** Of the realm and of the client, as later adapters had it, only where both are asked for. */
  private void roles() {
    boolean ofClient = config.isTrue(KeycloakKey.USE_RESOURCE_ROLE_MAPPINGS);
    boolean ofRealm =
        config.has(KeycloakKey.USE_REALM_ROLE_MAPPINGS)
            ? config.isTrue(KeycloakKey.USE_REALM_ROLE_MAPPINGS)
            : !ofClient;
    if (!ofClient && !ofRealm && carried.needs(Setting.ROLES_CLAIMS)) {
      carried.refuse("leaves no place for roles; leave use-realm-role-mappings out");
    }
    List<String> places = new ArrayList<>();
    if (ofRealm || !ofClient) {
      places.add("/realm_access/roles");
    }
    if (ofClient) {
      client
          .filter(id -> !isManyWords(id))
          .ifPresent(id -> places.add("/resource_access/" + ClaimPointer.escape(id) + "/roles"));
    }
    if (!places.isEmpty()) {
      carried.put(Setting.ROLES_CLAIMS, String.join(" ", places), "use-resource-role-mappings");
    }
  }
}
