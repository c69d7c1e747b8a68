package dev.latchkey.event;

/** Shields what happens from a listener that throws: that is logged and changes nothing. */
public final class GuardedListener implements Listener {

  private final Listener listener;

  /** Guards a listener. */
  public GuardedListener(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void on(Event event) {
    try {
      listener.on(event);
    } catch (RuntimeException theirs) {
      System.getLogger("dev.latchkey")
          .log(System.Logger.Level.ERROR, "a listener failed; what happened stands", theirs);
    }
  }
}
