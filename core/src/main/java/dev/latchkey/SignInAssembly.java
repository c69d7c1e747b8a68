package dev.latchkey;

import dev.latchkey.gate.SignInParts;
import dev.latchkey.http.Surroundings;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.login.LoginParts;
import dev.latchkey.provider.Profile;
import dev.latchkey.provider.ProviderLogout;
import dev.latchkey.provider.Revocation;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.provider.UserInfo;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.session.LogoutState;
import dev.latchkey.session.Neighbours;
import dev.latchkey.session.SessionParts;
import dev.latchkey.session.Sessions;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.LogoutTokens;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Puts together what signing in needs, at one issuer. */
final class SignInAssembly {

  private final SignInPlan plan;
  private final TokenPlan tokens;
  private final Profile profile;
  private final ConnectedIssuer issuer;
  private final Unguessable random = Unguessable.secureRandom();

  SignInAssembly(SignInPlan plan, ConnectedIssuer issuer) {
    this.plan = plan;
    this.tokens = issuer.plan().tokens();
    this.profile = issuer.plan().provider().profile();
    this.issuer = issuer;
  }

  /**
   * Where sessions are kept, of which one counts.
   *
   * @param own the application's; {@code null} for what the settings say
   * @param shared what nodes share; {@code null} where they do not
   * @param memory in this process; {@code null} where sessions are kept elsewhere
   */
  record Stores(
      StorePlan plan,
      @Nullable SealedStore own,
      @Nullable SealedStore shared,
      @Nullable SealedStore memory) {

    /** What keeps sessions; {@code null} where browsers do. */
    @Nullable SealedStore sessions() {
      if (own != null) {
        return own;
      }
      return plan.sharesSessions() ? shared : memory;
    }
  }

  /** Makes the parts. */
  SignInParts parts(Stores stores) {
    SealedStore store = stores.sessions();
    Surroundings outside = issuer.surroundings();
    InstantSource clock = outside.clock();
    Sealer sealer = new Sealer(plan.application(), plan.sealKeys(random), random);
    TokenEndpoint endpoint =
        new TokenEndpoint(issuer.metadata(), plan.client(), outside.transport());
    IdTokens idTokens = new IdTokens(tokens.idTokens(plan.client().id()), issuer.keys(), clock);
    LoginParts login =
        new LoginParts(
            issuer.metadata(),
            endpoint,
            idTokens,
            new UserInfo(issuer.metadata(), outside.transport()),
            outside.ticker());
    SessionParts sessions =
        new SessionParts(
            sealer,
            store,
            stores.plan().sharesSessions(),
            store == null ? ended(stores) : null,
            endpoint,
            revocation(),
            idTokens,
            new AccessTokens(tokens.accessTokens().forAnyAudience(), issuer.keys(), clock),
            random,
            clock,
            outside.ticker(),
            outside.background());
    watchNeighbours(stores, sealer);
    return new SignInParts(
        issuer.issuer(),
        plan.gate(),
        new LoginFlow(plan.login(), login, sealer, random, clock),
        new Sessions(plan.sessions(), sessions),
        issuer.metadata(),
        new ProviderLogout(profile, plan.client().id()),
        new LogoutState(sealer, clock),
        logoutTokens(),
        clock);
  }

  /** Where nodes share anything, be it what has ended. */
  private void watchNeighbours(Stores stores, Sealer sealer) {
    SealedStore shared = stores.own() != null ? stores.own() : stores.shared();
    if (shared != null) {
      Surroundings outside = issuer.surroundings();
      String provider = issuer.issuer().provider();
      new Neighbours(shared, sealer, provider, outside.background(), outside.listener()).watch();
    }
  }

  private LogoutTokens logoutTokens() {
    LogoutTokens lenient =
        new LogoutTokens(
            tokens.idTokens(plan.client().id()), issuer.keys(), issuer.surroundings().clock());
    return plan.demandsLogoutExp() ? lenient.demandingExp() : lenient;
  }

  private Revocation revocation() {
    Surroundings outside = issuer.surroundings();
    return new Revocation(
        issuer.metadata(),
        plan.client(),
        outside.transport(),
        outside.background(),
        outside.listener());
  }

  /** Only where somebody has asked for it: of several nodes, one alone hears of a logout. */
  private @Nullable SealedStore ended(Stores stores) {
    if (plan.gate().logout().backChannelPath().isEmpty()) {
      return null;
    }
    Surroundings outside = issuer.surroundings();
    return stores.shared() != null
        ? stores.shared()
        : stores.plan().ended(outside.ticker(), outside.listener());
  }
}
