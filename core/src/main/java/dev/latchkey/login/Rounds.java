package dev.latchkey.login;

import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.Sha256;
import java.time.Duration;

/**
 * Counts how often in a row a browser is sent to sign in for the same page, and how often it came
 * back signed in, in a cookie that lives for a moment. The cookie is not sealed: it keeps no
 * secret, and nodes that do not share one must still be able to count together. Thread-safe.
 */
final class Rounds {

  /** So often somebody is sent; the next time there is a page instead. */
  static final int MOST = 3;

  /**
   * So many tabs of one page a browser may bring back at once, each of which has to be sent.
   * Redirects that lead back come to an end, too: browsers follow about twice as many.
   */
  static final int MOST_TABS = 10;

  /** Redirects follow each other faster than people open tabs. */
  static final Duration WHILE_SENT = Duration.ofSeconds(3);

  /** Whoever signed in and comes back without a session may have typed a password in between. */
  static final Duration AFTER_SIGN_IN = Duration.ofMinutes(2);

  private static final Count NONE = new Count(0, 0);

  private final String cookieName;
  private final CookieSettings cookies;

  Rounds(LoginSettings settings) {
    this.cookieName = settings.cookieName() + "-round";
    this.cookies = settings.cookies();
  }

  /**
   * A digit each.
   *
   * @param finished how often a sign-in came to its end
   * @param sent how often a browser was sent since then
   */
  private record Count(int finished, int sent) {

    static Count of(String digits) {
      int finished = Character.digit(digits.charAt(0), MOST + 1);
      int sent = Character.digit(digits.charAt(1), MOST_TABS + 1);
      return finished < 0 || sent < 0 ? NONE : new Count(finished, sent);
    }

    String digits() {
      return ""
          + Character.forDigit(Math.min(finished, MOST), MOST + 1)
          + Character.forDigit(Math.min(sent, MOST_TABS), MOST_TABS + 1);
    }
  }

  boolean areTooMany(ReturnTarget target, Arrival arrival, CookieJar jar) {
    Count soFar = soFar(target, jar);
    int mostSent = arrival == Arrival.ASKED_FOR ? MOST_TABS : MOST;
    return soFar.finished() >= MOST || soFar.sent() >= mostSent;
  }

  void begin(ReturnTarget target, CookieJar jar) {
    Count soFar = soFar(target, jar);
    put(new Count(soFar.finished(), soFar.sent() + 1), target, WHILE_SENT, jar);
  }

  /** From now on there should be a session. */
  void finish(ReturnTarget target, CookieJar jar) {
    put(new Count(soFar(target, jar).finished() + 1, 0), target, AFTER_SIGN_IN, jar);
  }

  void forget(CookieJar jar) {
    if (jar.has(cookieName)) {
      jar.remove(cookieName, cookies);
    }
  }

  private Count soFar(ReturnTarget target, CookieJar jar) {
    String value = jar.value(cookieName);
    boolean same = value != null && value.length() > 2 && value.substring(2).equals(mark(target));
    return same ? Count.of(value) : NONE;
  }

  private void put(Count count, ReturnTarget target, Duration time, CookieJar jar) {
    jar.put(cookieName, count.digits() + mark(target), time, cookies);
  }

  private static String mark(ReturnTarget target) {
    return "." + Base64Url.encode(Sha256.of(target.toString())).substring(0, 8);
  }
}
