package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.event.SafeText;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The authorization code flow with PKCE, from the first redirect to the ID token. Thread-safe. */
public final class LoginFlow {

  private static final String PROMPT = "prompt";

  /** OpenID Connect Core 1.0 section 3.1.2.6: nobody may be asked, but somebody has to be. */
  private static final Set<String> NEEDS_PAGE =
      Set.of(
          "login_required",
          "interaction_required",
          "consent_required",
          "account_selection_required");

  private final LoginSettings settings;
  private final MetadataSource metadata;
  private final CodeRedemption redemption;
  private final PendingLogins pending;
  private final FinishedLogins finished;
  private final Rounds rounds;
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
    this.redemption = new CodeRedemption(settings, parts);
    this.pending = new PendingLogins(settings, sealer, clock);
    this.finished = new FinishedLogins(settings.lifetime(), parts.elapsed());
    this.rounds = new Rounds(settings);
    this.random = random;
    this.clock = clock;
  }

  /** Begins a login that shall end on the given page, and remembers it in the browser. */
  public LoginStart begin(ReturnTarget returnTo, CookieJar jar) {
    return begin(returnTo, Map.of(), jar);
  }

  /**
   * The same, for a caller who has wishes.
   *
   * @param wishes parameters with all their values; what may not pass is left out
   */
  public LoginStart begin(ReturnTarget returnTo, Map<String, List<String>> wishes, CookieJar jar) {
    LoginStart start = send(returnTo, settings.extra().granted(wishes), false, jar);
    if (start instanceof LoginStart.Redirect) {
      rounds.begin(returnTo, jar);
    }
    return start;
  }

  /** Begins a login once more, after the provider was told to show no page and could not do so. */
  public LoginStart beginWithPage(LoginOutcome.NeedsPage login, CookieJar jar) {
    return send(login.returnTo(), login.wishes(), true, jar);
  }

  private LoginStart send(
      ReturnTarget returnTo, Map<String, String> wishes, boolean withPage, CookieJar jar) {
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
    Map<String, String> extra = settings.extra().with(wishes);
    if (withPage) {
      extra.remove(PROMPT);
    }
    PendingLogin login = login(returnTo, wishes, "none".equals(extra.get(PROMPT)));
    pending.remember(login, jar).forEach(finished::drop);
    return new LoginStart.Redirect(
        AuthorizationRequest.address(endpoint.get(), settings, login, extra));
  }

  private PendingLogin login(ReturnTarget returnTo, Map<String, String> wishes, boolean silent) {
    return new PendingLogin(
        random.word(), random.word(), random.word(), returnTo, clock.instant(), wishes, silent);
  }

  /** Tells whether this browser was sent to sign in for this page again and again, to no end. */
  public boolean goesInCircles(ReturnTarget returnTo, Arrival arrival, CookieJar jar) {
    return rounds.areTooMany(returnTo, arrival, jar);
  }

  /** Counts anew: whoever starts again by hand is not stopped again at once. */
  public void forgetCircles(CookieJar jar) {
    rounds.forget(jar);
  }

  /** Forgets the oldest logins under way that a session just saved leaves no room for. */
  public void makeRoom(CookieJar jar) {
    pending.makeRoom(jar).forEach(finished::drop);
  }

  /** Forgets all logins that this browser has under way: whoever signs out wants none of them. */
  public void forget(CookieJar jar) {
    pending.forget(jar);
    rounds.forget(jar);
  }

  /** Judges a callback; the login that it belongs to is used up, whatever the outcome. */
  public LoginOutcome finish(String query, CookieJar jar) {
    Callback callback = Callback.read(query);
    if (callback == null || callback.state() == null) { // whose login that is, nobody can tell
      return new LoginOutcome.Refused(
          Reason.CALLBACK_MALFORMED,
          callback == null ? "too long, badly encoded or repeated" : "there is no state",
          null);
    }
    PendingLogin login = pending.take(callback.state(), jar);
    if (login == null) {
      return notUnderWay(callback, callback.state());
    }
    if (pending.isOver(login)) {
      long minutes = settings.lifetime().toMinutes();
      return stale(callback, "it took longer than " + minutes + " minutes", login.returnTo());
    }
    MetadataLookup lookup = metadata.current();
    if (!(lookup instanceof MetadataLookup.Ready ready)) {
      MetadataLookup.Missing missing = (MetadataLookup.Missing) lookup;
      return new LoginOutcome.Unavailable(missing.reason(), missing.detail());
    }
    LoginOutcome outcome = finished.finish(login, () -> judge(callback, ready.metadata(), login));
    if (outcome instanceof LoginOutcome.SignedIn) {
      rounds.finish(login.returnTo(), jar);
    }
    return outcome;
  }

  private LoginOutcome notUnderWay(Callback callback, String state) {
    ReturnTarget crowdedOut = finished.droppedTarget(state);
    if (crowdedOut != null && callback.hasCode()) {
      String detail =
          "more sign-ins were under way than are kept, at most "
              + settings.maxPending()
              + "; this one goes on by itself";
      return new LoginOutcome.Stale(detail, crowdedOut, true);
    }
    ReturnTarget wanted = finished.target(state);
    String detail =
        wanted == null
            ? "no login with this state is under way in this browser"
            : "this login is finished already";
    return stale(callback, detail, wanted);
  }

  private static LoginOutcome stale(
      Callback callback, String detail, @Nullable ReturnTarget wanted) {
    return callback.hasCode()
        ? new LoginOutcome.Stale(detail, wanted)
        : new LoginOutcome.Refused(Reason.STATE_UNKNOWN, detail, wanted);
  }

  private LoginOutcome judge(Callback callback, Metadata provider, PendingLogin login) {
    LoginOutcome refusal = callbackRefusal(callback, provider, login);
    return refusal != null ? refusal : redemption.redeem(String.valueOf(callback.code()), login);
  }

  /** What must be right before a code is shown to anybody: RFC 9700 section 4.4.2. */
  private @Nullable LoginOutcome callbackRefusal(
      Callback callback, Metadata provider, PendingLogin login) {
    String issuer = callback.issuer();
    if (issuer == null ? provider.issParameterSupported() : !settings.issuer().mayAnswer(issuer)) {
      return login.refused( // RFC 9207 section 2.4
          Reason.CALLBACK_ISSUER_WRONG,
          "iss is "
              + (issuer == null ? "missing" : issuer)
              + ", configured is "
              + settings.issuer());
    }
    if (callback.error() != null) {
      return login.silent() && NEEDS_PAGE.contains(callback.error())
          ? new LoginOutcome.NeedsPage(login.returnTo(), login.wishes())
          : login.refused(
              Reason.LOGIN_REFUSED, "the provider says " + SafeText.of(callback.error(), 100));
    }
    return callback.hasCode()
        ? null
        : login.refused(Reason.CALLBACK_MALFORMED, "there is neither a code nor an error");
  }
}
