package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.token.VerifiedLogoutToken;
import java.io.IOException;
import java.time.Duration;

/** Ends the sessions that a provider says have ended, each word of it once. Thread-safe. */
public final class Logouts {

  private final IssuerMatch issuer;
  private final SessionPlace place;
  private final UsedLogoutTokens used;

  Logouts(IssuerMatch issuer, SessionPlace place, UsedLogoutTokens used) {
    this.issuer = issuer;
    this.place = place;
    this.used = used;
  }

  /**
   * Ends what a logout token names.
   *
   * @param acceptable how long the same token would still be accepted
   */
  public LogoutResult end(VerifiedLogoutToken token, Duration acceptable) {
    boolean remembered = true;
    try {
      if (!used.use(token, acceptable)) {
        return new LogoutResult.Refused(
            Reason.TOKEN_REPLAYED, "a logout token of this jti was used before");
      }
    } catch (IOException e) { // to end a session twice harms less than not to end it
      remembered = false;
    }
    LogoutResult result = end(Logout.of(token));
    if (result instanceof LogoutResult.Unavailable) {
      allowAgain(token);
    }
    return result instanceof LogoutResult.Done ? new LogoutResult.Done(remembered) : result;
  }

  private void allowAgain(VerifiedLogoutToken token) {
    try {
      used.forget(token);
    } catch (IOException e) {
      // then it must be another token; the provider makes a new one each time
    }
  }

  /**
   * Ends one session of the provider's, whoever says so: to know its name is the proof.
   *
   * @param said as the request names it
   */
  public LogoutResult end(String said, String sessionId) {
    String owner = issuer.ofName(said);
    return owner == null
        ? new LogoutResult.Refused(Reason.ISSUER_WRONG, "another issuer's session is none of ours")
        : end(Logout.ofSession(owner, sessionId));
  }

  private LogoutResult end(Logout logout) {
    try {
      return place.end(logout);
    } catch (IOException e) {
      return new LogoutResult.Unavailable(String.valueOf(e.getMessage()));
    }
  }
}
