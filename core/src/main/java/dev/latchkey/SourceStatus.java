package dev.latchkey;

import dev.latchkey.event.Reason;
import dev.latchkey.http.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How one thing is doing that a provider is asked for. Immutable. */
public final class SourceStatus {

  private final Status.State state;
  private final Health health;
  private final Instant now;

  private SourceStatus(Status.State state, Health health, Instant now) {
    this.state = state;
    this.health = health;
    this.now = now;
  }

  /** What is fetched and kept: an old copy goes on being used while newer ones cannot be had. */
  static SourceStatus kept(boolean atHand, Health health, Instant now) {
    return new SourceStatus(atHand ? Status.State.READY : trouble(health), health, now);
  }

  /** What is asked anew each time: it is as good as the last time. */
  static SourceStatus asked(Health health, Instant now) {
    boolean well = health.trouble().isEmpty();
    return new SourceStatus(well ? Status.State.READY : trouble(health), health, now);
  }

  private static Status.State trouble(Health health) {
    return health.trouble().filter(each -> needsPerson(each.reason())).isPresent()
        ? Status.State.MISCONFIGURED
        : Status.State.UNREACHABLE;
  }

  private static boolean needsPerson(Reason reason) {
    return reason == Reason.PROVIDER_MISCONFIGURED || reason == Reason.INTROSPECTION_DENIED;
  }

  /** Whether it can be used; with trouble, too, as long as an earlier answer does. */
  public Status.State state() {
    return state;
  }

  /** When it went well last; empty when never, and for what stands in the settings. */
  public Optional<Instant> lastSuccess() {
    return health.lastSuccess();
  }

  /** How long ago that was. */
  public Optional<Duration> age() {
    return lastSuccess().map(then -> Duration.between(then, now));
  }

  /** What went wrong the last time, for an operator; empty when nothing did. */
  public Optional<String> trouble() {
    return health.trouble().map(Health.Trouble::detail);
  }

  /** When that trouble began. */
  public Optional<Instant> troubleSince() {
    return health.trouble().map(Health.Trouble::since);
  }

  /** In a few words. */
  @Override
  public String toString() {
    String last = lastSuccess().map(then -> ", last success " + then).orElse("");
    String wrong =
        health.trouble().map(each -> ", since " + each.since() + ": " + each.detail()).orElse("");
    return state + last + wrong;
  }
}
