package dev.latchkey.session;

import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.Sealer;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;
import dev.latchkey.token.VerifiedToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who signed in: recalled, saved and forgotten. Thread-safe. */
public final class Sessions {

  private final SessionSettings settings;
  private final CookieSessions cookies;
  private final AccessTokens accessTokens;
  private final InstantSource clock;

  /**
   * Makes the sessions of one application.
   *
   * @param accessTokens verifies the access token of a login for any audience, since it may be
   *     meant for services that this application calls
   */
  public Sessions(
      SessionSettings settings, Sealer sealer, AccessTokens accessTokens, InstantSource clock) {
    this.settings = settings;
    this.cookies = new CookieSessions(settings.cookieName(), sealer);
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /** Returns the session of a request; what cannot be read or has ended is removed. */
  public Optional<RecalledSession> recall(CookieJar jar) {
    if (!cookies.has(jar)) {
      return Optional.empty();
    }
    byte[] record = cookies.read(jar);
    Session session = record == null ? null : SessionRecord.read(record);
    String issuer = session == null ? null : settings.issuer().of(session.idClaims().asMap());
    if (session == null
        || issuer == null
        || !clock.instant().isBefore(session.endsAt())) { // over at the instant
      cookies.remove(jar);
      return Optional.empty();
    }
    return Optional.of(new RecalledSession(identity(session, issuer), session.idToken()));
  }

  private Identity identity(Session session, String issuer) {
    List<Claims> sources =
        settings.sources().stream().flatMap(source -> session.claims(source).stream()).toList();
    return Identity.ofSession(
            session.idClaims(),
            sources,
            session.accessClaims(),
            session.scopes(),
            settings.places(),
            session.endsAt(),
            HeldTokens.ofSession(session.accessToken(), session.idToken()))
        .vouchedForBy(issuer);
  }

  /**
   * Saves what a login left behind, in place of any session before it.
   *
   * @return the identity, or empty when the session is too large for the cookies it may use
   */
  public Optional<Identity> save(
      VerifiedIdToken idToken, TokenAnswer.Granted granted, CookieJar jar) {
    Instant now = clock.instant();
    Session session =
        new Session(
            now,
            now.plus(settings.maxAge()),
            idToken.raw(),
            idToken.claims(),
            granted.accessToken(),
            readable(granted.accessToken(), idToken.claims()),
            granted.scope() == null ? Set.of() : ClaimPlaces.split(granted.scope()));
    String issuer = Objects.requireNonNull(settings.issuer().of(idToken.claims().asMap()));
    byte[] record = SessionRecord.write(session);
    return record != null && cookies.write(record, jar)
        ? Optional.of(identity(session, issuer))
        : Optional.empty();
  }

  /** An access token that is no JWT, or not for our eyes, is simply not a source of claims. */
  private @Nullable Claims readable(String accessToken, Claims idClaims) {
    TokenResult<VerifiedToken> result = accessTokens.verify(accessToken);
    if (!(result instanceof TokenResult.Verified<VerifiedToken> verified)) {
      return null;
    }
    Claims claims = verified.token().claims();
    boolean samePerson =
        verified.token().identity().issuer().equals(settings.issuer().of(idClaims.asMap()))
            && claims.get("sub") != null
            && claims.get("sub").equals(idClaims.get("sub"));
    return samePerson ? claims : null;
  }

  /** Ends the session of a request. */
  public void forget(CookieJar jar) {
    cookies.remove(jar);
  }
}
