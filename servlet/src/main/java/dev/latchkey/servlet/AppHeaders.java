package dev.latchkey.servlet;

import dev.latchkey.gate.OwnCookies;
import dev.latchkey.gate.RequestHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's headers as the application sees them: managed ones as we made them, cookies without
 * ours, all else as it was sent.
 *
 * @param sent the request that has them
 */
record AppHeaders(HttpServletRequest sent, RequestHeaders managed, OwnCookies ownCookies) {

  /** The values that stand in place of the sent ones; {@code null} where those stand. */
  @Nullable List<String> replaced(@Nullable String name) {
    if (name == null) { // whatever the container makes of that
      return null;
    }
    if (managed.manages(name)) {
      return managed.value(name).map(List::of).orElse(List.of());
    }
    return !ownCookies.isEmpty() && name.equalsIgnoreCase("Cookie")
        ? ownCookies.hiddenFrom(list(sent.getHeaders(name)))
        : null;
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : list(sent.getHeaderNames())) {
      List<String> replaced = managed.manages(name) ? List.of() : replaced(name);
      if (replaced == null || !replaced.isEmpty()) {
        names.add(name);
      }
    }
    names.addAll(managed.values().keySet());
    return names;
  }

  /** Containers may have {@code null} for what they do not tell. */
  private static List<String> list(@Nullable Enumeration<String> values) {
    return values == null ? List.of() : Collections.list(values);
  }
}
