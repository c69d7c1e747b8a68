package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Requirement;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gate whether the caller is who the annotations of the method that was found want. For
 * all methods at once: CXF puts no filter of a {@code DynamicFeature} before methods that it finds
 * by a locator. Thread-safe.
 */
@Priority(Priorities.AUTHORIZATION)
final class AnnotationFilter implements ContainerRequestFilter {

  private record Found(Method method, Class<?> resource) {}

  private final Map<Found, List<Requirement>> known = new ConcurrentHashMap<>();
  private final Latchkey latchkey;
  private final LocatorDemands locators;

  /** Of the request that a thread is at; the runtime's own proxy. */
  @Context private @Nullable ResourceInfo found;

  AnnotationFilter(Latchkey latchkey) {
    this.latchkey = latchkey;
    this.locators = new LocatorDemands(latchkey.providers());
  }

  @Override
  public void filter(ContainerRequestContext context) {
    UriInfo uri = context.getUriInfo();
    Found now = found(uri);
    List<Requirement> own = known.computeIfAbsent(now, this::read);
    if (allow(own, context)) {
      List<Object> matched = uri.getMatchedResources();
      allow(locators.onTheWay(matched, now.resource), context);
    }
  }

  /** Jersey's address is what its proxy would find, many times faster. */
  private Found found(UriInfo uri) {
    ResourceInfo info = uri instanceof ResourceInfo matched ? matched : found;
    Method method = info == null ? null : info.getResourceMethod();
    if (info == null || method == null) {
      throw new IllegalStateException("the runtime does not tell which method it has found");
    }
    return new Found(method, info.getResourceClass());
  }

  private List<Requirement> read(Found method) {
    return Demands.of(method.method, method.resource, latchkey.providers());
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
