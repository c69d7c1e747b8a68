package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Handover;
import dev.latchkey.gate.Header;
import dev.latchkey.token.Identity;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a request that goes on, and on what. Remembered in the request itself.
 *
 * @param context where it is remembered; runtimes may have several for one request
 * @param headers what the response is to bring along, from all decisions about this request
 * @param before what the runtime itself knew of the caller
 */
record Admission(
    ContainerRequestContext context,
    JaxrsGateRequest request,
    Decision.Proceed decision,
    List<Header> headers,
    @Nullable SecurityContext before) {

  private static final String PLACE = Admission.class.getName();
  private static final String STOPPED = PLACE + ".stopped";

  /** Returns what was decided; {@code null} when no decision let the request go on. */
  static @Nullable Admission find(ContainerRequestContext context) {
    return own(context, PLACE) instanceof Admission admission ? admission : null;
  }

  /**
   * Returns a property of this very request. RESTEasy on the JDK's HTTP server looks for what a
   * request does not have among what all requests share, and so would hand out another's; the names
   * that it tells are the request's. To list them is dear, so that comes last.
   */
  static @Nullable Object own(ContainerRequestContext context, String name) {
    Object found = context.getProperty(name);
    boolean isLeftHere = found instanceof Admission admission && admission.context == context;
    return found == null || isLeftHere || context.getPropertyNames().contains(name) ? found : null;
  }

  /** Returns what was decided. */
  static Admission of(ContainerRequestContext context) {
    Admission admission = find(context);
    if (admission == null) {
      throw new IllegalStateException("a request came here that nothing was decided about");
    }
    return admission;
  }

  /**
   * Asks for a decision and carries it out.
   *
   * @param before what was decided further out, whose headers are in the response already; in the
   *     request only as far as the filter that put them there was called for this dispatch; {@code
   *     null} when nothing was
   */
  static void ask(
      Latchkey latchkey,
      JaxrsGateRequest request,
      @Nullable Handover before,
      ContainerRequestContext context) {
    if (before != null && before.isAbout(request)) {
      admit(request, before.decision(), List.of(), context);
    } else {
      ask(latchkey, request, context);
    }
  }

  /** Asks for a decision and carries it out. */
  static void ask(Latchkey latchkey, JaxrsGateRequest request, ContainerRequestContext context) {
    Decision decision = latchkey.decide(request);
    if (decision instanceof Decision.Proceed proceed) {
      admit(request, proceed, proceed.headers(), context);
    } else if (decision instanceof Decision.Stop stop) {
      stop(stop, context);
    }
  }

  private static void admit(
      JaxrsGateRequest request,
      Decision.Proceed proceed,
      List<Header> brought,
      ContainerRequestContext context) {
    Admission earlier = find(context);
    SecurityContext before = earlier == null ? context.getSecurityContext() : earlier.before;
    List<Header> headers = new ArrayList<>(earlier == null ? List.of() : earlier.headers);
    headers.addAll(brought);
    context.setProperty(
        PLACE, new Admission(context, request, proceed, List.copyOf(headers), before));
    context.setSecurityContext(nameCaller(proceed, before));
    ShownHeaders.put(proceed, context);
  }

  private static @Nullable SecurityContext nameCaller(
      Decision.Proceed proceed, @Nullable SecurityContext before) {
    Identity identity = proceed.identity().orElse(null);
    return identity != null
        ? new CallerContext(identity, proceed, before)
        : before == null || before.getUserPrincipal() != null ? before : new NobodyContext(before);
  }

  /**
   * Puts headers onto an answer, whatever filters of the application have made of it.
   *
   * @param reachesClient tells of those that are on their way already
   */
  static void finish(
      ContainerRequestContext context,
      MultivaluedMap<String, Object> answer,
      BiPredicate<ContainerRequestContext, Header> reachesClient) {
    Admission admission = find(context);
    if (admission != null) {
      admission.headers.stream()
          .filter(header -> !reachesClient.test(context, header))
          .forEach(header -> answer.add(header.name(), header.value()));
    }
    if (own(context, STOPPED) instanceof Decision.Stop stop) {
      stop.headers().stream()
          .filter(Header::standsAlone)
          .forEach(header -> answer.putSingle(header.name(), header.value()));
    }
  }

  /** Answers in place of the application. */
  static void stop(Decision.Stop stop, ContainerRequestContext context) {
    context.setProperty(STOPPED, stop);
    Response.ResponseBuilder answer = Response.status(stop.status());
    stop.headers().forEach(header -> answer.header(header.name(), header.value()));
    byte[] body = stop.body();
    context.abortWith((body.length == 0 ? answer : answer.entity(body)).build());
  }

  /** Who asked for what, no more. */
  @Override
  public String toString() {
    return "Admission[" + request + "]";
  }
}
