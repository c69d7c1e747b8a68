package dev.latchkey.login;

import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.Sha256;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often in a row a browser is sent to sign in for the same page, in a cookie that lives
 * for a moment. The cookie is not sealed: it keeps no secret, and nodes that do not share one must
 * still be able to count together. Thread-safe.
 */
final class Rounds {

  /** So often somebody is sent; the next time there is a page instead. */
  static final int MOST = 3;

  /** Counted once the last of these has signed somebody in, who would bring a session along. */
  private static final int IN_VAIN = MOST + 1;

  /** Redirects follow each other faster than people open tabs. */
  static final Duration WHILE_SENT = Duration.ofSeconds(3);

  /** Whoever signed in and comes back without a session may have typed a password in between. */
  static final Duration AFTER_SIGN_IN = Duration.ofMinutes(2);

  private final String cookieName;
  private final CookieSettings cookies;

  Rounds(LoginSettings settings) {
    this.cookieName = settings.cookieName() + "-round";
    this.cookies = settings.cookies();
  }

  boolean areTooMany(ReturnTarget target, CookieJar jar) {
    return soFar(target, jar) >= MOST;
  }

  /** Tells whether the rounds ended well, so that whoever has no session now is not kept any. */
  boolean areInVain(ReturnTarget target, CookieJar jar) {
    return soFar(target, jar) == IN_VAIN;
  }

  void begin(ReturnTarget target, CookieJar jar) {
    put(Math.min(soFar(target, jar) + 1, MOST), target, WHILE_SENT, jar);
  }

  /** From now on there should be a session. */
  void finish(ReturnTarget target, CookieJar jar) {
    int rounds = soFar(target, jar);
    put(rounds < MOST ? Math.max(1, rounds) : IN_VAIN, target, AFTER_SIGN_IN, jar);
  }

  void forget(CookieJar jar) {
    if (jar.has(cookieName)) {
      jar.remove(cookieName, cookies);
    }
  }

  private int soFar(ReturnTarget target, CookieJar jar) {
    String value = jar.value(cookieName);
    boolean same = value != null && value.length() > 1 && value.substring(1).equals(mark(target));
    return same ? count(value) : 0;
  }

  private static int count(@Nullable String value) {
    char digit = value == null ? '0' : value.charAt(0);
    return digit < '0' || digit > '0' + IN_VAIN ? 0 : digit - '0';
  }

  private void put(int rounds, ReturnTarget target, Duration time, CookieJar jar) {
    jar.put(cookieName, rounds + mark(target), time, cookies);
  }

  private static String mark(ReturnTarget target) {
    return "." + Base64Url.encode(Sha256.of(target.toString())).substring(0, 8);
  }
}
