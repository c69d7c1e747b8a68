package dev.latchkey.servlet;

import dev.latchkey.gate.Decision;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request whose caller is known, in the servlet API's own words. */
final class IdentifiedRequest extends HttpServletRequestWrapper {

  private final Identity identity;
  private final @Nullable String scheme;

  private IdentifiedRequest(
      HttpServletRequest request, Identity identity, @Nullable String scheme) {
    super(request);
    this.identity = identity;
    this.scheme = scheme;
  }

  /** Names the caller, where there is one; an anonymous request stays as it is. */
  static HttpServletRequest of(HttpServletRequest request, Decision.Proceed decision) {
    Optional<Identity> identity = decision.identity();
    return identity.isEmpty()
        ? request
        : new IdentifiedRequest(
            request, identity.get(), decision.authenticationScheme().orElse(null));
  }

  @Override
  public Principal getUserPrincipal() {
    return identity;
  }

  @Override
  public String getRemoteUser() {
    return identity.getName();
  }

  @Override
  public @Nullable String getAuthType() {
    return scheme;
  }

  @Override
  public boolean isUserInRole(String role) {
    return identity.hasRole(role);
  }
}
