package dev.latchkey.http;

import dev.latchkey.event.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one try to fetch a document came to. */
public sealed interface Attempt<T> {

  /**
   * A good copy.
   *
   * @param freshFor how long it is fresh; {@code null} when the answer does not say
   */
  record Loaded<T>(T value, @Nullable Duration freshFor) implements Attempt<T> {}

  /**
   * No good copy; a pause begins.
   *
   * @param retryAfter the pause that the server asked for; {@code null} when it asked for none
   */
  record Failed<T>(Reason reason, String detail, @Nullable Duration retryAfter)
      implements Attempt<T> {

    /** A failure of a server that asked for no pause. */
    public Failed(Reason reason, String detail) {
      this(reason, detail, null);
    }
  }

  /** Nothing was tried, as something else must be known first; no pause begins. */
  record Postponed<T>(Reason reason, String detail) implements Attempt<T> {}
}
