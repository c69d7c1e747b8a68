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
import dev.latchkey.gate.TokenLocations;
import dev.latchkey.http.DaemonThreads;
import dev.latchkey.http.GuardedTransport;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.JdkTransport;
import dev.latchkey.http.Jitter;
import dev.latchkey.http.Surroundings;
import dev.latchkey.keys.KeySource;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.login.LoginParts;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.provider.UserInfo;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.session.SessionParts;
import dev.latchkey.session.Sessions;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerTokens;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.TrustedIssuer;
import dev.latchkey.token.TrustedIssuers;
import java.lang.System.Logger;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Map<String, SettingValues> further = FurtherProviders.read(values, problems);
    RulePlan rules = RulePlan.read(values, FurtherProviders.names(further), problems);
    BearerPlan.Way way = BearerPlan.way(values);
    ProviderPlan provider =
        ProviderPlan.read(
            values,
            problems,
            ProviderNeeds.of(rules.signsIn(), LoginPlan.asksUserInfo(values), way));
    boolean readsBearer = rules.table().readsBearer(TrustedIssuer.MAIN);
    TokenPlan tokens = TokenPlan.read(values, problems, provider, readsBearer);
    SignInPlan signIn =
        rules.signsIn()
            ? SignInPlan.read(values, problems, provider, tokens.accessTokens().places())
            : null;
    BearerPlan bearer = BearerPlan.read(values, problems, way, signIn);
    List<IssuerPlan> issuers = new ArrayList<>();
    issuers.add(new IssuerPlan(TrustedIssuer.MAIN, provider, tokens, bearer));
    further.forEach((name, own) -> issuers.add(IssuerPlan.further(name, own, rules)));
    IssuerPlan.checkOpaque(issuers, rules, problems);
    IssuerNames.checkApart(issuers, problems);
    TokenLocations locations = LocationPlan.read(values, problems);
    ForwardedIdentity forwarded = forwarded();
    String realm = TokenPlan.realm(values, problems);
    boolean errorDetails = ErrorDetails.read(values, problems);
    provider.check(problems);
    ProfilePlan.check(provider, readsBearer, way, problems);
    problems.check();
    return assemble(new Plans(issuers, rules, signIn, locations, forwarded, realm, errorDetails));
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

  /** All that was read; the main issuer stands first. */
  private record Plans(
      List<IssuerPlan> issuers,
      RulePlan rules,
      @Nullable SignInPlan signIn,
      TokenLocations locations,
      ForwardedIdentity forwarded,
      String realm,
      boolean errorDetails) {

    IssuerPlan main() {
      return issuers.get(0);
    }
  }

  private Latchkey assemble(Plans plans) {
    Logger logger = System.getLogger("dev.latchkey");
    CountingListener counts =
        new CountingListener(
            plans.issuers().stream().map(each -> each.provider().issuer()).toList());
    Listener listener = listener(counts, new EventLog(logger));
    Closeables closeables = new Closeables();
    String name = values.set(Setting.NAME).map(own -> "latchkey-" + own).orElse("latchkey");
    DaemonThreads threads = closeables.add(new DaemonThreads(name));
    List<Remote> remotes =
        plans.issuers().stream()
            .map(each -> connect(each, new Shared(threads, listener, closeables)))
            .toList();
    Gate gate = gate(plans, remotes, listener);
    problems.warnings().forEach(text -> listener.on(Event.of(Event.Kind.WARNING, text)));
    logger.log(Logger.Level.INFO, StartSummary.of(values, plans.issuers(), plans.rules()));
    remotes.forEach(Remote::start);
    return new Latchkey(gate, remotes.stream().map(this::status).toList(), counts, closeables);
  }

  private ProviderStatus status(Remote remote) {
    return new ProviderStatus(
        remote.issuer().issuer(),
        remote.discovery(),
        remote.keys(),
        remote.issuer().tokens(),
        outside.clock());
  }

  /** Counted first; neither a log nor a listener that fails keeps the others from hearing. */
  private Listener listener(CountingListener counts, EventLog log) {
    Listener own = counts.andThen(new GuardedListener(log));
    return outside.listener() == null ? own : own.andThen(new GuardedListener(outside.listener()));
  }

  /** What all issuers share: nothing that they say. */
  private record Shared(DaemonThreads threads, Listener listener, Closeables closeables) {}

  /**
   * One issuer, and what is asked of it over the network.
   *
   * @param discovery its metadata, where they are discovered; {@code null} where not
   */
  private record Remote(
      TrustedIssuer issuer,
      @Nullable Discovery discovery,
      MetadataSource metadata,
      KeySource keys,
      Surroundings surroundings) {

    /** The provider may be down: whatever is asked first waits for these, nobody else does. */
    void start() {
      if (discovery != null) {
        discovery.start();
      }
      surroundings.background().execute(() -> keys.find(null, "RS256"));
    }
  }

  private Remote connect(IssuerPlan plan, Shared shared) {
    ProviderPlan provider = plan.provider();
    Surroundings surroundings =
        new Surroundings(
            transport(provider, shared.closeables()),
            outside.clock(),
            Ticker.systemTicker(),
            shared.threads(),
            shared.listener(),
            Jitter.random());
    Discovery discovery = provider.discovery(surroundings).orElse(null);
    if (discovery != null) {
      shared.closeables().add(discovery);
    }
    MetadataSource metadata = discovery == null ? provider.metadata() : discovery;
    KeySource published = provider.keys(metadata, surroundings, shared.closeables());
    KeySource keys = plan.tokens().algorithms().keys(published);
    BearerPlan.Parts parts =
        new BearerPlan.Parts(
            keys, metadata, surroundings.transport(), surroundings.clock(), surroundings.ticker());
    BearerTokens tokens = plan.bearer().tokens(plan.tokens().accessTokens(), provider, parts);
    TrustedIssuer issuer =
        new TrustedIssuer(plan.name(), provider.issuer(), tokens, provider.profile().advice());
    return new Remote(issuer, discovery, metadata, keys, surroundings);
  }

  private HttpTransport transport(ProviderPlan provider, Closeables closeables) {
    HttpTransport checked =
        outside.transport() == null
            ? closeables.add(new JdkTransport(provider.http(), provider.addresses()))
            : new GuardedTransport(outside.transport(), provider.addresses());
    return provider.endpoints().inside(checked);
  }

  private Gate gate(Plans plans, List<Remote> remotes, Listener listener) {
    SignInPlan signIn = plans.signIn();
    TokenPlan tokens = plans.main().tokens();
    Remote main = remotes.get(0);
    GateSettings settings =
        new GateSettings(
            main.issuer().issuer(),
            plans.realm(),
            plans.errorDetails(),
            signIn == null ? SignInPlan.NO_COOKIES : signIn.cookies(),
            plans.locations(),
            plans.forwarded(),
            Optional.ofNullable(signIn).map(SignInPlan::gate));
    return new Gate(
        settings,
        plans.rules().table(),
        new TrustedIssuers(main.issuer(), remotes.stream().skip(1).map(Remote::issuer).toList()),
        signIn == null ? null : signIn(signIn, tokens, main),
        listener);
  }

  private Gate.SignInParts signIn(SignInPlan plan, TokenPlan tokens, Remote remote) {
    Unguessable random = Unguessable.secureRandom();
    Sealer sealer = new Sealer(plan.application(), plan.sealKeys(random), random);
    MetadataSource metadata = remote.metadata();
    TokenEndpoint tokenEndpoint =
        new TokenEndpoint(metadata, plan.client(), remote.surroundings().transport());
    IdTokens idTokens =
        new IdTokens(tokens.idTokens(plan.client().id()), remote.keys(), outside.clock());
    AccessTokens anyAudience =
        new AccessTokens(tokens.accessTokens().forAnyAudience(), remote.keys(), outside.clock());
    return new Gate.SignInParts(
        new LoginFlow(
            plan.login(),
            new LoginParts(
                metadata,
                tokenEndpoint,
                idTokens,
                new UserInfo(metadata, remote.surroundings().transport()),
                remote.surroundings().ticker()),
            sealer,
            random,
            outside.clock()),
        new Sessions(
            plan.sessions().settings(),
            new SessionParts(
                sealer,
                store(plan.sessions(), remote.surroundings()),
                tokenEndpoint,
                idTokens,
                anyAudience,
                random,
                outside.clock(),
                remote.surroundings().ticker())),
        metadata);
  }

  /** Nothing where the browser keeps sessions whole; what lies in memory ends with it. */
  private @Nullable SealedStore store(SessionPlan plan, Surroundings surroundings) {
    return outside.store() != null
        ? outside.store()
        : plan.memory(surroundings.ticker(), surroundings.listener()).orElse(null);
  }
}
