package dev.latchkey.gate;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter shows of a request. Used by one thread at a time; the body is asked for on paths
 * of our own alone, the application's requests keep theirs.
 */
public interface GateRequest {

  /** The method as sent, for example {@code GET}. */
  String method();

  /** The raw path as sent, still encoded, without query, with the context path. */
  String requestTarget();

  /** The raw context path; empty for the root. */
  String contextPath();

  /**
   * The decoded path within the application, as the container dispatches it: it begins with a
   * slash. Rules are matched against this and nothing else.
   */
  String path();

  /**
   * Tells whether the container finds what it calls by the path as sent, so that two encodings of
   * one path may lead to two places. Then one that could fall under two rules is refused.
   */
  default boolean dispatchesEncodedPath() {
    return false;
  }

  /**
   * Tells whether the request came without having passed a filter that its application relies on:
   * then nobody is let through, whatever the rules say.
   */
  default boolean missedItsFilter() {
    return false;
  }

  /** The raw query, still encoded, without the question mark; {@code null} when there is none. */
  @Nullable String query();

  /** All values of a header in order, names compared without case; empty when there is none. */
  List<String> headers(String name);

  /**
   * Reads the body, which must not be touched before; called at most once.
   *
   * @param maxBytes how much is read at the most
   * @return {@code null} when it is longer
   * @throws IOException when it cannot be read, as where an adapter does not know how
   */
  default byte @Nullable [] body(int maxBytes) throws IOException {
    throw new IOException("this kind of request shows no body");
  }
}
