package dev.latchkey.testkit.contract;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;

/**
 * An application's filter that does what clients ask for after the decision; for runtimes, which
 * make it.
 */
@PreMatching
@Priority(Priorities.USER)
public final class OverridingFilter implements ContainerRequestFilter {

  /** For the runtime. */
  public OverridingFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    String method = request.getHeaderString("X-Late-Method");
    if (method != null) {
      request.setMethod(method);
    }
    String path = request.getHeaderString("X-Late-Path");
    if (path != null) {
      UriInfo uri = request.getUriInfo();
      request.setRequestUri(uri.getBaseUri(), uri.getBaseUriBuilder().path(path).build());
    }
  }
}
