package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Requirement;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;

/** Asks the gate whether the caller is who the annotations of one method want. Thread-safe. */
@Priority(Priorities.AUTHORIZATION)
final class AnnotationFilter implements ContainerRequestFilter {

  private final Latchkey latchkey;
  private final List<Requirement> own;
  private final LocatorDemands locators;

  AnnotationFilter(Latchkey latchkey, List<Requirement> own, LocatorDemands locators) {
    this.latchkey = latchkey;
    this.own = own;
    this.locators = locators;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    List<Object> matched = context.getUriInfo().getMatchedResources();
    if (allow(own, context) && matched.size() > 1) {
      allow(locators.onTheWay(matched), context);
    }
  }

  private boolean allow(List<Requirement> requirements, ContainerRequestContext context) {
    Admission admission = Admission.of(context);
    for (Requirement requirement : requirements) {
      Decision decision = latchkey.check(admission.request(), admission.decision(), requirement);
      if (decision instanceof Decision.Stop stop) {
        Admission.stop(stop, context);
        return false;
      }
    }
    return true;
  }
}
