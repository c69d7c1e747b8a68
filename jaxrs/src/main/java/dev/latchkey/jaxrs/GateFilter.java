package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Header;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.function.BiPredicate;

/**
 * Asks the gate about a request before a resource is looked for, and adds the headers of its
 * decision to whatever the answer becomes. Thread-safe.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
final class GateFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private final Latchkey latchkey;
  private final BiPredicate<ContainerRequestContext, Header> reachesClient;

  /**
   * Makes one.
   *
   * @param reachesClient tells of the headers that this need not add
   */
  GateFilter(Latchkey latchkey, BiPredicate<ContainerRequestContext, Header> reachesClient) {
    this.latchkey = latchkey;
    this.reachesClient = reachesClient;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Admission.ask(latchkey, JaxrsGateRequest.of(request), request);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Admission admission = Admission.find(request);
    if (admission != null) {
      for (Header header : admission.headers()) {
        if (!reachesClient.test(request, header)) {
          response.getHeaders().add(header.name(), header.value());
        }
      }
    }
  }
}
