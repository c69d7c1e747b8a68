package dev.latchkey.http;

import org.jspecify.annotations.Nullable;

/** How one document is fetched. */
public interface Fetch<T> {

  /**
   * Tries once; runs in the background and never twice at a time.
   *
   * @param previous the copy held so far, {@code null} at first
   */
  Attempt<T> attempt(@Nullable T previous);

  /**
   * Hears what came of it, when every reader can see it already; the next attempt may have begun.
   */
  void after(Attempt<T> attempt);
}
