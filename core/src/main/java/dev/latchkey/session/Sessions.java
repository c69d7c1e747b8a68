package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.session.SessionPlace.Found;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who signed in: recalled, refreshed, saved and forgotten. Thread-safe. */
public final class Sessions {

  private final SessionSettings settings;
  private final SessionPlace place;
  private final SessionMaker maker;
  private final Refresher refresher;
  private final InstantSource clock;

  /** Makes the sessions of one application. */
  public Sessions(SessionSettings settings, SessionParts parts) {
    this.settings = settings;
    this.clock = parts.clock();
    this.place =
        parts.store() == null
            ? new CookieSessions(settings, parts.sealer(), clock)
            : new StoredSessions(settings, parts.store(), parts.sealer(), parts.random(), clock);
    this.maker = new SessionMaker(settings, parts.accessTokens(), parts.random(), clock);
    this.refresher =
        new Refresher(parts.tokenEndpoint(), parts.idTokens(), maker, clock, parts.elapsed());
  }

  /**
   * Finds out whose session a request carries, and brings it new tokens when they are due. What
   * does not count any more is removed.
   */
  public Recall recall(CookieJar jar) {
    return place.has(jar) ? judge(place.read(jar), jar) : Recall.NONE;
  }

  /** Whose session a request carries, without any call: for signing out. */
  public Optional<RecalledSession> peek(CookieJar jar) {
    return place.has(jar)
            && place.read(jar) instanceof Found found
            && issuer(found.session()) != null
        ? Optional.of(recalled(found))
        : Optional.empty();
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
    Instant now = clock.instant();
    if (!now.isBefore(found.session().endsAt())) { // over at the instant itself
      return over(Reason.SESSION_EXPIRED, "", jar);
    }
    if (issuer(found.session()) == null) { // the settings have changed since
      return over(Reason.ISSUER_WRONG, "the session is of an issuer that does not count", jar);
    }
    return found.session().tokens().isRefreshDue(now) ? refreshed(found, jar) : alive(found);
  }

  private Recall refreshed(Found found, CookieJar jar) {
    RefreshResult result = refresher.refresh(found.session());
    if (result instanceof RefreshResult.Renewed renewed) {
      return keep(found, renewed.session(), jar);
    }
    if (result instanceof RefreshResult.Ended ended) {
      return end(found, ended, jar);
    }
    RefreshResult.Failed failed = (RefreshResult.Failed) result;
    return found.session().tokens().isOver(clock.instant())
        ? new Recall.Unavailable(failed.reason(), failed.detail())
        : alive(found); // an outage ends nothing before its time
  }

  private Recall keep(Found before, Session renewed, CookieJar jar) {
    switch (place.replace(before, renewed, jar)) {
      case TOO_LARGE:
        return over(Reason.SESSION_TOO_LARGE, "with its new tokens", jar);
      case CHANGED: // by another request of this session, or by its end
        return another(before, jar);
      default: // where it could not be kept, the next request is given the same again
        return alive(new Found(renewed, before.ticket(), before.version() + 1));
    }
  }

  /** Whoever was first has the tokens that count, and a session that was ended stays so. */
  private Recall another(Found before, CookieJar jar) {
    SessionPlace.Reading reading = place.readAgain(before);
    return reading instanceof Found found ? alive(found) : judge(reading, jar);
  }

  /** The refresh token may be spent because another node has its successor. */
  private Recall end(Found before, RefreshResult.Ended ended, CookieJar jar) {
    return place.readAgain(before) instanceof Found found && found.version() > before.version()
        ? alive(found)
        : over(ended.reason(), ended.detail(), jar);
  }

  private Recall over(Reason reason, String detail, CookieJar jar) {
    place.remove(jar);
    return new Recall.Over(reason, detail);
  }

  private static Recall unavailable(String detail) {
    return new Recall.Unavailable(Reason.SESSION_STORE_UNAVAILABLE, detail);
  }

  private Recall alive(Found found) {
    return new Recall.Alive(recalled(found));
  }

  private RecalledSession recalled(Found found) {
    return new RecalledSession(identity(found), found.session().idToken());
  }

  private @Nullable String issuer(Session session) {
    return settings.issuer().of(session.idClaims().asMap());
  }

  private Identity identity(Found found) {
    Session session = found.session();
    List<Claims> sources =
        settings.sources().stream().flatMap(source -> session.claims(source).stream()).toList();
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

  /**
   * Saves what a login left behind, in place of any session before it.
   *
   * @param userinfo what the userinfo endpoint said; {@code null} where it was not asked
   */
  public Saved save(
      VerifiedIdToken idToken,
      TokenAnswer.Granted granted,
      @Nullable Claims userinfo,
      CookieJar jar) {
    Session session = maker.begin(idToken, granted, userinfo);
    switch (place.begin(session, jar)) {
      case DONE:
        return new Saved.Done(identity(new Found(session, null, 1)));
      case UNAVAILABLE:
        return new Saved.Unavailable(Reason.SESSION_STORE_UNAVAILABLE, "");
      default:
        place.remove(jar); // whoever was signed in before is not this user
        return new Saved.TooLarge();
    }
  }

  /**
   * Ends the session of a request.
   *
   * @return false when the store could not be told: the browser has no session any more, but
   *     whoever holds a copy of its cookie has one until its time is up
   */
  public boolean forget(CookieJar jar) {
    return place.remove(jar);
  }
}
