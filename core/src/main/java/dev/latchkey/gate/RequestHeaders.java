package dev.latchkey.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the application's view of a request has in place of what the client sent: managed headers
 * are ours alone, on every path, whether there is a value or not. Immutable.
 */
public final class RequestHeaders {

  private final Set<String> managed;
  private final Map<String, String> values;
  private final List<String> leftOut;

  RequestHeaders(Set<String> managed, Map<String, String> values, List<String> leftOut) {
    this.managed = managed;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.leftOut = List.copyOf(leftOut);
  }

  /**
   * Tells whether a header is managed. Everything but letters and digits is alike, since servers
   * behind us may read {@code X_User} and {@code X-User} as one.
   */
  public boolean manages(String name) {
    return !managed.isEmpty() && managed.contains(normal(name));
  }

  /** The value of a managed header, names compared without case; empty where there is none. */
  public Optional<String> value(String name) {
    for (Map.Entry<String, String> each : values.entrySet()) {
      if (each.getKey().equalsIgnoreCase(name)) {
        return Optional.of(each.getValue());
      }
    }
    return Optional.empty();
  }

  /** The managed headers that have a value, by the names that they were configured with. */
  public Map<String, String> values() {
    return values;
  }

  /** The managed headers whose values did not fit. */
  List<String> leftOut() {
    return leftOut;
  }

  /** Tells whether nothing is managed, so that the request can stay as it is. */
  public boolean isEmpty() {
    return managed.isEmpty();
  }

  static String normal(String name) {
    StringBuilder normal = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      normal.append(c < 128 && Character.isLetterOrDigit(c) ? c : '-');
    }
    return normal.toString().toLowerCase(Locale.ROOT);
  }

  /** The names only: values speak of a person, or are tokens. */
  @Override
  public String toString() {
    return "RequestHeaders" + new LinkedHashMap<>(values).keySet();
  }
}
