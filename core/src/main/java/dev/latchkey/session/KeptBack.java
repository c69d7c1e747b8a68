package dev.latchkey.session;

import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.SameSite;
import dev.latchkey.seal.Sha256;
import java.time.Duration;

/**
 * Sessions that a browser has and does not show: it keeps {@code SameSite=Strict} cookies back when
 * another site sent it here. It is asked once to come again by itself; a cookie that lives for a
 * moment says for which page it was asked. Thread-safe.
 */
public final class KeptBack {

  /** A page that goes on by itself does so at once. */
  static final Duration MOMENT = Duration.ofSeconds(3);

  private final SessionPlace place;
  private final String sessionCookie;
  private final String cookieName;
  private final boolean strict;
  private final CookieSettings cookies;

  KeptBack(SessionSettings settings, SessionPlace place) {
    CookieSettings session = settings.cookies();
    this.place = place;
    this.sessionCookie = settings.cookieName();
    this.cookieName = sessionCookie + ".again";
    this.strict = session.sameSite() == SameSite.STRICT;
    this.cookies =
        new CookieSettings(session.domain(), session.path(), session.secure(), SameSite.LAX);
  }

  /** Tells whether there can be such sessions at all. */
  public boolean isPossible() {
    return strict;
  }

  /**
   * Tells whether a browser that another site sent here may have a session all the same, and was
   * not asked for it just now.
   *
   * @param address the page that it was sent to
   */
  public boolean isWorthAsking(String address, CookieJar jar) {
    return mayExist(jar) && !mark(address).equals(jar.value(cookieName));
  }

  private boolean mayExist(CookieJar jar) {
    return strict && !place.has(jar);
  }

  /** Notes that a browser is asked to come to this page again with what it kept back. */
  public void noteAsked(String address, CookieJar jar) {
    jar.put(cookieName, mark(address), MOMENT, cookies);
  }

  /** Counts a session that a browser may have kept back among its cookies. */
  public void leaveRoom(CookieJar jar) {
    if (mayExist(jar)) {
      jar.expect(sessionCookie, place.mostChars());
    }
  }

  private static String mark(String address) {
    return Base64Url.encode(Sha256.of(address)).substring(0, 8);
  }
}
