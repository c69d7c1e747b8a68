package dev.latchkey;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a provider is doing, for a health check. Immutable. */
public final class Status {

  /** What can be said of a provider. */
  public enum State {
    /** Its addresses and keys are at hand. */
    READY,
    /** They are not, and trying goes on. */
    UNREACHABLE,
    /** What it says contradicts the settings; a person has to look. */
    MISCONFIGURED
  }

  private final String issuer;
  private final State state;
  private final String detail;
  private final @Nullable Instant keysFetchedAt;

  Status(String issuer, State state, String detail, @Nullable Instant keysFetchedAt) {
    this.issuer = issuer;
    this.state = state;
    this.detail = detail;
    this.keysFetchedAt = keysFetchedAt;
  }

  /** The issuer, as configured. */
  public String issuer() {
    return issuer;
  }

  /** How it is doing. */
  public State state() {
    return state;
  }

  /** Why, for an operator; empty when it is ready. */
  public String detail() {
    return detail;
  }

  /** When the keys in use were fetched; empty when there are none. */
  public Optional<Instant> keysFetchedAt() {
    return Optional.ofNullable(keysFetchedAt);
  }

  /** One line for a log. */
  @Override
  public String toString() {
    return issuer + " is " + state + (detail.isEmpty() ? "" : ": " + detail);
  }
}
