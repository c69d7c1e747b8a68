package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.Revocation;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.session.SessionPlace.Found;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
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
  private final @Nullable Logouts logouts;
  private final @Nullable Revocation revocation;
  private final InstantSource clock;

  /** Makes the sessions of one application. */
  public Sessions(SessionSettings settings, SessionParts parts) {
    this.settings = settings;
    this.clock = parts.clock();
    this.place = place(settings, parts);
    this.logouts = logouts(settings, place, parts);
    this.revocation = parts.revocation();
    this.maker = new SessionMaker(settings, parts.accessTokens(), clock);
    this.refresher =
        new Refresher(parts.tokenEndpoint(), parts.idTokens(), maker, clock, parts.elapsed());
  }

  private static SessionPlace place(SessionSettings settings, SessionParts parts) {
    if (parts.store() != null) {
      return new StoredSessions(settings, parts.store(), parts.sealer(), parts.clock());
    }
    Revocations revocations =
        parts.ended() == null ? null : new Revocations(settings, parts.ended(), parts.sealer());
    return new CookieSessions(settings, parts.sealer(), parts.clock(), revocations);
  }

  private static @Nullable Logouts logouts(
      SessionSettings settings, SessionPlace place, SessionParts parts) {
    SealedStore store = parts.store() != null ? parts.store() : parts.ended();
    return store == null
        ? null
        : new Logouts(settings.issuer(), place, new UsedLogoutTokens(store, parts.sealer()));
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

  /** Saves what a login left behind, in place of any session before it. */
  public Saved save(NewSession login, CookieJar jar) {
    Session session = maker.begin(login);
    switch (place.begin(session, login.word(), jar)) {
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
    return new SignedOut(session == null ? null : session.idToken(), everywhere);
  }

  private static void giveUp(SessionTokens tokens, Revocation revocation) {
    if (tokens.refreshToken() != null) {
      revocation.giveUpRefreshToken(tokens.refreshToken());
    } else if (tokens.accessToken() != null) {
      revocation.giveUpAccessToken(tokens.accessToken());
    }
  }

  /** Ends sessions that the provider speaks of; empty where none of them could be found. */
  public Optional<Logouts> logouts() {
    return Optional.ofNullable(logouts);
  }
}
