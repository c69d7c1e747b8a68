package dev.latchkey.event;

import java.util.List;
import java.util.Optional;

/**
 * How often each thing happened since the start: numbers that only grow, of one moment. There is a
 * number for each kind, reason and configured issuer that occurred, and none for tokens, paths or
 * users, so a metric may have them all as labels. Immutable.
 */
public final class Counters {

  private final List<Counter> all;

  Counters(List<Counter> all) {
    this.all = List.copyOf(all);
  }

  /** Each number above zero, by issuer, kind and reason in a fixed order. */
  public List<Counter> all() {
    return all;
  }

  /** How often this kind of thing happened, for whatever reason and issuer. */
  public long of(Event.Kind kind) {
    return all.stream().filter(each -> each.kind == kind).mapToLong(Counter::count).sum();
  }

  /** How often this was the reason, of whatever kind and issuer. */
  public long of(Reason reason) {
    return all.stream()
        .filter(each -> each.reason.filter(reason::equals).isPresent())
        .mapToLong(Counter::count)
        .sum();
  }

  /** One number a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    all.forEach(each -> text.append(each).append('\n'));
    return text.toString();
  }

  /** One number and what it counts. Immutable. */
  public static final class Counter {

    private final Event.Kind kind;
    private final Optional<Reason> reason;
    private final Optional<String> issuer;
    private final long count;

    Counter(Event.Kind kind, Optional<Reason> reason, Optional<String> issuer, long count) {
      this.kind = kind;
      this.reason = reason;
      this.issuer = issuer;
      this.count = count;
    }

    /** What happened. */
    public Event.Kind kind() {
      return kind;
    }

    /** Why; empty where nothing was refused. */
    public Optional<Reason> reason() {
      return reason;
    }

    /** The issuer, as configured; empty where none is concerned. */
    public Optional<String> issuer() {
      return issuer;
    }

    /** How often; at least once. */
    public long count() {
      return count;
    }

    /** The number and its names. */
    @Override
    public String toString() {
      return kind.code()
          + reason.map(why -> " " + why.code()).orElse("")
          + issuer.map(name -> " " + name).orElse("")
          + " "
          + count;
    }
  }
}
