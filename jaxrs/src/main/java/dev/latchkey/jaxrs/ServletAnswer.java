package dev.latchkey.jaxrs;

import dev.latchkey.gate.Header;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the headers of a decision on the servlet response below the runtime, where there is one: no
 * response filter is called for an exception that no {@code ExceptionMapper} maps, and containers
 * answer it with what they have. Thread-safe.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 1) // after the decision
final class ServletAnswer implements ContainerRequestFilter {

  private static final String PLACE = ServletAnswer.class.getName();

  private final boolean replacesCookies;

  /** Of the request that a thread is at; the runtime's own proxy. */
  @Context private @Nullable HttpServletResponse response;

  /**
   * Makes one.
   *
   * @param replacesCookies whether the runtime writes its cookies over those that are there, as all
   *     write all other headers
   */
  ServletAnswer(boolean replacesCookies) {
    this.replacesCookies = replacesCookies;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Admission admission = Admission.find(request);
    if (admission == null || admission.headers().isEmpty()) {
      return; // the proxy is slow
    }
    HttpServletResponse below = below();
    if (below != null) {
      admission.headers().forEach(header -> below.addHeader(header.name(), header.value()));
      request.setProperty(PLACE, admission.headers());
    }
  }

  /** Tells whether the client gets this header twice if the runtime writes it, too. */
  boolean keeps(ContainerRequestContext request, Header header) {
    return !replacesCookies
        && header.name().equalsIgnoreCase(HttpHeaders.SET_COOKIE)
        && request.getProperty(PLACE) instanceof List<?> put
        && put.contains(header)
        && isStillThere(header);
  }

  /** CXF has no proxy for a thread that answers later. */
  private boolean isStillThere(Header header) {
    HttpServletResponse below = below();
    return below == null || below.getHeaders(header.name()).contains(header.value());
  }

  private @Nullable HttpServletResponse below() {
    HttpServletResponse proxy = response;
    try {
      return proxy == null || proxy.isCommitted() ? null : proxy;
    } catch (RuntimeException outsideOfServlets) {
      return null; // a proxy for nothing
    }
  }
}
