package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Asks the gate about a request before a resource is looked for, and adds the headers of its
 * decision to whatever the answer becomes. Thread-safe.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
final class GateFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private final Latchkey latchkey;

  GateFilter(Latchkey latchkey) {
    this.latchkey = latchkey;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Admission.ask(latchkey, JaxrsGateRequest.of(request), request);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Admission.finish(request, response.getHeaders());
  }
}
