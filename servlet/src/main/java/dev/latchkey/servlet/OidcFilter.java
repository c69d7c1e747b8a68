package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Handover;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Protects what stands behind it in the chain: map it to {@code /*} before all other filters.
 * Thread-safe.
 *
 * <p>Where it stands it finds out itself, as far as the servlet API tells: a warning says that
 * paths are not mapped to it, or that other filters are called before. Nobody tells it whether it
 * is mapped for {@code ERROR} dispatches, where an error page sees what the client sent otherwise,
 * or supports asynchronous requests, which fail otherwise.
 *
 * <p>The headers that a decision brings along outlive {@code reset()}, errors and exceptions; in
 * Undertow an exception only where there is an error page for it and the filter is mapped for error
 * dispatches.
 *
 * <p>Where the container keeps an {@code HttpSession} for a browser, that gets another id when its
 * user signs in.
 *
 * <p>Behind it, {@code getUserPrincipal()} is a {@link dev.latchkey.token.Identity} for a caller
 * who is known, {@code getRemoteUser()} its name for display, {@code getAuthType()} is {@code
 * BEARER} or {@code OIDC}, and {@code isUserInRole} looks at its roles. It keeps that over
 * asynchronous, error, forward and include dispatches, if it is mapped for them. What the
 * application forwards to is the application's own choice and is not judged again.
 */
public final class OidcFilter implements Filter {

  private static final AtomicInteger MADE = new AtomicInteger();

  /** One attribute for each filter: another's decision was made by other rules, for its issuer. */
  private final String decided = OidcFilter.class.getName() + "." + MADE.incrementAndGet();

  private final FilterPlace place = new FilterPlace();
  private volatile @Nullable Latchkey latchkey;
  private final boolean own;

  /** Makes a filter that asks the given instance. Closing that is the business of its builder. */
  public OidcFilter(Latchkey latchkey) {
    this.own = false;
    ask(Objects.requireNonNull(latchkey, "latchkey"));
  }

  /**
   * Makes a filter for {@code web.xml}: {@link #init} builds an instance from system properties,
   * the environment, the init-params, and the file that the init-param {@code config} names, in
   * this order of precedence; {@link #destroy} closes it.
   */
  public OidcFilter() {
    this.own = true;
  }

  /**
   * Starts.
   *
   * @throws ServletException listing every problem of the settings and what to do about it
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    if (own) {
      ask(DescribedLatchkey.build(config));
    }
    place.check(config, latchkey);
  }

  private void ask(Latchkey asked) {
    asked.handovers().expect(decided);
    latchkey = asked;
  }

  /** Ends what {@link #init} started. */
  @Override
  public void destroy() {
    Latchkey ending = latchkey;
    if (own && ending != null) {
      ending.close();
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("not an HTTP request, so nothing can be said about its caller");
    }
    place.check(http, latchkey);
    Decision decision = decide(http);
    HttpServletResponse keeping = KeptHeaders.of(answer, decision.headers());
    if (decision instanceof Decision.Proceed proceed) {
      chain.doFilter(DecidedRequest.of(http, proceed, keeping), keeping);
    } else if (decision instanceof Decision.Stop stop) {
      change(http, stop);
      stop(stop, keeping);
    }
  }

  /** What the container keeps for this browser goes along with its user. */
  private static void change(HttpServletRequest request, Decision.Stop stop) {
    HttpSession kept = stop.signsOut() || stop.signsIn() ? request.getSession(false) : null;
    if (kept != null && stop.signsOut()) {
      end(kept);
    } else if (kept != null) {
      request.changeSessionId();
    }
  }

  private static void end(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException ended) {
      // another request of this browser was faster
    }
  }

  /** A request is decided about once; what the container makes of it later belongs to it. */
  private Decision decide(HttpServletRequest request) {
    // only the gate can make a decision, so an attribute of that name cannot be forged
    if (request.getDispatcherType() != DispatcherType.REQUEST
        && request.getAttribute(decided) instanceof Handover before) {
      return before.decision();
    }
    Latchkey started = latchkey;
    if (started == null) {
      throw new IllegalStateException("the filter was not started; its container must call init");
    }
    ServletGateRequest asked = new ServletGateRequest(request);
    Decision made = started.decide(asked);
    request.setAttribute(
        decided,
        made instanceof Decision.Proceed proceed ? new Handover(started, asked, proceed) : null);
    return made;
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
