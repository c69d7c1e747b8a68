package dev.latchkey;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every key of a {@code keycloak.json}, as the last adapters knew them and those before. */
enum KeycloakKey {
  REALM("realm", Kind.TEXT),
  AUTH_SERVER_URL("auth-server-url", Kind.TEXT),
  AUTH_SERVER_URL_FOR_BACKEND_REQUESTS("auth-server-url-for-backend-requests", Kind.TEXT),
  RESOURCE("resource", Kind.TEXT),
  PUBLIC_CLIENT("public-client", Kind.FLAG),
  CREDENTIALS("credentials", Kind.OBJECT),
  BEARER_ONLY("bearer-only", Kind.FLAG),
  AUTODETECT_BEARER_ONLY("autodetect-bearer-only", Kind.FLAG),
  USE_RESOURCE_ROLE_MAPPINGS("use-resource-role-mappings", Kind.FLAG),
  USE_REALM_ROLE_MAPPINGS("use-realm-role-mappings", Kind.FLAG),
  PRINCIPAL_ATTRIBUTE("principal-attribute", Kind.TEXT),
  VERIFY_TOKEN_AUDIENCE("verify-token-audience", Kind.FLAG),
  SCOPE("scope", Kind.TEXT),
  SSL_REQUIRED("ssl-required", Kind.TEXT),
  CONFIDENTIAL_PORT("confidential-port", Kind.NUMBER),
  TOKEN_STORE("token-store", Kind.TEXT),
  ADAPTER_STATE_COOKIE_PATH("adapter-state-cookie-path", Kind.TEXT),
  TOKEN_MINIMUM_TIME_TO_LIVE("token-minimum-time-to-live", Kind.NUMBER),
  MIN_TIME_BETWEEN_JWKS_REQUESTS("min-time-between-jwks-requests", Kind.NUMBER),
  PUBLIC_KEY_CACHE_TTL("public-key-cache-ttl", Kind.NUMBER),
  TRUSTSTORE("truststore", Kind.TEXT),
  TRUSTSTORE_PASSWORD("truststore-password", Kind.TEXT),
  PROXY_URL("proxy-url", Kind.TEXT),
  SOCKET_TIMEOUT_MILLIS("socket-timeout-millis", Kind.NUMBER),
  CONNECTION_TIMEOUT_MILLIS("connection-timeout-millis", Kind.NUMBER),
  IGNORE_OAUTH_QUERY_PARAMETER("ignore-oauth-query-parameter", Kind.FLAG),

  // what is done in any case, or is the HTTP client's own business
  ENABLE_PKCE("enable-pkce", Kind.FLAG),
  CONNECTION_POOL_SIZE("connection-pool-size", Kind.NUMBER),
  CONNECTION_TTL_MILLIS("connection-ttl-millis", Kind.NUMBER),

  // what says nothing without enable-cors
  CORS_MAX_AGE("cors-max-age", Kind.NUMBER),
  CORS_ALLOWED_HEADERS("cors-allowed-headers", Kind.TEXT),
  CORS_ALLOWED_METHODS("cors-allowed-methods", Kind.TEXT),
  CORS_EXPOSED_HEADERS("cors-exposed-headers", Kind.TEXT),

  // what there is no like of
  ENABLE_CORS(
      "enable-cors",
      Kind.FLAG,
      "took the origins from each token (allowed-origins), and no page's origin is taken from a"
          + " token here; list the origins in cors.origins, and remove the key"),
  REALM_PUBLIC_KEY(
      "realm-public-key",
      Kind.TEXT,
      "is one key, and no token counts any more once the realm has another; remove it, and keys are"
          + " fetched from the realm, or keep to it with public-key-file"),
  DISABLE_TRUST_MANAGER(
      "disable-trust-manager",
      Kind.FLAG,
      "would take anybody for Keycloak; remove it, and name the authority of its certificate in"
          + " http.trust-store"),
  ALLOW_ANY_HOSTNAME(
      "allow-any-hostname",
      Kind.FLAG,
      "would take any server with a certificate for Keycloak; remove it, and give Keycloak a"
          + " certificate for its name"),
  CLIENT_KEYSTORE("client-keystore", Kind.TEXT, Advice.CLIENT_CERTIFICATE),
  CLIENT_KEYSTORE_PASSWORD("client-keystore-password", Kind.TEXT, Advice.CLIENT_CERTIFICATE),
  CLIENT_KEY_PASSWORD("client-key-password", Kind.TEXT, Advice.CLIENT_CERTIFICATE),
  ENABLE_BASIC_AUTH(
      "enable-basic-auth",
      Kind.FLAG,
      "would hand users' passwords on to Keycloak; remove it, and have programs get a token with"
          + " client credentials of their own"),
  EXPOSE_TOKEN(
      "expose-token",
      Kind.FLAG,
      "would give the token to any script of a page; remove it, and have scripts call with the"
          + " session, and ask session-path who is signed in"),
  ALWAYS_REFRESH_TOKEN(
      "always-refresh-token",
      Kind.FLAG,
      "would ask Keycloak at each request; remove it, and let tokens live shortly in the realm, or"
          + " set session.refresh-before"),
  TURN_OFF_CHANGE_SESSION_ID_ON_LOGIN(
      "turn-off-change-session-id-on-login",
      Kind.FLAG,
      "would let whoever planted a session's id share the session; the id changes at each sign-in,"
          + " so remove it"),
  REGISTER_NODE_AT_STARTUP("register-node-at-startup", Kind.FLAG, Advice.NODES),
  REGISTER_NODE_PERIOD("register-node-period", Kind.NUMBER, Advice.NODES),
  POLICY_ENFORCER(
      "policy-enforcer",
      Kind.OBJECT,
      "would ask Keycloak for permissions, which is not done here; remove it, and write rules with"
          + " role=, scope= and the like in its place"),
  REDIRECT_REWRITE_RULES(
      "redirect-rewrite-rules",
      Kind.OBJECT,
      "would rewrite redirect URIs, which begin with base-url here; remove it, and set base-url to"
          + " the address that browsers see");

  /** What a value may be. */
  enum Kind {
    TEXT,
    FLAG,
    NUMBER,
    OBJECT
  }

  /** What several keys are told alike. */
  private static final class Advice {

    static final String CLIENT_CERTIFICATE =
        "is for a certificate of the client's own (mutual TLS), which is not sent here; remove it,"
            + " and have the client use its secret";
    static final String NODES =
        "would tell Keycloak of each node, for its admin requests (k_logout, k_push_not_before);"
            + " remove it, and register back-channel-logout-path at the client";
  }

  private final String key;
  private final Kind kind;
  private final @Nullable String refusal;

  KeycloakKey(String key, Kind kind) {
    this(key, kind, null);
  }

  KeycloakKey(String key, Kind kind, @Nullable String refusal) {
    this.key = key;
    this.kind = kind;
    this.refusal = refusal;
  }

  static Optional<KeycloakKey> named(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /** What to tell about a key that Keycloak's adapters did not know. */
  static String unknown(String key) {
    return "\""
        + key
        + (SettingNames.named(key).isPresent()
            ? "\" is a setting that Keycloak's adapters did not know; set it beside config"
            : "\" is no key of Keycloak's adapters; the nearest is "
                + NearestSetting.of(key, Arrays.stream(values()), KeycloakKey::key).key);
  }

  String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  /** Why it cannot be had, and what to do; empty for what can be. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The settings of which any makes up for this; {@code cors.origins} among them. */
  String[] replacements() {
    return switch (this) {
      case ENABLE_CORS -> new String[] {"cors.origins"};
      case REALM_PUBLIC_KEY -> new String[] {"public-key-file"};
      case ALWAYS_REFRESH_TOKEN -> new String[] {"session.refresh-before"};
      default -> new String[0];
    };
  }
}
