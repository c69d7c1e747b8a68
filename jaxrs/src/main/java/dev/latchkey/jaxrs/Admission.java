package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Handover;
import dev.latchkey.gate.Header;
import dev.latchkey.gate.OwnCookies;
import dev.latchkey.gate.RequestHeaders;
import dev.latchkey.token.Identity;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a request that goes on, and on what. Remembered in the request itself.
 *
 * @param headers what the response is to bring along, from all decisions about this request
 * @param before what the runtime itself knew of the caller
 */
record Admission(
    JaxrsGateRequest request,
    Decision.Proceed decision,
    List<Header> headers,
    @Nullable SecurityContext before) {

  private static final String PLACE = Admission.class.getName();
  private static final String STOPPED = PLACE + ".stopped";

  /** Returns what was decided; {@code null} when no decision let the request go on. */
  static @Nullable Admission find(ContainerRequestContext context) {
    return context.getProperty(PLACE) instanceof Admission admission ? admission : null;
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
   * @param before what was decided further out, whose headers are in request and response already;
   *     {@code null} when nothing was
   */
  static void ask(
      Latchkey latchkey,
      JaxrsGateRequest request,
      @Nullable Handover before,
      ContainerRequestContext context) {
    if (before != null && before.isAbout(request)) {
      SecurityContext runtimes = context.getSecurityContext();
      context.setProperty(PLACE, new Admission(request, before.decision(), List.of(), runtimes));
      context.setSecurityContext(nameCaller(before.decision(), runtimes));
    } else {
      ask(latchkey, request, context);
    }
  }

  /** Asks for a decision and carries it out. */
  static void ask(Latchkey latchkey, JaxrsGateRequest request, ContainerRequestContext context) {
    Decision decision = latchkey.decide(request);
    if (decision instanceof Decision.Proceed proceed) {
      admit(request, proceed, context);
    } else if (decision instanceof Decision.Stop stop) {
      stop(stop, context);
    }
  }

  private static void admit(
      JaxrsGateRequest request, Decision.Proceed proceed, ContainerRequestContext context) {
    Admission earlier = find(context);
    SecurityContext before = earlier == null ? context.getSecurityContext() : earlier.before;
    List<Header> headers = new ArrayList<>(earlier == null ? List.of() : earlier.headers);
    headers.addAll(proceed.headers());
    context.setProperty(PLACE, new Admission(request, proceed, List.copyOf(headers), before));
    context.setSecurityContext(nameCaller(proceed, before));
    replace(context.getHeaders(), proceed.requestHeaders());
    hide(proceed.ownCookies(), context);
  }

  private static @Nullable SecurityContext nameCaller(
      Decision.Proceed proceed, @Nullable SecurityContext before) {
    Identity identity = proceed.identity().orElse(null);
    return identity != null
        ? new CallerContext(identity, proceed, before)
        : before == null || before.getUserPrincipal() != null ? before : new NobodyContext(before);
  }

  private static void replace(MultivaluedMap<String, String> sent, RequestHeaders ours) {
    if (!ours.isEmpty()) {
      List.copyOf(sent.keySet()).stream().filter(ours::manages).forEach(name -> take(sent, name));
      ours.values().forEach(sent::putSingle);
    }
  }

  private static void hide(OwnCookies ours, ContainerRequestContext context) {
    if (ours.isEmpty()) {
      return;
    }
    List<String> others = ours.hiddenFrom(take(context.getHeaders(), HttpHeaders.COOKIE));
    overwrite(ours, context);
    if (!others.isEmpty()) {
      context.getHeaders().put(HttpHeaders.COOKIE, new ArrayList<>(others));
    }
  }

  /**
   * RESTEasy has read the header by now and goes on showing what it found, but for what it finds
   * under the same name in a header of today.
   */
  private static void overwrite(OwnCookies ours, ContainerRequestContext context) {
    String emptied =
        context.getCookies().keySet().stream()
            .filter(ours::contains)
            .map(name -> name + "=")
            .collect(Collectors.joining("; "));
    if (!emptied.isEmpty()) {
      context.getHeaders().putSingle(HttpHeaders.COOKIE, emptied);
      context.getCookies(); // reads it
      context.getHeaders().remove(HttpHeaders.COOKIE);
    }
  }

  /** RESTEasy goes on showing the removed list to whoever walks through all headers: so empty. */
  private static List<String> take(MultivaluedMap<String, String> sent, String name) {
    List<String> values = sent.remove(name);
    List<String> taken = values == null ? List.of() : List.copyOf(values);
    try {
      if (values != null) {
        values.clear();
      }
    } catch (UnsupportedOperationException fixed) {
      // a runtime that makes such lists shows none that is not in the map
    }
    return taken;
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
    if (context.getProperty(STOPPED) instanceof Decision.Stop stop) {
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
