package dev.latchkey.testkit;

/** Where the provider answers. */
final class Paths {
  static final String DISCOVERY = "/.well-known/openid-configuration";
  static final String AUTHORIZE = "/authorize";
  static final String TOKEN = "/token";
  static final String USERINFO = "/userinfo";
  static final String INTROSPECT = "/introspect";
  static final String REVOKE = "/revoke";
  static final String KEYS = "/jwks";
  static final String LOGOUT = "/logout";

  private Paths() {}
}
