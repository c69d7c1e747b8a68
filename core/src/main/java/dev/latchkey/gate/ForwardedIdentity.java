package dev.latchkey.gate;

import dev.latchkey.token.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts claims and tokens into headers of the application's request. Immutable and thread-safe. */
public final class ForwardedIdentity {

  /** Containers and the applications behind them stop at 8 KiB of headers. */
  static final int MAX_CHARS = 6 * 1024;

  private final List<ForwardedHeader> headers;
  private final Set<String> managed;
  private final RequestHeaders anonymous;

  private ForwardedIdentity(List<ForwardedHeader> headers) {
    this.headers = List.copyOf(headers);
    Set<String> names = new HashSet<>();
    for (ForwardedHeader header : headers) {
      names.add(RequestHeaders.normal(header.name()));
    }
    this.managed = Set.copyOf(names);
    this.anonymous = new RequestHeaders(managed, Map.of(), List.of());
  }

  /** Forwards nothing and removes nothing. */
  public static ForwardedIdentity none() {
    return new ForwardedIdentity(List.of());
  }

  /**
   * Reads the settings {@code forward.<name>=<source>}.
   *
   * @throws IllegalArgumentException for a name that is no header's or must not be replaced, for
   *     two names that are alike, or for an unknown source
   */
  public static ForwardedIdentity of(Map<String, String> sources) {
    ForwardedIdentity made =
        new ForwardedIdentity(
            sources.entrySet().stream()
                .map(each -> ForwardedHeader.of(each.getKey(), each.getValue()))
                .toList());
    if (made.managed.size() < sources.size()) {
      throw new IllegalArgumentException(
          "two of the headers " + sources.keySet() + " are alike but for case or punctuation");
    }
    return made;
  }

  RequestHeaders forAnonymous() {
    return anonymous;
  }

  RequestHeaders forCaller(Identity caller) {
    if (headers.isEmpty()) {
      return anonymous;
    }
    Map<String, String> values = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    int chars = 0;
    for (ForwardedHeader header : headers) {
      Optional<String> value = header.value(caller);
      if (value.isEmpty()) {
        continue;
      }
      if (chars + value.get().length() <= MAX_CHARS) {
        values.put(header.name(), value.get());
        chars += value.get().length();
      } else { // never cut: half a value is another value
        leftOut.add(header.name());
      }
    }
    return new RequestHeaders(managed, values, leftOut);
  }
}
