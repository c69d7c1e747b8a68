package dev.latchkey.testkit.contract;

/** What not every API and container can do. A contract says which it lacks, and why. */
public enum Capability {
  /** Answers a request later, on another thread. */
  ASYNC,
  /** Finds what it calls by the decoded path, so that {@code /%6fpen} is {@code /open}. */
  DECODED_DISPATCH,
  /** Tells the query as it was sent, whatever stands in it. */
  RAW_QUERY,
  /** Lets a context path hold characters that an address has to encode. */
  ENCODED_CONTEXT_PATH,
  /** Keeps the headers that a decision brought along when the application throws. */
  HEADERS_OUTLIVE_EXCEPTIONS,
  /** Answers before it has read a request's body. */
  ANSWERS_BEFORE_BODY,
  /** Sends events of {@code text/event-stream} from a resource. */
  EVENTS,
  /** Has a WebSocket of its own kind at {@link ServletContract#OWN_SOCKET}. */
  OWN_SOCKETS,
  /** Speaks HTTP/2 on a port without TLS, after an upgrade from HTTP/1.1. */
  HTTP_2
}
