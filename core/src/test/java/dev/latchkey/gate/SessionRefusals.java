package dev.latchkey.gate;

import static dev.latchkey.gate.Provoked.by;
import static dev.latchkey.token.TokenMaker.quoted;

import dev.latchkey.event.Reason;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.token.TokenMaker;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The ways in which a session comes to its end, or cannot be found. */
final class SessionRefusals {

  private static final String TICKET = "shop=" + "A".repeat(86);
  private static final String[] IN_MEMORY = {"session.store", "memory"};
  private static final String[] TINY = {"session.store", "memory", "session.memory-size", "1"};
  private static final List<String> NAMED = List.of("session.cookie.name", "shop");

  private SessionRefusals() {}

  static void addTo(Map<Reason, Provoked> table) {
    table.put(Reason.SESSION_EXPIRED, later(Duration.ofHours(8), "session.idle-timeout", "off"));
    table.put(Reason.SESSION_IDLE, later(Duration.ofHours(1)));
    table.put(
        Reason.SESSION_UNREADABLE, new Provoked(NAMED, shop -> shop.script("shop=canary"), null));
    table.put(
        Reason.SESSION_UNKNOWN,
        by(shop -> shop.script(TICKET), "session.cookie.name", "shop", "session.store", "memory"));
    table.put(Reason.SESSION_LOST, by(SessionRefusals::crowdedOut, TINY));
    table.put(
        Reason.SESSION_STORE_UNAVAILABLE,
        new Provoked(NAMED, shop -> shop.script(TICKET), outOfReach()));
    table.put(
        Reason.SESSION_ENDED,
        by(SessionRefusals::copied, "back-channel-logout-path", "/oidc/backchannel-logout"));
    table.put(Reason.LOGOUT_MALFORMED, by(shop -> shop.logOut(""), IN_MEMORY));
    table.put(Reason.TOKEN_REPLAYED, by(SessionRefusals::replayed, IN_MEMORY));
    table.put(Reason.REFRESH_REFUSED, refreshed(400, "{\"error\":\"invalid_grant\"}"));
    String other = TokenMaker.nimbus("RS256", "r1", TokenMaker.idClaims("sub", quoted("other")));
    table.put(
        Reason.SUBJECT_CHANGED,
        refreshed(
            200,
            "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"" + other + "\"}"));
  }

  /** A copy of the cookies, after their user has signed out. */
  private static Decision.Stop copied(Shop shop) {
    String cookies = TestGate.cookies(shop.signIn());
    shop.stop(
        FakeRequest.of("POST", "/oidc/logout")
            .header("Sec-Fetch-Site", "same-origin")
            .cookies(cookies));
    return shop.script(cookies);
  }

  /** Somebody else signs in where there is room for one. */
  private static Decision.Stop crowdedOut(Shop shop) {
    String cookies = TestGate.cookies(shop.signIn());
    shop.signIn();
    return shop.script(cookies);
  }

  private static Decision.Stop replayed(Shop shop) {
    String token = TokenMaker.nimbus("RS256", "r1", TokenMaker.logoutClaims());
    shop.logOut("logout_token=" + token);
    return shop.logOut("logout_token=" + token);
  }

  /** A script that comes so much later with the cookies of a sign-in. */
  private static Provoked later(Duration time, String... settings) {
    return by(
        shop -> {
          String cookies = TestGate.cookies(shop.signIn());
          shop.clock.advance(time);
          return shop.script(cookies);
        },
        settings);
  }

  private static Provoked refreshed(int status, String body) {
    return by(
        shop -> {
          String cookies = TestGate.cookies(shop.signIn());
          shop.answers("/token", status, body);
          shop.clock.advance(Duration.ofMinutes(5));
          return shop.script(cookies);
        });
  }

  static SealedStore outOfReach() {
    return (SealedStore)
        Proxy.newProxyInstance(
            SealedStore.class.getClassLoader(),
            new Class<?>[] {SealedStore.class},
            (self, method, arguments) -> {
              throw new IOException("connection refused");
            });
  }
}
