package dev.latchkey.jaxrs;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A caller whom nobody knows. CXF would tell the scheme of a credential that nobody has looked at,
 * which applications take for a proof.
 *
 * @param before what the runtime itself knows
 */
record NobodyContext(SecurityContext before) implements SecurityContext {

  @Override
  public @Nullable Principal getUserPrincipal() {
    return null;
  }

  @Override
  public boolean isUserInRole(String role) {
    return false;
  }

  @Override
  public boolean isSecure() {
    return before.isSecure();
  }

  @Override
  public @Nullable String getAuthenticationScheme() {
    return null;
  }
}
