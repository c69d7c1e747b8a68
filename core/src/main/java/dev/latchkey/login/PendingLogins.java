package dev.latchkey.login;

import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
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

  private final LoginSettings settings;
  private final Sealer sealer;
  private final InstantSource clock;

  PendingLogins(LoginSettings settings, Sealer sealer, InstantSource clock) {
    this.settings = settings;
    this.sealer = sealer;
    this.clock = clock;
  }

  void remember(PendingLogin login, CookieJar jar) {
    String name = cookieName(login.state());
    String sealed = sealer.seal(PURPOSE, name, login.toBytes());
    makeRoom(sealed.length() + name.length(), jar);
    jar.put(name, sealed, settings.lifetime());
  }

  private void makeRoom(int chars, CookieJar jar) {
    List<Kept> kept = readable(jar);
    kept.sort(Comparator.comparing(Kept::begunAt).reversed());
    int left = MAX_CHARS - chars;
    int count = 1;
    for (Kept each : kept) {
      left -= each.chars();
      count++;
      if (left < 0 || count > settings.maxPending()) {
        jar.remove(each.name());
      }
    }
  }

  private List<Kept> readable(CookieJar jar) {
    List<Kept> kept = new ArrayList<>();
    for (String name : jar.namesStartingWith(prefix())) {
      PendingLogin login = open(name, jar);
      if (login == null) {
        jar.remove(name);
      } else {
        kept.add(new Kept(name, name.length() + jar.length(name), login.begunAt()));
      }
    }
    return kept;
  }

  private record Kept(String name, int chars, Instant begunAt) {}

  /** Finds the login that a callback belongs to and forgets it: it counts once. */
  @Nullable PendingLogin take(String state, CookieJar jar) {
    String name = cookieName(state);
    if (!jar.has(name)) {
      return null;
    }
    PendingLogin login = open(name, jar);
    jar.remove(name);
    return login != null && sameText(login.state(), state) ? login : null;
  }

  void forget(CookieJar jar) {
    jar.namesStartingWith(prefix()).forEach(jar::remove);
  }

  private @Nullable PendingLogin open(String name, CookieJar jar) {
    String sealed = jar.value(name);
    byte[] bytes = sealed == null ? null : sealer.open(PURPOSE, name, sealed);
    PendingLogin login = bytes == null ? null : PendingLogin.of(bytes);
    if (login == null) {
      return null;
    }
    Instant end = login.begunAt().plus(settings.lifetime());
    return clock.instant().isBefore(end) ? login : null; // at the instant itself it has expired
  }

  private String prefix() {
    return settings.cookieName() + "-login-";
  }

  private String cookieName(String state) {
    return prefix() + Base64Url.encode(sha256(state)).substring(0, 10);
  }

  private static boolean sameText(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
