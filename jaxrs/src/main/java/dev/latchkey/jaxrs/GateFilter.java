package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Handover;
import dev.latchkey.gate.Header;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gate about a request before a resource is looked for, and adds the headers of its
 * decision to whatever the answer becomes. Thread-safe.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
final class GateFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private final Latchkey latchkey;
  private final boolean behindFilter;
  private final BiPredicate<ContainerRequestContext, Header> reachesClient;

  /**
   * Makes one.
   *
   * @param behindFilter whether the application relies on a servlet filter
   * @param reachesClient tells of the headers that this need not add
   */
  GateFilter(
      Latchkey latchkey,
      boolean behindFilter,
      BiPredicate<ContainerRequestContext, Header> reachesClient) {
    this.latchkey = latchkey;
    this.behindFilter = behindFilter;
    this.reachesClient = reachesClient;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Handover before = handover(request);
    JaxrsGateRequest asked = JaxrsGateRequest.of(request);
    if (before != null) {
      Admission.ask(latchkey, asked.behind(before.request()), before, request);
    } else {
      Admission.ask(latchkey, behindFilter ? asked.withoutItsFilter() : asked, null, request);
    }
  }

  /** What a servlet filter has left, which asked the same instance: attributes are properties. */
  private @Nullable Handover handover(ContainerRequestContext request) {
    return latchkey.handovers().find(latchkey, name -> Admission.own(request, name));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Admission.finish(request, response.getHeaders(), reachesClient);
  }
}
