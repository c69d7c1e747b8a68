package dev.latchkey;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** How one issuer is doing. Immutable. */
public final class IssuerStatus {

  private final String issuer;
  private final Parts parts;

  /** What is asked of it, each empty where nothing is. */
  record Parts(
      Optional<SourceStatus> discovery,
      Optional<SourceStatus> keys,
      Optional<SourceStatus> introspection,
      int usableKeys,
      int skippedKeys) {

    Stream<SourceStatus> all() {
      return Stream.of(discovery, keys, introspection).flatMap(Optional::stream);
    }
  }

  IssuerStatus(String issuer, Parts parts) {
    this.issuer = issuer;
    this.parts = parts;
  }

  /** The issuer, as configured. */
  public String issuer() {
    return issuer;
  }

  /** The worst state of all that is asked of it; ready where nothing is. */
  public Status.State state() {
    return parts
        .all()
        .map(SourceStatus::state)
        .max(Comparator.naturalOrder())
        .orElse(Status.State.READY);
  }

  /** Its discovery document; empty where that is not used. */
  public Optional<SourceStatus> discovery() {
    return parts.discovery();
  }

  /** Its keys, the oldest where there are several addresses; empty where none are used. */
  public Optional<SourceStatus> keys() {
    return parts.keys();
  }

  /** Asking about tokens; empty where that is not done. */
  public Optional<SourceStatus> introspection() {
    return parts.introspection();
  }

  /** How many keys there are to verify with just now. */
  public int usableKeys() {
    return parts.usableKeys();
  }

  /** How many further keys it publishes that cannot be used; the log says why. */
  public int skippedKeys() {
    return parts.skippedKeys();
  }

  /** One line for a log. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(issuer).append(" is ").append(state());
    discovery().ifPresent(each -> line.append("; discovery ").append(each));
    keys()
        .ifPresent(
            each -> line.append("; ").append(usableKeys()).append(" usable keys ").append(each));
    introspection().ifPresent(each -> line.append("; introspection ").append(each));
    return line.toString();
  }
}
