package dev.latchkey.event;

/**
 * Hears every decision, login, logout and fetch. Called on the thread that decided, so it must be
 * quick and thread-safe; what it throws is logged and changes no decision.
 */
@FunctionalInterface
public interface Listener {

  /** Takes one event. */
  void on(Event event);

  /** Returns a listener that tells this one and then {@code next}. */
  default Listener andThen(Listener next) {
    return event -> {
      on(event);
      next.on(event);
    };
  }
}
