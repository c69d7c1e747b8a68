package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.Revocation;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.session.SessionPlace.Found;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who signed in: recalled, refreshed, saved and forgotten. Thread-safe. */
public final class Sessions {

  private final SessionSettings settings;
  private final SessionPlace place;
  private final KeptBack keptBack;
  private final SessionMaker maker;
  private final Refresher refresher;
  private final @Nullable Logouts logouts;
  private final @Nullable Revocation revocation;
  private final InstantSource clock;

  /** Makes the sessions of one application. */
  public Sessions(SessionSettings settings, SessionParts parts) {
    this(settings, parts, Pause.SLEEP);
  }

  Sessions(SessionSettings settings, SessionParts parts, Pause pause) {
    this.settings = settings;
    this.clock = parts.clock();
    this.place = parts.place(settings);
    this.keptBack = new KeptBack(settings, place);
    this.logouts = parts.logouts(settings, place);
    this.revocation = parts.revocation();
    this.maker = new SessionMaker(settings, parts.accessTokens(), clock);
    this.refresher =
        new Refresher(
            new TokenRefresh(parts.tokenEndpoint(), parts.idTokens(), maker),
            parts.turns(place, pause),
            parts.background(),
            clock,
            parts.elapsed());
  }

  /**
   * Finds out whose session a request carries, and brings it new tokens when they are due. What
   * does not count any more is removed.
   */
  public Recall recall(CookieJar jar) {
    return place.has(jar) ? judge(place.read(jar), jar) : Recall.NONE;
  }

  /**
   * Whose session a request carries, looked at in passing: nobody is called, nothing is removed,
   * and it does not count as use of the session.
   */
  public Recall glance(CookieJar jar) {
    if (!place.has(jar)) {
      return Recall.NONE;
    }
    SessionPlace.Glimpse seen = place.look(jar);
    if (seen.reading() instanceof Found found) {
      Recall.Over over = end(found);
      return over == null ? new Recall.Alive(recalled(found, seen.idleEnd())) : over;
    }
    return seen.reading() instanceof SessionPlace.Absent absent
        ? new Recall.Over(absent.reason(), "")
        : unavailable(((SessionPlace.Unavailable) seen.reading()).detail());
  }

  private Recall judge(SessionPlace.Reading reading, CookieJar jar) {
    if (reading instanceof Found found) {
      return judge(found, jar);
    }
    if (reading instanceof SessionPlace.Absent absent) {
      return over(absent.reason(), "", jar);
    }
    return unavailable(((SessionPlace.Unavailable) reading).detail());
  }

  private Recall judge(Found found, CookieJar jar) {
    Recall.Over over = end(found);
    if (over != null) {
      return over(over.reason(), over.detail(), jar);
    }
    boolean due = found.session().tokens().isRefreshDue(clock.instant());
    return due ? refreshed(found, jar) : alive(found);
  }

  private Recall.@Nullable Over end(Found found) {
    if (!clock.instant().isBefore(found.session().endsAt())) { // over at the instant itself
      return new Recall.Over(Reason.SESSION_EXPIRED, "");
    }
    return issuer(found.session()) == null // the settings have changed since
        ? new Recall.Over(Reason.ISSUER_WRONG, "the session is of an issuer that does not count")
        : null;
  }

  private Recall refreshed(Found found, CookieJar jar) {
    RefreshResult result = refresher.refresh(found);
    if (result instanceof RefreshResult.Renewed renewed) {
      return keep(found, renewed.session(), jar);
    }
    if (result instanceof RefreshResult.Stored stored) {
      return alive(stored.found());
    }
    if (result instanceof RefreshResult.Ended ended) {
      return end(found, ended, jar);
    }
    if (result instanceof RefreshResult.Elsewhere elsewhere) {
      return unlessOver(found, elsewhere.now(), jar);
    }
    RefreshResult.Failed failed = (RefreshResult.Failed) result;
    return unlessOver(found, new Recall.Unavailable(failed.reason(), failed.detail()));
  }

  private Recall keep(Found before, Session renewed, CookieJar jar) {
    SessionPlace.Reading now = place.replace(before, renewed, jar);
    if (now instanceof Found found) {
      return alive(found);
    }
    return now instanceof SessionPlace.Absent absent
        ? over(absent.reason(), "with its new tokens", jar)
        : alive(before.with(renewed)); // the next request is given the same again
  }

  /** The refresh token may be spent because another node has its successor. */
  private Recall end(Found before, RefreshResult.Ended ended, CookieJar jar) {
    SessionPlace.Reading now = place.readAgain(before);
    return now instanceof Found found && found.hasTokensOf(before)
        ? over(ended.reason(), ended.detail(), jar)
        : unlessOver(before, now, jar);
  }

  private Recall unlessOver(Found before, SessionPlace.Reading now, CookieJar jar) {
    if (now instanceof Found found && !found.hasTokensOf(before)) {
      return alive(found);
    }
    if (now instanceof SessionPlace.Absent absent) {
      return over(absent.reason(), "", jar);
    }
    return unlessOver(
        before,
        now instanceof SessionPlace.Unavailable outage
            ? unavailable(outage.detail())
            : new Recall.Unavailable(
                Reason.TOKEN_ENDPOINT_FAILED, "another node refreshes the session"));
  }

  /** An outage ends nothing before its time. */
  private Recall unlessOver(Found found, Recall unavailable) {
    return found.session().tokens().isOver(clock.instant()) ? unavailable : alive(found);
  }

  private Recall over(Reason reason, String detail, CookieJar jar) {
    place.remove(jar);
    return new Recall.Over(reason, detail);
  }

  /** The cookie stays either way: when the store is back, so are its users. */
  private Recall unavailable(String detail) {
    Reason reason = Reason.SESSION_STORE_UNAVAILABLE;
    return settings.onStoreFailure() == StoreFailure.LOGIN
        ? new Recall.Over(reason, detail)
        : new Recall.Unavailable(reason, detail);
  }

  private Recall alive(Found found) {
    return new Recall.Alive(recalled(found, null));
  }

  private RecalledSession recalled(Found found, @Nullable Instant idleEnd) {
    return new RecalledSession(identity(found), found.session().endsAt(), idleEnd);
  }

  private @Nullable String issuer(Session session) {
    return settings.issuer().of(session.idClaims().asMap());
  }

  private Identity identity(Found found) {
    Session session = found.session();
    List<Claims> sources = new ArrayList<>();
    for (ClaimSource source : settings.sources()) {
      session.claims(source).ifPresent(sources::add);
    }
    return Identity.ofSession(
            session.idClaims(),
            sources,
            session.tokens().accessClaims(),
            session.tokens().scopes(),
            settings.places(),
            session.endsAt(),
            HeldTokens.ofSession(
                session.tokens().accessToken(),
                session.idToken(),
                new LiveTokens(found, place, refresher, clock)))
        .vouchedForBy(Objects.requireNonNull(issuer(session)));
  }

  /** Saves what a login left behind, in place of any session before it. */
  public Saved save(NewSession login, CookieJar jar) {
    Session session = maker.begin(login);
    switch (place.begin(session, login.word(), jar)) {
      case DONE:
        return new Saved.Done(identity(Found.inBrowser(session)));
      case ENDED:
        return new Saved.Ended();
      case UNAVAILABLE:
        return new Saved.Unavailable(Reason.SESSION_STORE_UNAVAILABLE, "");
      default:
        place.revoke(jar); // whoever was signed in before is not this user
        return new Saved.TooLarge();
    }
  }

  /**
   * Ends the session of a request, first of all here; its tokens are given up at the provider in
   * the background, where it takes them.
   */
  public SignedOut signOut(CookieJar jar) {
    Session session =
        place.has(jar)
                && place.look(jar).reading() instanceof Found found
                && issuer(found.session()) != null // no token goes to whom it is not from
            ? found.session()
            : null;
    boolean everywhere = place.revoke(jar);
    if (session != null && revocation != null) {
      giveUp(session.tokens(), revocation);
    }
    return session == null
        ? new SignedOut(false, null, everywhere)
        : new SignedOut(true, session.idToken(), everywhere);
  }

  private static void giveUp(SessionTokens tokens, Revocation revocation) {
    if (tokens.refreshToken() != null) {
      revocation.giveUpRefreshToken(tokens.refreshToken());
    } else if (tokens.accessToken() != null) {
      revocation.giveUpAccessToken(tokens.accessToken());
    }
  }

  /** The name of the cookie that a session is known by. */
  public String cookieName() {
    return settings.cookieName();
  }

  /** Sessions that a browser has and does not show. */
  public KeptBack keptBack() {
    return keptBack;
  }

  /** Ends sessions that the provider speaks of; empty where none of them could be found. */
  public Optional<Logouts> logouts() {
    return Optional.ofNullable(logouts);
  }

  /** Lets no more refreshes begin; what those under way bring still counts. */
  public void close() {
    refresher.close();
  }

  /** Waits until what refreshes under way bring is kept, once no more may begin. */
  public void land(Duration longest) {
    refresher.land(longest);
  }
}
