package dev.latchkey.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts events by issuer, kind and reason: as many numbers as the settings and the code have names
 * for, whatever requests bring. Thread-safe, without a lock.
 */
public final class CountingListener implements Listener {

  private static final Event.Kind[] KINDS = Event.Kind.values();
  private static final Reason[] REASONS = Reason.values();
  private static final int WITHOUT_REASON = REASONS.length;

  /** For events of no issuer, or of one that is not configured. */
  private final LongAdder[] others = fresh();

  private final Map<String, LongAdder[]> byIssuer = new LinkedHashMap<>();

  /** Makes counts for the configured issuers. */
  public CountingListener(Collection<String> issuers) {
    issuers.forEach(issuer -> byIssuer.put(issuer, fresh()));
  }

  private static LongAdder[] fresh() {
    LongAdder[] counts = new LongAdder[KINDS.length * (REASONS.length + 1)];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
    return counts;
  }

  @Override
  public void on(Event event) {
    LongAdder[] counts = event.issuer().map(byIssuer::get).orElse(others);
    int reason = event.reason().map(Reason::ordinal).orElse(WITHOUT_REASON);
    counts[event.kind().ordinal() * (REASONS.length + 1) + reason].increment();
  }

  /** What was counted so far. */
  public Counters now() {
    List<Counters.Counter> all = new ArrayList<>();
    byIssuer.forEach((issuer, counts) -> collect(Optional.of(issuer), counts, all));
    collect(Optional.empty(), others, all);
    return new Counters(all);
  }

  private static void collect(
      Optional<String> issuer, LongAdder[] counts, List<Counters.Counter> all) {
    for (int i = 0; i < counts.length; i++) {
      long count = counts[i].sum();
      if (count > 0) {
        int reason = i % (REASONS.length + 1);
        all.add(
            new Counters.Counter(
                KINDS[i / (REASONS.length + 1)],
                reason == WITHOUT_REASON ? Optional.empty() : Optional.of(REASONS[reason]),
                issuer,
                count));
      }
    }
  }
}
