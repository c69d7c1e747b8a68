package dev.latchkey.jaxrs;

import dev.latchkey.token.Identity;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The caller in JAX-RS's own words.
 *
 * @param before what the runtime itself knows
 */
record CallerContext(Identity identity, @Nullable String scheme, @Nullable SecurityContext before)
    implements SecurityContext {

  @Override
  public Principal getUserPrincipal() {
    return identity;
  }

  @Override
  public boolean isUserInRole(String role) {
    return identity.hasRole(role);
  }

  @Override
  public boolean isSecure() {
    return before != null && before.isSecure();
  }

  @Override
  public @Nullable String getAuthenticationScheme() {
    return scheme;
  }
}
