package dev.latchkey;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.CountingListener;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventLog;
import dev.latchkey.event.GuardedListener;
import dev.latchkey.event.Listener;
import dev.latchkey.gate.Gate;
import dev.latchkey.gate.GateSettings;
import dev.latchkey.gate.SignInParts;
import dev.latchkey.http.DaemonThreads;
import dev.latchkey.policy.SkewedClock;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.token.TrustedIssuers;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the parts together, once all settings are known to be sound. */
final class Assembly {

  private final SettingValues values;
  private final Problems problems;
  private final LatchkeyBuilder.Outside outside;

  Assembly(SettingValues values, Problems problems, LatchkeyBuilder.Outside outside) {
    this.values = values;
    this.problems = problems;
    this.outside = outside;
  }

  Latchkey assemble() {
    Plans plans = Plans.read(values, problems, outside.store() != null);
    warnOfUnused();
    Logger logger = System.getLogger("dev.latchkey");
    CountingListener counts = new CountingListener(plans.issuerNames());
    Listener listener = listener(counts, new EventLog(logger));
    Closeables closeables = new Closeables();
    String name = values.set(Setting.NAME).map(own -> "latchkey-" + own).orElse("latchkey");
    SealedStore sharedStore =
        plans.sharedStore(listener).map(closeables::add).orElse(null); // closed last
    DaemonThreads threads = closeables.add(new DaemonThreads(name));
    ConnectedIssuer.Shared shared =
        new ConnectedIssuer.Shared(outside, threads, listener, plans.signatures(), closeables);
    List<ConnectedIssuer> issuers =
        plans.issuers().stream().map(each -> ConnectedIssuer.connect(each, shared)).toList();
    Gate gate = gate(plans, issuers, sharedStore, listener);
    for (String text : problems.warnings()) {
      listener.on(Event.of(Event.Kind.WARNING, text));
    }
    logger.log(Logger.Level.INFO, StartSummary.of(values, plans));
    issuers.forEach(ConnectedIssuer::start);
    return new Latchkey(
        gate,
        issuers.stream().map(ConnectedIssuer::status).toList(),
        counts,
        closeables,
        new RuleReplacement(gate, values, plans.issuers(), listener, logger));
  }

  private void warnOfUnused() {
    for (Setting setting : List.of(Setting.HTTP_PROXY, Setting.HTTP_TRUST_STORE)) {
      if (outside.transport() != null && values.has(setting)) {
        problems.warn(setting.key() + " is not used, since the builder has a transport of its own");
      }
    }
  }

  /** Counted first; neither a log nor a listener that fails keeps the others from hearing. */
  private Listener listener(CountingListener counts, EventLog log) {
    Listener own = counts.andThen(new GuardedListener(log));
    return outside.listener() == null ? own : own.andThen(new GuardedListener(outside.listener()));
  }

  private Gate gate(
      Plans plans,
      List<ConnectedIssuer> issuers,
      @Nullable SealedStore sharedStore,
      Listener listener) {
    ConnectedIssuer main = issuers.get(0);
    GateSettings settings =
        new GateSettings(
            main.issuer().issuer(),
            plans.realm(),
            plans.errorDetails(),
            plans.corsOrigins(),
            plans.paths(),
            plans.locations(),
            plans.forwarded(),
            plans.pagesAreStored(),
            Optional.ofNullable(outside.pages()).or(plans::pages),
            new SkewedClock(
                outside.clock(), plans.issuers().get(0).tokens().accessTokens().clockSkew()));
    return new Gate(
        settings,
        plans.rules().table(),
        new TrustedIssuers(
            main.issuer(), issuers.stream().skip(1).map(ConnectedIssuer::issuer).toList()),
        signIns(plans, issuers, sharedStore, listener),
        listener);
  }

  /** All sessions are kept in one place, sealed apart by provider. */
  private List<SignInParts> signIns(
      Plans plans,
      List<ConnectedIssuer> issuers,
      @Nullable SealedStore sharedStore,
      Listener listener) {
    StorePlan store = plans.store();
    SealedStore memory = store.memory(Ticker.systemTicker(), listener).orElse(null);
    SignInAssembly.Stores stores =
        new SignInAssembly.Stores(store, outside.store(), sharedStore, memory);
    List<SignInParts> parts = new ArrayList<>();
    for (ConnectedIssuer each : issuers) {
      if (each.plan().signIn() != null) {
        parts.add(new SignInAssembly(each.plan().signIn(), each).parts(stores));
      }
    }
    return parts;
  }
}
