package dev.latchkey;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is, by the one name that it has everywhere: builder, properties file,
 * init-param, system property and environment variable.
 */
enum Setting {
  ISSUER("issuer", "", "the issuer, exactly as published; `*` with `jwks-uri` accepts any"),
  INSECURE_HTTP_HOSTS(
      "insecure-http-hosts", "", "hosts that may be spoken to over http, such as `localhost`"),
  PROVIDER_PROFILE(
      "provider-profile",
      "generic",
      "`generic` or `keycloak`: where scopes, roles and groups are found"),
  DISCOVERY_URL("discovery-url", "", "the discovery document, where it is not below the issuer"),
  DISCOVERY_PARAMETERS(
      "discovery.parameters",
      "",
      "query parameters of the discovery request, as `name=value`, separated by blanks"),
  JWKS_URI("jwks-uri", "", "addresses of key sets, in place of the discovered one"),
  JWKS_HEADERS(
      "jwks.headers",
      "",
      "further headers of requests for keys, as `name=value`, separated by blanks"),
  ENDPOINT_INTROSPECTION(
      "endpoint.introspection", "", "the introspection endpoint, in place of the discovered one"),
  CLIENT_ID("client-id", "", "as registered at the provider"),
  CLIENT_SECRET("client-secret", "", "the client's secret"),
  CLIENT_SECRET_FILE("client-secret-file", "", "a file that holds the client's secret"),
  CLIENT_AUTHENTICATION(
      "client-authentication",
      "client_secret_basic",
      "`client_secret_basic`, `client_secret_post`, or `none` for a public client; the default"
          + " gives way to what discovery allows"),
  PROVIDERS(
      "providers",
      "",
      "names of further issuers, each with settings of its own: `provider.<name>.issuer`, …"),
  BASE_URL(
      "base-url", "", "where this application's root is publicly found; needed for signing in"),
  AUDIENCE(
      "audience",
      "",
      "whom access tokens must be meant for; `*` means unchecked; needed for bearer"),
  AUDIENCE_MODE("audience-mode", "any", "`any` or `all` of the audiences"),
  AUDIENCE_CLAIMS(
      "audience-claims",
      "",
      "JSON Pointers to the audience, such as `/client_id`; those of all of them count together; by"
          + " profile, mostly `/aud`"),
  CLAIMS_REQUIRED(
      "claims.required", "", "JSON Pointers to claims that a token must have, other than null"),
  CLAIMS_FORBIDDEN("claims.forbidden", "", "JSON Pointers to claims that a token must not have"),
  ALGORITHMS(
      "algorithms",
      "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA",
      "allowed signature algorithms; `HS256`, `HS384` and `HS512` only when named, with the client's"
          + " secret as key"),
  CLOCK_SKEW("clock-skew", "60s", "how far two clocks may differ, at most 5m"),
  TOKEN_MAX_LIFETIME(
      "token.max-lifetime",
      "off",
      "the most that `exp` may lie after `iat`, which a token must have then; or `off`"),
  TOKEN_MAX_BYTES("token.max-bytes", "16384", "the longest token looked at"),
  TOKEN_LOCATIONS(
      "token.locations",
      "header",
      "where requests carry tokens: `header` (Authorization), `header:Name`, `header:Name:Prefix`,"
          + " `query:name`, `cookie:name` (needs `base-url`); two tokens are refused"),
  TOKEN_VERIFICATION(
      "token.verification",
      "jwt",
      "`jwt` (by signature), `introspection` (by asking the provider), `auto` (three-part tokens as"
          + " JWT, others by introspection), `both` (the signature, then the provider)"),
  INTROSPECTION_CACHE(
      "introspection.cache",
      "30s",
      "how long the provider's yes counts, never beyond `exp`; a no at most 10s; `0s` asks each"
          + " time"),
  TOKEN_TYPE(
      "token.type",
      "lenient",
      "`lenient`, or `at+jwt` to demand the type and the claims of RFC 9068"),
  TOKEN_CACHE_SIZE("token.cache-size", "10000", "how many verified tokens are remembered"),
  REALM("realm", "", "the word in `WWW-Authenticate`; by default `name`, else `latchkey`"),
  ERROR_DETAILS(
      "error-details",
      "false",
      "`true`: answers say why they refuse; for development, with a loopback `base-url` (or issuer,"
          + " without one)"),
  NAME("name", "", "tells several instances in one JVM apart"),
  CONFIG(
      "config",
      "",
      "a properties file with settings: `/WEB-INF/…`, `classpath:…` or an absolute path"),
  RULES("rules", "", "the rule table; by default `login /**` with a client, else `bearer /**`"),
  RULES_FILE("rules-file", "", "a file that holds the rule table"),
  SCOPE_CLAIMS("scope.claims", "", "JSON Pointers to scopes; by profile"),
  ROLES_CLAIMS("roles.claims", "", "JSON Pointers to roles; by profile"),
  GROUPS_CLAIMS("groups.claims", "", "JSON Pointers to groups; by profile"),
  PRINCIPAL_CLAIMS(
      "principal.claims", "/preferred_username /email /sub", "JSON Pointers to the name shown"),
  CLAIMS_SOURCES(
      "claims.sources",
      "",
      "where a session's claims are looked up, in order: `id-token`, `access-token`; by profile"),
  SCOPES("scopes", "openid", "scopes asked for at sign-in; `openid` is always added"),
  LOGIN_REDIRECT(
      "login.redirect",
      "navigations",
      "who is redirected to sign in: `navigations` (page loads), `always`, `never`"),
  LOGIN_LIFETIME("login.lifetime", "10m", "how long a user may take to sign in"),
  LOGIN_MAX_PENDING("login.max-pending", "7", "sign-ins under way in one browser"),
  CALLBACK_PATH("callback-path", "/oidc/callback", "where the provider sends browsers back to"),
  LOGIN_PATH("login-path", "/oidc/login", "sends a user to sign in; takes `?return_to=`"),
  LOGOUT_PATH("logout-path", "/oidc/logout", "signs a user out"),
  AFTER_LOGIN_URL("after-login-url", "/", "where a sign-in ends that began nowhere in particular"),
  AFTER_LOGOUT_URL("after-logout-url", "/", "where a sign-out ends; a path or an https address"),
  SESSION_SECRET(
      "session.secret",
      "",
      "32 random bytes or more in base64, several for rotation; `per-process` for one that ends with"
          + " the process; may be left out on loopback only"),
  SESSION_SECRET_FILE("session.secret-file", "", "a file that holds it"),
  SESSION_COOKIE_NAME(
      "session.cookie.name", "", "by default `__Host-latchkey-` with `name` or a hash"),
  SESSION_MAX_AGE("session.max-age", "8h", "how long a session lives"),
  HTTP_CONNECT_TIMEOUT("http.connect-timeout", "2s", "for connections to the provider"),
  HTTP_TIMEOUT("http.timeout", "5s", "for whole calls to the provider; token endpoint 10s"),
  HTTP_MAX_BODY_BYTES("http.max-body-bytes", "262144", "the longest answer read"),
  HTTP_PRIVATE_HOSTS(
      "http.private-hosts",
      "",
      "hosts with private addresses that may be called; the configured ones always may"),
  JWKS_REFRESH("jwks.refresh", "5m", "how long keys are fresh where the provider does not say"),
  JWKS_COOL_DOWN("jwks.cool-down", "30s", "the least time between fetches for unknown keys"),
  JWKS_MAX_STALE("jwks.max-stale", "1h", "how long keys are used after that during an outage");

  private final String key;
  private final String defaultText;
  private final String meaning;

  Setting(String key, String defaultText, String meaning) {
    this.key = key;
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  String key() {
    return key;
  }

  /** The default as text; empty when there is none. */
  String defaultText() {
    return defaultText;
  }

  String meaning() {
    return meaning;
  }

  boolean isSecret() {
    return this == CLIENT_SECRET || this == SESSION_SECRET;
  }

  /** Tells whether blanks around the text mean something: a secret's own, lines before a rule. */
  boolean keepsBlanks() {
    return isSecret() || this == RULES;
  }

  /** Whose a setting is where there are several providers. */
  enum Reach {
    /** The whole application's: no further provider has its own or sees it. */
    APPLICATION,
    /** About this process: a further provider may have its own and takes the main one else. */
    INHERITED,
    /** About trust: each provider has its own, and takes nothing over from another. */
    PROVIDER
  }

  Reach reach() {
    return switch (this) {
      case ISSUER,
          PROVIDER_PROFILE,
          DISCOVERY_URL,
          DISCOVERY_PARAMETERS,
          JWKS_URI,
          JWKS_HEADERS,
          ENDPOINT_INTROSPECTION,
          CLIENT_ID,
          CLIENT_SECRET,
          CLIENT_SECRET_FILE,
          CLIENT_AUTHENTICATION,
          AUDIENCE,
          AUDIENCE_MODE,
          AUDIENCE_CLAIMS,
          CLAIMS_REQUIRED,
          CLAIMS_FORBIDDEN,
          ALGORITHMS,
          TOKEN_MAX_LIFETIME,
          TOKEN_VERIFICATION,
          TOKEN_TYPE,
          SCOPE_CLAIMS,
          ROLES_CLAIMS,
          GROUPS_CLAIMS,
          PRINCIPAL_CLAIMS,
          HTTP_PRIVATE_HOSTS ->
          Reach.PROVIDER;
      case INSECURE_HTTP_HOSTS,
          CLOCK_SKEW,
          TOKEN_MAX_BYTES,
          TOKEN_CACHE_SIZE,
          INTROSPECTION_CACHE,
          HTTP_CONNECT_TIMEOUT,
          HTTP_TIMEOUT,
          HTTP_MAX_BODY_BYTES,
          JWKS_REFRESH,
          JWKS_COOL_DOWN,
          JWKS_MAX_STALE ->
          Reach.INHERITED;
      default -> Reach.APPLICATION;
    };
  }

  /** Tells whether a further provider may have its own. */
  boolean belongsToProvider() {
    return reach() != Reach.APPLICATION;
  }

  /** The other way to say the same, of which only one may be used: a value and a file with it. */
  Optional<Setting> twin() {
    return switch (this) {
      case CLIENT_SECRET -> Optional.of(CLIENT_SECRET_FILE);
      case CLIENT_SECRET_FILE -> Optional.of(CLIENT_SECRET);
      case SESSION_SECRET -> Optional.of(SESSION_SECRET_FILE);
      case SESSION_SECRET_FILE -> Optional.of(SESSION_SECRET);
      case RULES -> Optional.of(RULES_FILE);
      case RULES_FILE -> Optional.of(RULES);
      default -> Optional.empty();
    };
  }

  /** Finds a setting; dots, dashes and underscores are alike, and so are cases. */
  static Optional<Setting> named(String name) {
    String wanted = normal(name);
    return Arrays.stream(values()).filter(each -> normal(each.key).equals(wanted)).findFirst();
  }

  /** What to tell about a key that is no setting, by the name that it was given. */
  static String unknown(String given, String key) {
    return given
        + " "
        + ProviderKey.read(key)
            .map(ProviderKey::advice)
            .orElseGet(() -> "is no setting; the nearest is " + NearestSetting.key(key));
  }

  /** What to tell about a key that is no setting. */
  static String unknown(String key) {
    return unknown("\"" + key + "\"", key);
  }

  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
