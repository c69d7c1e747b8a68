package dev.latchkey;

import dev.latchkey.event.Event;
import dev.latchkey.http.Background;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.keys.KeyHealth;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.provider.MetadataLookup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Asks one provider, as a start would, and tells what fits the settings and what does not. */
final class ProviderCheck {

  private static final String SKIPPED = "skipped: ";

  /** One fetch after the other, each told of before the next: nobody else waits here. */
  private static final Background HERE =
      new Background() {
        @Override
        public void execute(Runnable task) {
          task.run();
        }

        @Override
        public void executeAfter(Duration delay, Runnable task) {
          // nothing is tried again
        }
      };

  private final IssuerPlan plan;
  private final ConnectedIssuer issuer;
  private final List<Event> events;
  private final List<Finding> findings = new ArrayList<>();

  private ProviderCheck(IssuerPlan plan, ConnectedIssuer issuer, List<Event> events) {
    this.plan = plan;
    this.issuer = issuer;
    this.events = events;
  }

  /**
   * Asks a provider; waits for its answers.
   *
   * @param transport makes the calls; {@code null}: as the settings say
   */
  static List<Finding> of(IssuerPlan plan, @Nullable HttpTransport transport) {
    Closeables closeables = new Closeables();
    try {
      List<Event> events = new CopyOnWriteArrayList<>();
      ConnectedIssuer issuer =
          ConnectedIssuer.connect(
              plan,
              new ConnectedIssuer.Shared(
                  new LatchkeyBuilder.Outside(InstantSource.system(), null, transport, null, null),
                  HERE,
                  events::add,
                  SignatureProvider.jdk(),
                  closeables));
      return new ProviderCheck(plan, issuer, events).findings();
    } finally {
      closeables.close();
    }
  }

  private List<Finding> findings() {
    boolean known = checkMetadata();
    if (plan.provider().needs().keys() && (known || plan.provider().keys().isConfigured())) {
      checkKeys();
    }
    return findings;
  }

  /** Tells whether the addresses are known. */
  private boolean checkMetadata() {
    if (issuer.discovery() == null) {
      findings.add(Finding.note("discovery is not used: the settings say all that the rules need"));
      return true;
    }
    MetadataLookup lookup = issuer.metadata().current();
    if (lookup instanceof MetadataLookup.Ready ready) {
      findings.add(Finding.ok("the discovery document is there and names this issuer"));
      findings.addAll(MetadataCheck.of(plan, ready.metadata()));
      return true;
    }
    findings.add(
        lookup instanceof MetadataLookup.Unavailable unavailable
            ? unreachable(unavailable.detail())
            : Finding.problem(((MetadataLookup.Missing) lookup).detail()));
    return false;
  }

  private static Finding unreachable(String detail) {
    return Finding.problem(
        detail + "; check address, network and certificates: until it answers, requests get 503");
  }

  private void checkKeys() {
    List<String> fitting = new ArrayList<>();
    for (String algorithm : published()) {
      KeyLookup lookup = issuer.keys().find(null, algorithm);
      if (lookup instanceof KeyLookup.Unavailable unavailable) {
        findings.add(unreachable(unavailable.detail()));
        return;
      }
      if (lookup instanceof KeyLookup.Found) {
        fitting.add(algorithm);
      }
    }
    tellKeys(fitting);
  }

  /** Secrets are not published, and there is nothing to fetch for them. */
  private List<String> published() {
    return plan.tokens().algorithms().allowed().stream()
        .filter(algorithm -> !SecretKeys.areFor(algorithm))
        .toList();
  }

  private void tellKeys(List<String> fitting) {
    int usable = issuer.keys().health().map(KeyHealth::usable).orElse(0);
    if (!fitting.isEmpty()) {
      findings.add(
          Finding.ok("keys: %d usable, for %s".formatted(usable, String.join(" ", fitting))));
    } else if (!published().isEmpty()) {
      findings.add(
          Finding.problem(
              "keys: none of %d is for algorithms=%s; name what the provider signs with"
                  .formatted(usable, String.join(" ", published()))));
    }
    events.stream()
        .map(Event::detail)
        .filter(detail -> detail.contains(SKIPPED))
        .distinct()
        .forEach(detail -> findings.add(Finding.note(detail)));
  }
}
