package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Header;
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
  private final boolean behindFilter;

  GateFilter(Latchkey latchkey, boolean behindFilter) {
    this.latchkey = latchkey;
    this.behindFilter = behindFilter;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    JaxrsGateRequest asked = JaxrsGateRequest.of(request);
    boolean missed = behindFilter && !passedFilter(request);
    Admission.ask(latchkey, missed ? asked.withoutItsFilter() : asked, request);
  }

  /** Servlet attributes are properties here, and only a gate can make what a filter leaves. */
  private static boolean passedFilter(ContainerRequestContext request) {
    return request.getPropertyNames().stream()
        .map(request::getProperty)
        .anyMatch(Decision.Proceed.class::isInstance);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Admission admission = Admission.find(request);
    if (admission != null) {
      for (Header header : admission.headers()) {
        response.getHeaders().add(header.name(), header.value());
      }
    }
  }
}
