package dev.latchkey;

/** Whose a setting is where there are several providers. */
enum Reach {
  /** The whole application's: no further provider has its own or sees it. */
  APPLICATION,
  /** About this process: a further provider may have its own and takes the main one else. */
  INHERITED,
  /** About trust: each provider has its own, and takes nothing over from another. */
  PROVIDER,
  /** The same, and about users who sign in there. */
  SIGN_IN;

  /** Tells whether each provider has its own, whatever the main one has. */
  boolean isOwn() {
    return this == PROVIDER || this == SIGN_IN;
  }

  /** What is not listed here is the whole application's. */
  static Reach of(Setting setting) {
    return switch (setting) {
      case ISSUER,
          ISSUER_MATCH,
          ISSUER_ALIASES,
          ISSUER_TENANTS,
          PROVIDER_PROFILE,
          DISCOVERY,
          DISCOVERY_URL,
          DISCOVERY_PARAMETERS,
          INTERNAL_URL,
          ENDPOINT_AUTHORIZATION,
          ENDPOINT_TOKEN,
          ENDPOINT_INTROSPECTION,
          ENDPOINT_USERINFO,
          ENDPOINT_END_SESSION,
          ENDPOINT_REVOCATION,
          JWKS_URI,
          JWKS_FILE,
          JWKS,
          PUBLIC_KEY_FILE,
          JWKS_HEADERS,
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
          PROVIDER;
      case CLAIMS_SOURCES,
          USERINFO,
          USERINFO_ON_FAILURE,
          SCOPES,
          LOGIN_PARAMETERS,
          LOGIN_PASS_THROUGH,
          LOGIN_RESPONSE_MODE,
          CALLBACK_PATH,
          LOGIN_PATH,
          LOGOUT_PATH,
          SESSION_PATH,
          BACK_CHANNEL_LOGOUT_PATH,
          BACK_CHANNEL_LOGOUT_EXP,
          FRONT_CHANNEL_LOGOUT_PATH ->
          SIGN_IN;
      case INSECURE_HTTP_HOSTS,
          CLOCK_SKEW,
          TOKEN_MAX_BYTES,
          TOKEN_CACHE_SIZE,
          INTROSPECTION_CACHE,
          AFTER_LOGIN_URL,
          AFTER_LOGOUT_URL,
          HTTP_CONNECT_TIMEOUT,
          HTTP_TIMEOUT,
          HTTP_MAX_BODY_BYTES,
          HTTP_PROXY,
          HTTP_NO_PROXY,
          HTTP_TRUST_STORE,
          HTTP_TRUST_STORE_PASSWORD,
          HTTP_TRUST_STORE_PASSWORD_FILE,
          JWKS_REFRESH,
          JWKS_COOL_DOWN,
          JWKS_MAX_STALE ->
          INHERITED;
      default -> APPLICATION;
    };
  }
}
