package dev.latchkey.gate;

import dev.latchkey.gate.Header.Place;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Origins beside our own whose pages' scripts may call the application, users' sessions included.
 * Follows the Fetch Standard, "CORS protocol". Immutable and thread-safe.
 */
public final class CorsOrigins {

  private static final CorsOrigins NONE = new CorsOrigins(Set.of());
  private static final String MAY_READ = "Access-Control-Allow-Origin";

  private final Set<String> origins;

  private CorsOrigins(Set<String> origins) {
    this.origins = origins;
  }

  /** Calls from no other origin. */
  public static CorsOrigins none() {
    return NONE;
  }

  /**
   * Calls from some.
   *
   * @param origins as browsers write them, since they are compared byte for byte
   */
  public static CorsOrigins of(Collection<String> origins) {
    return origins.isEmpty() ? NONE : new CorsOrigins(Set.copyOf(origins));
  }

  /** Tells whether a page of one of them plainly caused a request. */
  boolean allow(GateRequest request) {
    return from(request) != null;
  }

  /** Two at once are none: another reader might take the other one. */
  private @Nullable String from(GateRequest request) {
    if (origins.isEmpty()) {
      return null;
    }
    List<String> sent = request.headers("Origin");
    return sent.size() == 1 && origins.contains(sent.get(0)) ? sent.get(0) : null;
  }

  /**
   * The method that a browser asks for before it lets a page of one of them use it; {@code null}
   * where a request asks no such thing. Taken as it is written: {@code get} is not GET.
   */
  @Nullable String methodAsked(GateRequest request) {
    if (!request.method().equals("OPTIONS") || !allow(request)) {
      return null;
    }
    List<String> asked = request.headers("Access-Control-Request-Method");
    return asked.size() == 1 && TokenLocations.isToken(asked.get(0)) ? asked.get(0) : null;
  }

  /**
   * What lets a page read an answer of ours. The answer varies for all who ask, since a cache would
   * hand it to others.
   */
  List<Header> headers(GateRequest request) {
    if (origins.isEmpty()) {
      return List.of();
    }
    Header varies = Header.of("Vary", "Origin");
    String reader = from(request);
    return reader == null
        ? List.of(varies)
        : List.of(
            varies,
            Header.of(MAY_READ, reader, Place.INSTEAD),
            Header.of("Access-Control-Allow-Credentials", "true", Place.INSTEAD),
            Header.of("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After"));
  }
}
