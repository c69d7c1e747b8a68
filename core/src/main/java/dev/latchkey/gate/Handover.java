package dev.latchkey.gate;

/**
 * What an adapter further out has decided about a request, left among the request's attributes for
 * an adapter further in that asks the same instance, so that a request is decided about once.
 * Immutable.
 *
 * @param by the instance that was asked; whoever has another one takes no notice
 * @param request the request as it was then, with what the adapter hides from all further in
 * @param decision what came of it
 */
public record Handover(Object by, GateRequest request, Decision.Proceed decision) {

  /**
   * Tells whether a request by now asks for the same as it did then, and whoever finds what to call
   * reads that as the rules did.
   */
  public boolean isAbout(GateRequest now) {
    return now.method().equals(request.method())
        && now.requestTarget().equals(request.requestTarget())
        && withoutSlashAtEnd(now.path()).equals(withoutSlashAtEnd(request.path()))
        && EncodedPath.hasOneReading(now);
  }

  /** To rules both are the same, and runtimes differ in whether they tell it. */
  private static String withoutSlashAtEnd(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** No more than the type, since a request has secrets. */
  @Override
  public String toString() {
    return "Handover";
  }
}
