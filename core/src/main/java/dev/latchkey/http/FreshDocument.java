package dev.latchkey.http;

import dev.latchkey.event.Reason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A remote document kept fresh. Thread-safe. */
public final class FreshDocument<T> implements AutoCloseable {

  /**
   * What a reader got who asked for something newer.
   *
   * @param value the newest usable copy; {@code null} when there is none
   * @param trouble why there is nothing newer, where fetching was tried and failed or takes too
   *     long; {@code null} when the newest fetch went well
   */
  public record Reading<T>(@Nullable T value, @Nullable Trouble trouble) {}

  /** Why something could not be fetched. */
  public record Trouble(Reason reason, String detail) {}

  /** Makes a document that nobody has fetched yet. */
  public FreshDocument(Fetch<T> fetch, Freshness freshness, Surroundings outside) {}

  /** Begins the first fetch. */
  public void start() {}

  /**
   * The newest usable copy, {@code null} when there is none. Never waits; begins a fetch in the
   * background when one is due.
   */
  public @Nullable T now() {
    return null;
  }

  /** Waits for something newer than what was seen, where a fetch is allowed just now. */
  public Reading<T> newerThan(@Nullable T seen) {
    throw new UnsupportedOperationException();
  }

  /** When the copy in use was fetched. */
  public Optional<Instant> lastSuccess() {
    return Optional.empty();
  }

  /** Ends fetching; copies that are held stay readable. */
  @Override
  public void close() {}
}
