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
   * Tells whether a request by now asks for the same as it did then, and leads to the same place:
   * an encoded path may not, where somebody further in finds places by the path as sent.
   */
  public boolean isAbout(GateRequest now) {
    return now.method().equals(request.method())
        && now.requestTarget().equals(request.requestTarget())
        && now.path().equals(request.path())
        && (now.dispatchesEncodedPath() == request.dispatchesEncodedPath()
            || now.requestTarget().indexOf('%') < 0);
  }

  /** No more than the type, since a request has secrets. */
  @Override
  public String toString() {
    return "Handover";
  }
}
