package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Header;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Protects what stands behind it in the chain: map it to {@code /*} before all other filters.
 * Thread-safe.
 *
 * <p>Behind it, {@code getUserPrincipal()} is a {@link dev.latchkey.token.Identity} for a caller
 * who is known, {@code getRemoteUser()} its name for display, {@code getAuthType()} is {@code
 * BEARER} or {@code OIDC}, and {@code isUserInRole} looks at its roles. It keeps that over
 * asynchronous, error, forward and include dispatches, if it is mapped for them.
 */
public final class OidcFilter implements Filter {

  private static final String DECIDED = OidcFilter.class.getName() + ".decided";

  private final Latchkey latchkey;

  /** Makes a filter that asks the given instance. Closing that is the business of its builder. */
  public OidcFilter(Latchkey latchkey) {
    this.latchkey = Objects.requireNonNull(latchkey, "latchkey");
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("not an HTTP request, so nothing can be said about its caller");
    }
    Decision decision = decide(http);
    if (http.getDispatcherType() == DispatcherType.REQUEST) {
      for (Header header : decision.headers()) {
        answer.addHeader(header.name(), header.value());
      }
    }
    if (decision instanceof Decision.Proceed proceed) {
      chain.doFilter(IdentifiedRequest.of(http, proceed), answer);
    } else if (decision instanceof Decision.Stop stop) {
      stop(stop, answer);
    }
  }

  /** A request is decided about once; what the container makes of it later belongs to it. */
  private Decision decide(HttpServletRequest request) {
    // only the gate can make a decision, so an attribute of that name cannot be forged
    if (request.getDispatcherType() != DispatcherType.REQUEST
        && request.getAttribute(DECIDED) instanceof Decision.Proceed decided) {
      return decided;
    }
    Decision decision = latchkey.decide(new ServletGateRequest(request));
    request.setAttribute(DECIDED, decision);
    return decision;
  }

  private static void stop(Decision.Stop stop, HttpServletResponse answer) throws IOException {
    byte[] body = stop.body();
    answer.setStatus(stop.status());
    answer.setContentLength(body.length);
    if (body.length > 0) {
      answer.getOutputStream().write(body);
    }
  }
}
