package dev.latchkey.session;

import dev.latchkey.session.SessionPlace.Found;
import dev.latchkey.token.HeldTokens;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The access token of a session, for as long as a request may run: refreshed when it is due, also
 * long after the answer has begun. Thread-safe.
 */
final class LiveTokens implements HeldTokens.Source {

  private final SessionPlace place;
  private final Refresher refresher;
  private final InstantSource clock;
  private volatile Found latest;

  LiveTokens(Found found, SessionPlace place, Refresher refresher, InstantSource clock) {
    this.latest = found;
    this.place = place;
    this.refresher = refresher;
    this.clock = clock;
  }

  @Override
  public String accessToken() {
    Found found = latest;
    Instant now = clock.instant();
    SessionTokens tokens = found.session().tokens();
    if (tokens.isRefreshDue(now)) {
      latest = refreshed(found);
      tokens = latest.session().tokens();
    }
    if (tokens.accessToken() == null) {
      throw new IllegalStateException("this session keeps no access token (session.keep=none)");
    }
    if (tokens.isOver(now)) {
      throw new IllegalStateException(
          "the access token ended at " + tokens.endsAt() + " and could not be refreshed");
    }
    return tokens.accessToken();
  }

  /** No cookie can be set any more: the next request is given the same by {@link Refresher}. */
  private Found refreshed(Found before) {
    RefreshResult result = refresher.refresh(before);
    if (result instanceof RefreshResult.Renewed renewed) {
      return place.replace(before, renewed.session(), null) instanceof Found kept
          ? kept
          : before.with(renewed.session());
    }
    return result instanceof RefreshResult.Stored stored ? stored.found() : before;
  }
}
