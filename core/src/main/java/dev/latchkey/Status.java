package dev.latchkey;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** How the issuers are doing, for a health check and for people. Immutable. */
public final class Status {

  /** What can be said of an issuer, from good to bad. */
  public enum State {
    /** What is asked of it is at hand. */
    READY,
    /** It is not, and trying goes on. */
    UNREACHABLE,
    /** What it says contradicts the settings; a person has to look. */
    MISCONFIGURED
  }

  private final List<IssuerStatus> issuers;

  Status(List<IssuerStatus> issuers) {
    this.issuers = List.copyOf(issuers);
  }

  /** Each issuer, the main one first; at least one. */
  public List<IssuerStatus> issuers() {
    return issuers;
  }

  /** The worst state of all issuers. */
  public State state() {
    return issuers.stream()
        .map(IssuerStatus::state)
        .max(Comparator.naturalOrder())
        .orElse(State.READY);
  }

  /** One line an issuer. */
  @Override
  public String toString() {
    return issuers.stream().map(IssuerStatus::toString).collect(Collectors.joining("\n"));
  }
}
