package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.token.LoginDemands;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authorization code flow with PKCE, from the first redirect to the ID token. Thread-safe. */
public final class LoginFlow {

  private static final String PROMPT = "prompt";

  private final LoginSettings settings;
  private final MetadataSource metadata;
  private final AnswerCheck check;
  private final CodeRedemption redemption;
  private final PendingLogins pending;
  private final PostedAnswers posted;
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
    this.check = new AnswerCheck(settings);
    this.redemption = new CodeRedemption(settings, parts, random);
    this.pending = new PendingLogins(settings, sealer, clock);
    this.posted = new PostedAnswers(settings.cookieName(), sealer);
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
    return first(returnTo, settings.extra().granted(wishes), jar);
  }

  /** The same, for a user who is to be authenticated as the page demands. */
  public LoginStart begin(ReturnTarget returnTo, LoginDemands demands, CookieJar jar) {
    return first(returnTo, ExtraParameters.asking(demands), jar);
  }

  private LoginStart first(ReturnTarget returnTo, Map<String, String> wishes, CookieJar jar) {
    LoginStart start = send(returnTo, wishes, false, jar);
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
        AuthorizationRequest.address(endpoint.get(), settings, login, extra),
        settings.doubt(ready.metadata()));
  }

  private PendingLogin login(ReturnTarget returnTo, Map<String, String> wishes, boolean silent) {
    return new PendingLogin(
        random.word(), random.word(), random.word(), returnTo, clock.instant(), wishes, silent);
  }

  /**
   * Tells whether this browser was sent to sign in for this page again and again: to no end, or
   * because it brings back many tabs.
   */
  public boolean goesInCircles(ReturnTarget returnTo, CookieJar jar) {
    return rounds.areTooMany(returnTo, jar);
  }

  /** The same, where no tabs explain it: the last round signed in, so there should be a session. */
  public boolean goesInCirclesForCertain(ReturnTarget returnTo, CookieJar jar) {
    return rounds.areInVain(returnTo, jar);
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

  /** Tells whether answers come in a form that is posted, and not in an address. */
  public boolean takesForms() {
    return settings.takesForms();
  }

  /**
   * Takes an answer that was posted. Nothing is judged yet but whose login it is: browsers show no
   * session along with what another site posts, so it comes once more as a page load.
   */
  public LoginOutcome receive(Map<String, List<String>> form, CookieJar jar) {
    Callback callback = Callback.of(form);
    if (callback == null || callback.state() == null) {
      return malformed(callback == null ? "repeated" : "there is no state");
    }
    PendingLogin login = pending.find(callback.state(), jar);
    if (login == null && !callback.hasCode()) {
      return judged(notUnderWay(callback.state()), callback);
    }
    if (login != null && !callback.saysSomething()) {
      pending.forget(login, jar);
      return login.refused(
          Reason.CALLBACK_MALFORMED, "there is neither a code nor an error in the form");
    }
    // the code of a login that is not this browser's is none of our business: it is left out
    String sealed = posted.seal(login == null ? Callback.stale(callback.state()) : callback);
    return sealed == null
        ? malformed("more than " + PostedAnswers.MAX_CHARS + " characters")
        : new LoginOutcome.SentOn(sealed);
  }

  /**
   * Judges the query of a callback. The login that it belongs to is used up, whatever the outcome,
   * unless that says otherwise.
   */
  public LoginOutcome finish(String query, CookieJar jar) {
    return takesForms() ? finishPosted(query, jar) : finish(Callback.read(query), jar);
  }

  private LoginOutcome finishPosted(String query, CookieJar jar) {
    if (Callback.isPlain(query)) {
      return malformed(
          "it came in the address, though a form was asked for; so answers a provider that does not"
              + " know response_mode=form_post");
    }
    Callback callback = posted.open(query);
    if (callback == null) {
      return new LoginOutcome.Stale("what was posted does not open", null);
    }
    return callback.saysSomething()
        ? finish(callback, jar)
        : notUnderWay(String.valueOf(callback.state()));
  }

  private LoginOutcome finish(@Nullable Callback callback, CookieJar jar) {
    if (callback == null || callback.state() == null) { // whose login that is, nobody can tell
      return malformed(
          callback == null ? "too long, badly encoded or repeated" : "there is no state");
    }
    PendingLogin login = pending.find(callback.state(), jar);
    if (login == null) {
      return judged(notUnderWay(callback.state()), callback);
    }
    LoginOutcome outcome = finish(callback, login);
    if (outcome.usesLoginUp()) {
      pending.forget(login, jar);
    }
    if (outcome instanceof LoginOutcome.SignedIn) {
      rounds.finish(login.returnTo(), jar);
    }
    return outcome;
  }

  private LoginOutcome finish(Callback callback, PendingLogin login) {
    if (pending.isOver(login)) {
      long minutes = settings.lifetime().toMinutes();
      String detail = "it took longer than " + minutes + " minutes";
      return judged(new LoginOutcome.Stale(detail, login.returnTo()), callback);
    }
    MetadataLookup lookup = metadata.current();
    if (!(lookup instanceof MetadataLookup.Ready ready)) {
      MetadataLookup.Missing missing = (MetadataLookup.Missing) lookup;
      return new LoginOutcome.Unavailable(missing.reason(), missing.detail(), null);
    }
    return finished.finish(login, () -> judge(callback, ready.metadata(), login));
  }

  private LoginOutcome.Stale notUnderWay(String state) {
    ReturnTarget crowdedOut = finished.droppedTarget(state);
    if (crowdedOut != null) {
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
    return new LoginOutcome.Stale(detail, wanted);
  }

  /** Whoever brings a code may have signed in meanwhile; an error signs nobody in. */
  private static LoginOutcome judged(LoginOutcome.Stale stale, Callback callback) {
    return callback.hasCode()
        ? stale
        : new LoginOutcome.Refused(Reason.STATE_UNKNOWN, stale.detail(), stale.wanted());
  }

  private static LoginOutcome malformed(String detail) {
    return new LoginOutcome.Refused(Reason.CALLBACK_MALFORMED, detail, null);
  }

  private LoginOutcome judge(Callback callback, Metadata provider, PendingLogin login) {
    LoginOutcome refusal = check.refusal(callback, provider, login);
    return refusal != null ? refusal : redemption.redeem(String.valueOf(callback.code()), login);
  }
}
