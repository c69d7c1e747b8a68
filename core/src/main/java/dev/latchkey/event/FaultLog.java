package dev.latchkey.event;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Writes down what nobody expected to be thrown, once for each place in the code. Never throws
 * itself, even where the log is what fails. Thread-safe.
 */
public final class FaultLog {

  private static final int MAX_CAUSES = 5;
  private static final int MAX_PLACES = 1_000;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Supplier<System.Logger> logger;

  /** Makes a log that asks for its logger only when there is something to tell. */
  public FaultLog(Supplier<System.Logger> logger) {
    this.logger = logger;
  }

  /** Makes a log on the logger {@code dev.latchkey}. */
  public static FaultLog standard() {
    return new FaultLog(() -> System.getLogger("dev.latchkey"));
  }

  /** Tells of a fault; the second time that it comes from the same place, nothing. */
  public void tell(String what, Throwable fault) {
    try {
      if (told.size() < MAX_PLACES && told.add(place(fault))) {
        logger.get().log(Level.ERROR, what, withoutMessages(fault, 0));
      }
    } catch (Throwable again) {
      // the log itself fails: there is nowhere left to tell it, and the request goes on
    }
  }

  /** What was thrown and where, without its message, which may hold anything. */
  public static String place(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  /** The same trace under the same names; messages may hold what must not be logged. */
  private static Throwable withoutMessages(Throwable fault, int depth) {
    Throwable cause = fault.getCause();
    Throwable copy = new Trace(fault.getClass().getName());
    copy.setStackTrace(fault.getStackTrace());
    if (cause != null && depth < MAX_CAUSES) {
      copy.initCause(withoutMessages(cause, depth + 1));
    }
    return copy;
  }

  /** Prints as what it was copied from. */
  private static final class Trace extends Throwable {

    private static final long serialVersionUID = 1L;

    private Trace(String type) {
      super(type);
    }

    @Override
    public String toString() {
      return String.valueOf(getMessage());
    }
  }
}
