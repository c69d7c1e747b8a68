package dev.latchkey.testkit;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Who is signed in at the provider, by the cookie of the browser. */
final class ProviderSessions {
  private final Recent<ProviderSession> byCookie = new Recent<>();
  private final InstantSource clock;
  private final String cookieName;

  /** Cookies do not keep ports apart, so the name carries the port. */
  ProviderSessions(InstantSource clock, int port) {
    this.clock = clock;
    this.cookieName = "test-provider-" + port;
  }

  @Nullable ProviderSession of(Call call) {
    ProviderSession session = byCookie.find(call.cookie(cookieName));
    return session == null || session.ended() ? null : session;
  }

  /** A session just begun and the cookie that recalls it. */
  record Begun(ProviderSession session, String setCookie) {}

  /** Begins one, or renews that of the same user; the session of another user ends. */
  Begun begin(Call call, TestUser user) {
    ProviderSession before = of(call);
    ProviderSession session =
        before != null && before.user().equals(user)
            ? before.renewed(clock.instant())
            : fresh(call, user);
    String cookie = Unguessable.next();
    byCookie.put(cookie, session);
    return new Begun(session, cookieName + "=" + cookie + "; Path=/; HttpOnly; SameSite=Lax");
  }

  /** Begins one that no browser has a cookie of. */
  ProviderSession begin(TestUser user) {
    ProviderSession session = fresh(user);
    byCookie.put(Unguessable.next(), session);
    return session;
  }

  private ProviderSession fresh(Call call, TestUser user) {
    end(call);
    return fresh(user);
  }

  private ProviderSession fresh(TestUser user) {
    return new ProviderSession(Unguessable.next(), user, clock.instant());
  }

  /** Ends the session of this browser; the header that removes its cookie is returned. */
  String end(Call call) {
    String cookie = call.cookie(cookieName);
    ProviderSession session = cookie == null ? null : byCookie.take(cookie);
    if (session != null) {
      session.end();
    }
    return cookieName + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
  }

  /** The session with this {@code sid}, whatever browser it is in; null if it has ended. */
  @Nullable ProviderSession byId(@Nullable Object sessionId) {
    return byCookie.values().stream()
        .filter(session -> session.id().equals(sessionId) && !session.ended())
        .findFirst()
        .orElse(null);
  }
}
