package dev.latchkey.jaxrs;

import dev.latchkey.gate.Decision;
import dev.latchkey.token.Identity;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The caller in JAX-RS's own words.
 *
 * @param before what the runtime itself knows
 */
record CallerContext(Identity identity, Decision.Proceed decision, @Nullable SecurityContext before)
    implements SecurityContext {

  @Override
  public Principal getUserPrincipal() {
    return identity;
  }

  @Override
  public boolean isUserInRole(String role) {
    return decision.isCallerInRole(role);
  }

  @Override
  public boolean isSecure() {
    return before != null && before.isSecure();
  }

  @Override
  public @Nullable String getAuthenticationScheme() {
    return decision.authenticationScheme().orElse(null);
  }
}
