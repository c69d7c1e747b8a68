package dev.latchkey.event;

/**
 * Shields what happens from a listener that throws, an error included: that is logged and changes
 * nothing.
 */
public final class GuardedListener implements Listener {

  private final Listener listener;
  private final FaultLog faults;

  /** Guards a listener. */
  public GuardedListener(Listener listener) {
    this(listener, FaultLog.standard());
  }

  /** Guards a listener, and tells of its faults there. */
  public GuardedListener(Listener listener, FaultLog faults) {
    this.listener = listener;
    this.faults = faults;
  }

  @Override
  public void on(Event event) {
    try {
      listener.on(event);
    } catch (Throwable theirs) {
      faults.tell("a listener failed; what happened stands", theirs);
    }
  }
}
