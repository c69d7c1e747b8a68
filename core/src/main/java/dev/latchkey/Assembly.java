package dev.latchkey;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.CountingListener;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventLog;
import dev.latchkey.event.GuardedListener;
import dev.latchkey.event.Listener;
import dev.latchkey.gate.ForwardedIdentity;
import dev.latchkey.gate.Gate;
import dev.latchkey.gate.GateSettings;
import dev.latchkey.http.DaemonThreads;
import dev.latchkey.http.GuardedTransport;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.JdkTransport;
import dev.latchkey.http.Jitter;
import dev.latchkey.http.Surroundings;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyAddress;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.RemoteKeys;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.login.LoginParts;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.provider.MetadataReader;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.session.Sessions;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerTokens;
import dev.latchkey.token.IdTokens;
import java.lang.System.Logger;
import java.security.Security;
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
    checkName();
    new JvmCheck(System::getProperty, Security::getProperty).warn(values, problems);
    RulePlan rules = RulePlan.read(values, problems);
    BearerPlan.Way way = BearerPlan.way(values);
    ProviderPlan provider =
        ProviderPlan.read(values, problems).withoutNeedlessDiscovery(rules.signsIn(), way);
    TokenPlan tokens = TokenPlan.read(values, problems, provider, rules);
    SignInPlan signIn =
        rules.signsIn()
            ? SignInPlan.read(values, problems, provider, tokens.accessTokens().places())
            : null;
    BearerPlan bearer = BearerPlan.read(values, problems, way, signIn);
    FurtherProviders.read(values, problems).values().forEach(each -> PartnerPlan.read(each, rules));
    ForwardedIdentity forwarded = forwarded();
    boolean errorDetails = ErrorDetails.read(values, problems);
    provider.check(rules, problems);
    problems.check();
    return assemble(new Plans(provider, rules, tokens, bearer, signIn, forwarded, errorDetails));
  }

  private ForwardedIdentity forwarded() {
    try {
      return ForwardedIdentity.of(values.forwards());
    } catch (IllegalArgumentException refused) {
      problems.add("forward: " + refused.getMessage());
      return ForwardedIdentity.none();
    }
  }

  /** It becomes part of a cookie's name, which may hold less than people like to write. */
  private void checkName() {
    String name = values.text(Setting.NAME);
    if (!name.chars()
        .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0))) {
      problems.add(Setting.NAME, "is \"" + name + "\"; write letters, digits, - _ and . only");
    }
  }

  private record Plans(
      ProviderPlan provider,
      RulePlan rules,
      TokenPlan tokens,
      BearerPlan bearer,
      @Nullable SignInPlan signIn,
      ForwardedIdentity forwarded,
      boolean errorDetails) {}

  private Latchkey assemble(Plans plans) {
    Logger logger = System.getLogger("dev.latchkey");
    CountingListener counts = new CountingListener(List.of(plans.provider().issuer()));
    Listener listener = listener(counts, new EventLog(logger));
    Closeables closeables = new Closeables();
    String name = values.set(Setting.NAME).map(own -> "latchkey-" + own).orElse("latchkey");
    DaemonThreads threads = closeables.add(new DaemonThreads(name));
    Surroundings surroundings =
        new Surroundings(
            transport(plans.provider(), closeables),
            outside.clock(),
            Ticker.systemTicker(),
            threads,
            listener,
            Jitter.random());

    Discovery discovery = discovery(plans.provider(), surroundings);
    if (discovery != null) {
      closeables.add(discovery);
    }
    KeySource keys = keys(plans, discovery, surroundings, closeables);
    Remote remote = new Remote(discovery, plans.tokens().algorithms().keys(keys), surroundings);
    BearerTokens bearerTokens =
        plans
            .bearer()
            .tokens(plans.tokens().accessTokens(), plans.provider(), remote.bearerParts());
    Gate gate = gate(plans, remote, bearerTokens, listener);
    problems.warnings().forEach(text -> listener.on(Event.of(Event.Kind.WARNING, text)));
    logger.log(
        Logger.Level.INFO, StartSummary.of(values, plans.rules(), plans.tokens().audience()));
    start(discovery, keys, threads);
    ProviderStatus status =
        new ProviderStatus(
            plans.provider().issuer(), discovery, keys, bearerTokens, outside.clock());
    return new Latchkey(gate, List.of(status), counts, closeables);
  }

  /** Counted first; neither a log nor a listener that fails keeps the others from hearing. */
  private Listener listener(CountingListener counts, EventLog log) {
    Listener own = counts.andThen(new GuardedListener(log));
    return outside.listener() == null ? own : own.andThen(new GuardedListener(outside.listener()));
  }

  /** What is asked over the network. */
  private record Remote(@Nullable Discovery discovery, KeySource keys, Surroundings surroundings) {

    MetadataSource metadata() {
      if (discovery == null) {
        throw new IllegalStateException("signing in needs discovery");
      }
      return discovery;
    }

    BearerPlan.Parts bearerParts() {
      return new BearerPlan.Parts(
          keys, discovery, surroundings.transport(), surroundings.clock(), surroundings.ticker());
    }
  }

  private HttpTransport transport(ProviderPlan provider, Closeables closeables) {
    return outside.transport() == null
        ? closeables.add(new JdkTransport(provider.http(), provider.addresses()))
        : new GuardedTransport(outside.transport(), provider.addresses());
  }

  private static @Nullable Discovery discovery(ProviderPlan provider, Surroundings surroundings) {
    return provider
        .discoveryUrl()
        .map(
            document ->
                new Discovery(
                    provider.issuer(),
                    document,
                    new MetadataReader(provider.issuer(), provider.addresses()),
                    provider.http().timeout(),
                    surroundings))
        .orElse(null);
  }

  private static KeySource keys(
      Plans plans,
      @Nullable Discovery discovery,
      Surroundings surroundings,
      Closeables closeables) {
    ProviderPlan provider = plans.provider();
    if (plans.signIn() == null && plans.bearer().way() == BearerPlan.Way.INTROSPECTION) {
      return FixedKeys.none();
    }
    List<KeyAddress> addresses =
        discovery == null || !provider.jwksUris().isEmpty()
            ? provider.jwksUris().stream().map(KeyAddress::of).toList()
            : List.of(() -> discovered(discovery));
    return closeables.add(
        new RemoteKeys(provider.issuer(), addresses, provider.keys(), surroundings));
  }

  private static Optional<java.net.URI> discovered(Discovery discovery) {
    return discovery.current() instanceof MetadataLookup.Ready ready
        ? ready.metadata().jwksUri()
        : Optional.empty();
  }

  private Gate gate(Plans plans, Remote remote, BearerTokens bearerTokens, Listener listener) {
    SignInPlan signIn = plans.signIn();
    TokenPlan tokens = plans.tokens();
    GateSettings settings =
        new GateSettings(
            plans.provider().issuer(),
            tokens.realm(),
            plans.errorDetails(),
            signIn == null ? SignInPlan.NO_COOKIES : signIn.cookies(),
            plans.forwarded(),
            Optional.ofNullable(signIn).map(SignInPlan::gate));
    return new Gate(
        settings,
        plans.rules().table(),
        bearerTokens,
        signIn == null ? null : signIn(signIn, tokens, remote),
        listener);
  }

  private Gate.SignInParts signIn(SignInPlan plan, TokenPlan tokens, Remote remote) {
    Unguessable random = Unguessable.secureRandom();
    Sealer sealer = new Sealer(plan.application(), plan.sealKeys(random), random);
    MetadataSource metadata = remote.metadata();
    LoginParts parts =
        new LoginParts(
            metadata,
            new TokenEndpoint(metadata, plan.client(), remote.surroundings().transport()),
            new IdTokens(tokens.idTokens(plan.client().id()), remote.keys(), outside.clock()));
    AccessTokens anyAudience =
        new AccessTokens(tokens.accessTokens().forAnyAudience(), remote.keys(), outside.clock());
    return new Gate.SignInParts(
        new LoginFlow(plan.login(), parts, sealer, random, outside.clock()),
        new Sessions(plan.session(), sealer, anyAudience, outside.clock()),
        metadata);
  }

  /** The provider may be down: whatever is asked first waits for these, nobody else does. */
  private static void start(@Nullable Discovery discovery, KeySource keys, DaemonThreads threads) {
    if (discovery != null) {
      discovery.start();
    }
    threads.execute(() -> keys.find(null, "RS256"));
  }
}
