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
   * Makes the parts.
   *
   * @param ownStore the application's store for sessions; {@code null} for what the settings say
   * @param memory the store in this process; {@code null} where the browser keeps sessions whole
   */
  SignInParts parts(@Nullable SealedStore ownStore, @Nullable SealedStore memory) {
    SealedStore store = ownStore != null ? ownStore : memory;
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
            ownStore != null, // what we made ourselves nobody else can reach
            store == null ? ended() : null,
            endpoint,
            revocation(),
            idTokens,
            new AccessTokens(tokens.accessTokens().forAnyAudience(), issuer.keys(), clock),
            random,
            clock,
            outside.ticker(),
            outside.background());
    return new SignInParts(
        issuer.issuer(),
        plan.gate(),
        new LoginFlow(plan.login(), login, sealer, random, clock),
        new Sessions(plan.sessions().settings(), sessions),
        issuer.metadata(),
        new ProviderLogout(profile, plan.client().id()),
        new LogoutState(sealer, clock),
        logoutTokens(),
        clock);
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
  private @Nullable SealedStore ended() {
    Surroundings outside = issuer.surroundings();
    return plan.gate().logout().backChannelPath().isEmpty()
        ? null
        : plan.sessions().ended(outside.ticker(), outside.listener());
  }
}
