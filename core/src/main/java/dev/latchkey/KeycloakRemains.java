package dev.latchkey;

/** Tells of Keycloak's adapter where it is still on the class path, with code that asks for it. */
final class KeycloakRemains {

  /** Of the adapters alone: an application may have other libraries of Keycloak's. */
  private static final String ADAPTER = "org/keycloak/adapters/KeycloakDeployment.class";

  private KeycloakRemains() {}

  static void warn(Problems problems) {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = own == null ? KeycloakRemains.class.getClassLoader() : own;
    if (loader.getResource(ADAPTER) != null) {
      problems.warn(
          "Keycloak's adapter is still on the class path; remove it, and what asks for a"
              + " KeycloakPrincipal, KeycloakSecurityContext or AccessToken: the principal is a"
              + " dev.latchkey.token.Identity, its tokens are in dev.latchkey.gate.Tokens");
    }
  }
}
