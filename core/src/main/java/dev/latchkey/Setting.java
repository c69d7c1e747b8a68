package dev.latchkey;

import java.util.EnumSet;
import java.util.Set;

/**
 * Every setting there is, by the one name that it has everywhere: builder, properties file,
 * init-param, system property and environment variable.
 */
enum Setting {
  ISSUER("issuer", "", "the issuer, exactly as published; `*` with `jwks-uri` accepts any"),
  ISSUER_MATCH(
      "issuer-match",
      "exact",
      "`exact`, or `trailing-slash` for an issuer that is written with and without its last slash"),
  ISSUER_ALIASES(
      "issuer-aliases",
      "",
      "further addresses that the same issuer goes by, compared byte for byte, such as a custom"
          + " domain"),
  ISSUER_TENANTS(
      "issuer-tenants",
      "",
      "whose tokens are accepted where `issuer` stands for many tenants: their ids; `*` means"
          + " everybody's"),
  INSECURE_HTTP_HOSTS(
      "insecure-http-hosts", "", "hosts that may be spoken to over http, such as `localhost`"),
  PROVIDER_PROFILE(
      "provider-profile",
      "generic",
      "`generic`, `keycloak`, `okta`, `entra`, `sap-ias`, `auth0`, `cognito` or `google`: see"
          + " [profiles](docs/providers.md#profiles)"),
  DISCOVERY(
      "discovery",
      "on",
      "`on`, or `off`: then every endpoint that the rules need is set here, and keys too"),
  DISCOVERY_URL("discovery-url", "", "the discovery document, where it is not below the issuer"),
  DISCOVERY_PARAMETERS(
      "discovery.parameters",
      "",
      "query parameters of the discovery request, as `name=value`, separated by blanks"),
  INTERNAL_URL(
      "internal-url",
      "",
      "scheme, host and port that calls go to in place of the issuer's; browsers and the check of"
          + " the issuer keep the public address"),
  ENDPOINT_AUTHORIZATION(
      "endpoint.authorization", "", "the authorization endpoint, in place of the discovered one"),
  ENDPOINT_TOKEN("endpoint.token", "", "the token endpoint, likewise"),
  ENDPOINT_INTROSPECTION("endpoint.introspection", "", "the introspection endpoint, likewise"),
  ENDPOINT_USERINFO("endpoint.userinfo", "", "the UserInfo endpoint, likewise"),
  ENDPOINT_END_SESSION("endpoint.end-session", "", "the logout endpoint, likewise"),
  ENDPOINT_REVOCATION("endpoint.revocation", "", "the revocation endpoint, likewise"),
  JWKS_URI("jwks-uri", "", "addresses of key sets, in place of the discovered one"),
  JWKS_FILE(
      "jwks-file",
      "",
      "a file that holds a key set, likewise; read again every `jwks.refresh`, and for an unknown"
          + " key"),
  JWKS("jwks", "", "a key set as JSON, likewise"),
  PUBLIC_KEY_FILE(
      "public-key-file",
      "",
      "a file that holds one to four public keys or certificates as PEM, likewise; read again every"
          + " `jwks.refresh`"),
  JWKS_HEADERS(
      "jwks.headers",
      "",
      "further headers of requests for keys, as `name=value`, separated by blanks"),
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
  CRYPTO_PROVIDER(
      "crypto.provider",
      "auto",
      "who verifies signatures: `auto` (AmazonCorrettoCryptoProvider or Conscrypt where one is on"
          + " the class path, else the JDK), `jdk`, or a JCA provider's name"),
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
  PAGES(
      "pages",
      "",
      "the name of a class that implements `PageRenderer`, for pages in the application's own looks"),
  CORS_ORIGINS(
      "cors.origins",
      "",
      "other origins whose scripts may call, users' sessions included, such as"
          + " `https://app.example.com`: their CORS preflights pass on to the application, and they"
          + " may read what Latchkey itself answers"),
  PATHS(
      "paths",
      "strict",
      "`strict`: a path with `;` is refused; or `matrix`: `;name=value` passes, and rules are"
          + " matched without it"),
  NAME("name", "", "tells several instances in one JVM apart"),
  CONFIG(
      "config",
      "",
      "a file with settings: `/WEB-INF/…`, `classpath:…` or an absolute path; properties, or Keycloak's `keycloak.json` where it ends in `.json`"),
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
      "where a session's claims are looked up, in order: `id-token`, `access-token`, `userinfo`; by"
          + " profile, `userinfo` last where it is asked"),
  USERINFO(
      "userinfo",
      "never",
      "`never`, or `at-login`: the provider's userinfo endpoint is asked for more claims"),
  USERINFO_ON_FAILURE(
      "userinfo.on-failure",
      "fail",
      "when it gives no answer: `fail` the sign-in, or `continue` with the ID token's claims"),
  SCOPES("scopes", "openid", "scopes asked for at sign-in; `openid` is always added"),
  LOGIN_REDIRECT(
      "login.redirect",
      "navigations",
      "who is redirected to sign in: `navigations` (page loads), `always`, `never`"),
  LOGIN_PARAMETERS(
      "login.parameters",
      "",
      "what else the provider is told at sign-in, as `name=value`, separated by blanks, a blank"
          + " within as %20, such as `acr_values=gold max_age=3600 audience=orders-api`; the ID"
          + " token must then say `acr` and `auth_time` accordingly"),
  LOGIN_PASS_THROUGH(
      "login.pass-through",
      "",
      "parameters that a caller of `login-path` may choose, such as `login_hint ui_locales`"),
  LOGIN_RESPONSE_MODE(
      "login.response-mode",
      "query",
      "how the provider's answer comes: `query` (in the address), or `form_post` (in a form that the"
          + " browser posts; needs an https `base-url`)"),
  LOGIN_LIFETIME("login.lifetime", "10m", "how long a user may take to sign in"),
  LOGIN_MAX_PENDING("login.max-pending", "7", "sign-ins under way in one browser"),
  CALLBACK_PATH("callback-path", "/oidc/callback", "where the provider sends browsers back to"),
  LOGIN_PATH("login-path", "/oidc/login", "sends a user to sign in; takes `?return_to=`"),
  LOGOUT_PATH(
      "logout-path",
      "/oidc/logout",
      "signs a user out; takes `return_to`, which must be one of `after-logout-url`"),
  SESSION_PATH(
      "session-path", "/oidc/session", "tells a page's script who is signed in, until when"),
  BACK_CHANNEL_LOGOUT_PATH(
      "back-channel-logout-path",
      "",
      "where the provider says that a user has signed out; by default `/oidc/backchannel-logout`"
          + " with a server-side store, else `off`"),
  BACK_CHANNEL_LOGOUT_EXP(
      "back-channel-logout-exp",
      "optional",
      "whether a logout token must say when it ends: `optional`, since older providers leave `exp`"
          + " out and `iat` must be fresh in any case, or `required`"),
  FRONT_CHANNEL_LOGOUT_PATH(
      "front-channel-logout-path",
      "",
      "where it has the browser say so; by default `/oidc/frontchannel-logout` with a server-side"
          + " store, which it needs, else `off`"),
  AFTER_LOGIN_URL("after-login-url", "/", "where a sign-in ends that began nowhere in particular"),
  AFTER_LOGOUT_URL(
      "after-logout-url",
      "/",
      "where a sign-out ends: paths or https addresses; the first, unless the request names another"),
  SESSION_SECRET(
      "session.secret",
      "",
      "32 random bytes or more in base64, several for rotation; `per-process` for one that ends with"
          + " the process; may be left out on loopback only"),
  SESSION_SECRET_FILE("session.secret-file", "", "a file that holds it"),
  SESSION_COOKIE_NAME(
      "session.cookie.name",
      "",
      "by default `__Host-latchkey-` (`__Secure-` with a domain or a path) and `name` or a hash"),
  SESSION_COOKIE_SAME_SITE(
      "session.cookie.same-site",
      "Lax",
      "`Lax`, or `Strict`: then a page that goes on by itself follows a sign-in, and a link from"
          + " another site"),
  SESSION_COOKIE_DOMAIN(
      "session.cookie.domain",
      "",
      "`base-url`'s host or a domain above it, which all hosts below are sent the session's cookies"
          + " for; by default that host alone"),
  SESSION_COOKIE_PATH("session.cookie.path", "/", "`base-url`'s path, or a folder above it"),
  SESSION_STORE(
      "session.store",
      "cookie",
      "where sessions are kept: `cookie` (sealed, in the browser), `memory` (in this process), or"
          + " `redis` (for all nodes; needs `latchkey-redis`)"),
  SESSION_REVOCATION_STORE(
      "session.revocation-store",
      "memory",
      "where it is remembered which sessions in cookies the provider has ended: `memory` (in this"
          + " process) or `redis` (for all nodes)"),
  SESSION_MEMORY_SIZE(
      "session.memory-size",
      "100000",
      "how many sessions `memory` holds, or ended ones are remembered with cookies; the least"
          + " recently used go first"),
  SESSION_ON_STORE_FAILURE(
      "session.on-store-failure",
      "unavailable",
      "what becomes of a request whose session the store cannot give: `unavailable` (503) or"
          + " `login`, as if nobody was signed in; the cookie stays"),
  SESSION_MAX_AGE("session.max-age", "8h", "how long a session lives"),
  SESSION_IDLE_TIMEOUT(
      "session.idle-timeout", "1h", "how long a session lives that nobody uses; or `off`"),
  SESSION_PERSISTENT(
      "session.persistent", "false", "whether a session outlives the browser: `true` or `false`"),
  SESSION_KEEP(
      "session.keep",
      "all",
      "`all` tokens, for calls to other services and for refresh, or `none`: only what they said"),
  SESSION_REFRESH_BEFORE(
      "session.refresh-before",
      "30s",
      "how long before its end a session's access token is replaced; or `never`"),
  SESSION_PAGE_CACHE(
      "session.page-cache",
      "no-store",
      "`no-store`: no browser keeps a page of somebody signed in, so that none comes back after"
          + " signing out; or `application`: as that says"),
  REDIS_URI(
      "redis.uri",
      "",
      "where Redis is: `redis://host:6379`, `rediss://` with TLS,"
          + " `redis-sentinel://host,host/0#name`, or several nodes of a Cluster, separated by"
          + " blanks"),
  REDIS_URI_FILE("redis.uri-file", "", "a file that holds it, since it may hold a password"),
  REDIS_NAMESPACE(
      "redis.namespace",
      "latchkey",
      "what all keys begin with, so that others may share that Redis"),
  REDIS_TIMEOUT("redis.timeout", "500ms", "the longest a request waits for Redis"),
  REDIS_NEAR_CACHE(
      "redis.near-cache",
      "false",
      "`true` keeps what was read for up to 5s, until Redis says that it has changed; not with a"
          + " Cluster"),
  REDIS_TRUST_STORE(
      "redis.trust-store",
      "",
      "a PEM file with the certificate authorities to trust, in place of the JVM's"),
  HTTP_CONNECT_TIMEOUT("http.connect-timeout", "2s", "for connections to the provider"),
  HTTP_TIMEOUT("http.timeout", "5s", "for whole calls to the provider; token endpoint 10s"),
  HTTP_MAX_BODY_BYTES("http.max-body-bytes", "262144", "the longest answer read"),
  HTTP_PROXY(
      "http.proxy",
      "",
      "`host:port`, or `http://user:password@host:port`; no other proxy is used, whatever the JVM's"
          + " own properties say"),
  HTTP_NO_PROXY(
      "http.no-proxy",
      "",
      "hosts called directly: names, `.example.com` for all that end so, addresses, ranges;"
          + " loopback always is"),
  HTTP_TRUST_STORE(
      "http.trust-store",
      "",
      "a JKS, PKCS12 or PEM file with the certificate authorities to trust, in place of the JVM's"),
  HTTP_TRUST_STORE_PASSWORD("http.trust-store-password", "", "what that file is protected with"),
  HTTP_TRUST_STORE_PASSWORD_FILE("http.trust-store-password-file", "", "a file that holds it"),
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
    return this == CLIENT_SECRET || this == SESSION_SECRET || this == HTTP_TRUST_STORE_PASSWORD;
  }

  /** Tells whether blanks around the text mean something: a secret's own, lines before a rule. */
  boolean keepsBlanks() {
    return isSecret() || this == RULES;
  }

  /** Whose this is where there are several providers. */
  Reach reach() {
    return Reach.of(this);
  }

  /** Tells whether a further provider may have its own. */
  boolean belongsToProvider() {
    return reach() != Reach.APPLICATION;
  }

  /** The other ways to say the same, of which only one may be used: a value and a file with it. */
  Set<Setting> twins() {
    return switch (this) {
      case CLIENT_SECRET, CLIENT_SECRET_FILE -> EnumSet.of(CLIENT_SECRET, CLIENT_SECRET_FILE);
      case SESSION_SECRET, SESSION_SECRET_FILE -> EnumSet.of(SESSION_SECRET, SESSION_SECRET_FILE);
      case HTTP_TRUST_STORE_PASSWORD, HTTP_TRUST_STORE_PASSWORD_FILE ->
          EnumSet.of(HTTP_TRUST_STORE_PASSWORD, HTTP_TRUST_STORE_PASSWORD_FILE);
      case REDIS_URI, REDIS_URI_FILE -> EnumSet.of(REDIS_URI, REDIS_URI_FILE);
      case RULES, RULES_FILE -> EnumSet.of(RULES, RULES_FILE);
      case JWKS_URI, JWKS_FILE, JWKS, PUBLIC_KEY_FILE ->
          EnumSet.of(JWKS_URI, JWKS_FILE, JWKS, PUBLIC_KEY_FILE);
      default -> EnumSet.noneOf(Setting.class);
    };
  }
}
