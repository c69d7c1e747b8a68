package dev.latchkey.login;

import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.ConstantTime;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Sha256;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logins that a browser has under way, one sealed cookie each, so that many tabs can sign in at
 * once and nothing grows on the server. Thread-safe.
 */
final class PendingLogins {

  private static final String PURPOSE = "login";

  /** What all of them together may take of the request's headers, in characters. */
  private static final int MAX_CHARS = 3 * 1024;

  /** What they may take together with a session: containers stop at 8 KiB of headers. */
  private static final int MAX_CHARS_WITH_SESSION = 6 * 1024;

  /** So much longer a browser remembers which page a login that took too long was for. */
  private static final Duration AFTERWARDS = Duration.ofHours(1);

  /** Each that is deleted takes a line of the answer, and anybody can send hundreds. */
  private static final int MAX_LOOKED_AT = 20;

  private final LoginSettings settings;
  private final Sealer sealer;
  private final InstantSource clock;
  private final CookieSettings cookies;

  PendingLogins(LoginSettings settings, Sealer sealer, InstantSource clock) {
    this.settings = settings;
    this.sealer = sealer;
    this.clock = clock;
    this.cookies = // a form comes from the provider's page
        settings.responseMode() == ResponseMode.FORM_POST
            ? settings.cookies().fromOtherSites()
            : settings.cookies();
  }

  /** Keeps a login, and gives those that it leaves no room for. */
  List<PendingLogin> remember(PendingLogin login, CookieJar jar) {
    put(login, jar);
    List<PendingLogin> dropped = makeRoom(settings.maxPending() - 1, jar);
    if (isTooMuch(jar)) { // beside a large session: what goes is the way back, not the session
      put(login.toFrontPage(), jar);
    }
    return dropped;
  }

  private void put(PendingLogin login, CookieJar jar) {
    String name = cookieName(login.state());
    String sealed = sealer.seal(PURPOSE, name, login.toBytes());
    jar.put(name, sealed, settings.lifetime().plus(AFTERWARDS), cookies);
  }

  /** Drops the oldest, which it gives, until the rest fits beside a session just saved. */
  List<PendingLogin> makeRoom(CookieJar jar) {
    return makeRoom(settings.maxPending(), jar);
  }

  private List<PendingLogin> makeRoom(int others, CookieJar jar) {
    List<PendingLogin> dropped = new ArrayList<>();
    List<PendingLogin> oldestLast = readable(jar);
    oldestLast.sort(Comparator.comparing(PendingLogin::begunAt).reversed());
    for (int i = oldestLast.size() - 1; i >= 0 && (i >= others || isTooMuch(jar)); i--) {
      dropped.add(oldestLast.get(i));
      jar.remove(cookieName(oldestLast.get(i).state()), cookies);
    }
    return dropped;
  }

  private boolean isTooMuch(CookieJar jar) {
    return jar.charsAfter(prefix()) > MAX_CHARS
        || jar.charsAfter(settings.cookieName()) > MAX_CHARS_WITH_SESSION;
  }

  private List<PendingLogin> readable(CookieJar jar) {
    List<PendingLogin> kept = new ArrayList<>();
    for (String name : names(jar)) {
      PendingLogin login = open(name, jar);
      if (login == null || isOver(login)) {
        jar.remove(name, cookies);
      } else {
        kept.add(login);
      }
    }
    return kept;
  }

  private List<String> names(CookieJar jar) {
    return jar.namesStartingWith(prefix()).stream().limit(MAX_LOOKED_AT).toList();
  }

  /**
   * Finds the login that a callback belongs to; it does not count when it {@link #isOver}. What
   * stands in its place and is none is removed.
   */
  @Nullable PendingLogin find(String state, CookieJar jar) {
    String name = cookieName(state);
    if (!jar.has(name)) {
      return null;
    }
    PendingLogin login = open(name, jar);
    if (login != null && ConstantTime.equal(login.state(), state)) {
      return login;
    }
    jar.remove(name, cookies);
    return null;
  }

  /** Forgets a login that is finished: it counts once. */
  void forget(PendingLogin login, CookieJar jar) {
    jar.remove(cookieName(login.state()), cookies);
  }

  void forget(CookieJar jar) {
    names(jar).forEach(name -> jar.remove(name, cookies));
  }

  private @Nullable PendingLogin open(String name, CookieJar jar) {
    String sealed = jar.value(name);
    byte[] bytes = sealed == null ? null : sealer.open(PURPOSE, name, sealed);
    return bytes == null ? null : PendingLogin.of(bytes);
  }

  /** Tells whether a login took too long: at the instant itself it has expired. */
  boolean isOver(PendingLogin login) {
    return !clock.instant().isBefore(login.begunAt().plus(settings.lifetime()));
  }

  private String prefix() {
    return settings.cookieName() + "-login-";
  }

  private String cookieName(String state) {
    return prefix() + Base64Url.encode(Sha256.of(state)).substring(0, 10);
  }
}
