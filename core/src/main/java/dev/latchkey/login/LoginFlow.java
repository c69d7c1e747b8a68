package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.event.SafeText;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authorization code flow with PKCE, from the first redirect to the ID token. Thread-safe. */
public final class LoginFlow {

  private final LoginSettings settings;
  private final MetadataSource metadata;
  private final TokenEndpoint tokenEndpoint;
  private final IdTokens idTokens;
  private final PendingLogins pending;
  private final Unguessable random;
  private final InstantSource clock;

  /** Makes a flow for one client at one provider. */
  public LoginFlow(
      LoginSettings settings,
      LoginParts parts,
      Sealer sealer,
      Unguessable random,
      InstantSource clock) {
    this.settings = settings;
    this.metadata = parts.metadata();
    this.tokenEndpoint = parts.tokenEndpoint();
    this.idTokens = parts.idTokens();
    this.pending = new PendingLogins(settings, sealer, clock);
    this.random = random;
    this.clock = clock;
  }

  /** Begins a login that shall end on the given page, and remembers it in the browser. */
  public LoginStart begin(ReturnTarget returnTo, CookieJar jar) {
    MetadataLookup lookup = metadata.current();
    if (!(lookup instanceof MetadataLookup.Ready ready)) {
      MetadataLookup.Missing missing = (MetadataLookup.Missing) lookup;
      return new LoginStart.Unavailable(missing.reason(), missing.detail());
    }
    Optional<URI> endpoint = ready.metadata().authorizationEndpoint();
    if (endpoint.isEmpty()) {
      return new LoginStart.Unavailable(
          Reason.PROVIDER_MISCONFIGURED, "the provider announces no authorization_endpoint");
    }
    PendingLogin login =
        new PendingLogin(random.word(), random.word(), random.word(), returnTo, clock.instant());
    pending.remember(login, jar);
    return new LoginStart.Redirect(AuthorizationRequest.address(endpoint.get(), settings, login));
  }

  /** Forgets the oldest logins under way that a session just saved leaves no room for. */
  public void makeRoom(CookieJar jar) {
    pending.makeRoom(jar);
  }

  /** Forgets all logins that this browser has under way: whoever signs out wants none of them. */
  public void forget(CookieJar jar) {
    pending.forget(jar);
  }

  /** Judges a callback; the login that it belongs to is used up, whatever the outcome. */
  public LoginOutcome finish(String query, CookieJar jar) {
    Callback callback = Callback.read(query);
    if (callback == null || callback.state() == null) {
      return refused(
          Reason.CALLBACK_MALFORMED,
          callback == null ? "too long, badly encoded or repeated" : "there is no state");
    }
    PendingLogin login = pending.take(callback.state(), jar);
    if (login == null) {
      return refused(
          Reason.STATE_UNKNOWN,
          "no login with this state is under way in this browser, or it took longer than "
              + settings.lifetime().toMinutes()
              + " minutes");
    }
    MetadataLookup lookup = metadata.current();
    if (!(lookup instanceof MetadataLookup.Ready ready)) {
      MetadataLookup.Missing missing = (MetadataLookup.Missing) lookup;
      return new LoginOutcome.Unavailable(missing.reason(), missing.detail());
    }
    LoginOutcome refusal = callbackRefusal(callback, ready.metadata());
    return refusal != null ? refusal : redeem(String.valueOf(callback.code()), login);
  }

  /** What must be right before a code is shown to anybody: RFC 9700 section 4.4.2. */
  private @Nullable LoginOutcome callbackRefusal(Callback callback, Metadata provider) {
    String issuer = callback.issuer();
    if (issuer == null ? provider.issParameterSupported() : !settings.issuer().mayAnswer(issuer)) {
      return refused( // RFC 9207 section 2.4
          Reason.CALLBACK_ISSUER_WRONG,
          "iss is "
              + (issuer == null ? "missing" : issuer)
              + ", configured is "
              + settings.issuer());
    }
    if (callback.error() != null) {
      return refused(
          Reason.LOGIN_REFUSED, "the provider says " + SafeText.of(callback.error(), 100));
    }
    return callback.code() == null || callback.code().isEmpty()
        ? refused(Reason.CALLBACK_MALFORMED, "there is neither a code nor an error")
        : null;
  }

  private LoginOutcome redeem(String code, PendingLogin login) {
    TokenAnswer answer = tokenEndpoint.redeem(code, settings.redirectUri(), login.codeVerifier());
    if (answer instanceof TokenAnswer.Granted granted) {
      return identify(granted, login);
    }
    if (answer instanceof TokenAnswer.Refused refused) {
      return refusal(refused);
    }
    TokenAnswer.Failed failed = (TokenAnswer.Failed) answer;
    return refused(Reason.TOKEN_ENDPOINT_FAILED, failed.detail());
  }

  private static LoginOutcome refusal(TokenAnswer.Refused refused) {
    // RFC 6749 section 5.2: only invalid_grant speaks of the code, the rest of us
    Reason reason =
        refused.error().equals("invalid_grant")
            ? Reason.CODE_REFUSED
            : Reason.TOKEN_ENDPOINT_FAILED;
    return refused(
        reason, "the token endpoint says " + refused.error() + " " + refused.description());
  }

  private LoginOutcome identify(TokenAnswer.Granted granted, PendingLogin login) {
    String idToken = granted.idToken();
    if (idToken == null) {
      return refused(Reason.ID_TOKEN_MISSING, "the token endpoint answered without an ID token");
    }
    TokenResult<VerifiedIdToken> result =
        idTokens.verify(idToken, login.nonce(), granted.accessToken());
    if (result instanceof TokenResult.Verified<VerifiedIdToken> verified) {
      String asked = String.join(" ", settings.scopes());
      return new LoginOutcome.SignedIn(verified.token(), granted.asAsked(asked), login.returnTo());
    }
    if (result instanceof TokenResult.Refused<VerifiedIdToken> refused) {
      return refused(refused.reason(), refused.detail());
    }
    TokenResult.Unavailable<VerifiedIdToken> unavailable =
        (TokenResult.Unavailable<VerifiedIdToken>) result;
    return new LoginOutcome.Unavailable(unavailable.reason(), unavailable.detail());
  }

  private static LoginOutcome refused(Reason reason, String detail) {
    return new LoginOutcome.Refused(reason, detail);
  }
}
