package dev.latchkey.jaxrs;

import dev.latchkey.gate.Decision;
import dev.latchkey.gate.OwnCookies;
import dev.latchkey.gate.RequestHeaders;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request's headers as the application sees them: managed ones as we made them, cookies without
 * ours, all else as it was sent.
 */
final class ShownHeaders {

  private ShownHeaders() {}

  /** Puts them in place of those that are there; to do so twice changes nothing more. */
  static void put(Decision.Proceed decision, ContainerRequestContext context) {
    replace(context.getHeaders(), decision.requestHeaders());
    hide(decision.ownCookies(), context);
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
}
