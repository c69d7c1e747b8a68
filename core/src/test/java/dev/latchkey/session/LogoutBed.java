package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.logoutClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.testing.Browser;
import dev.latchkey.token.IdTokenSettings;
import dev.latchkey.token.LogoutTokens;
import dev.latchkey.token.TokenMaker;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedLogoutToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sessions of several people, and a provider that says which of them have ended. */
final class LogoutBed {

  static final Duration ACCEPTABLE = Duration.ofMinutes(6);
  static final String[] ALICE = {"sub", quoted("alice"), "sid", quoted("alices-1")};

  final SessionBed bed = new SessionBed();
  final SeenStore store = new SeenStore(bed.clock);
  private int made;

  void keepIn(String place) {
    if (place.equals("store")) {
      bed.store = store;
    } else {
      bed.ended = store;
    }
  }

  static Sealer sealer(String secrets) {
    SealKeys keys =
        SealKeys.parse(
                secrets,
                problem -> {
                  throw new IllegalArgumentException(problem);
                })
            .orElseThrow();
    return new Sealer("shop", keys, SessionBed.RANDOM);
  }

  /** Somebody signs in with a browser of her own. */
  Browser signIn(String... idClaims) {
    bed.browser.cookies.clear();
    List<String> changes = new ArrayList<>(List.of(idClaims));
    changes.addAll(
        List.of(
            "iat", String.valueOf(bed.clock.instant().getEpochSecond()),
            "exp", String.valueOf(bed.clock.instant().getEpochSecond() + 300)));
    bed.save(bed.idToken(changes.toArray(String[]::new)), "opaque", null);
    return bed.browser.copy();
  }

  boolean isAlive(Browser browser) {
    return bed.sessions().recall(browser.request()) instanceof Recall.Alive;
  }

  VerifiedLogoutToken token(String... changes) {
    List<String> all = new ArrayList<>(List.of("jti", quoted("token-id-" + made++)));
    all.addAll(List.of("iat", String.valueOf(bed.clock.instant().getEpochSecond())));
    all.addAll(List.of("exp", ABSENT));
    all.addAll(List.of(changes));
    LogoutTokens tokens =
        new LogoutTokens(
            new IdTokenSettings(
                ISSUER, "shop", Set.of(), Set.of("RS256"), Duration.ofSeconds(60), 16 * 1024),
            bed.keys,
            bed.clock);
    TokenResult<VerifiedLogoutToken> result =
        tokens.verify(TokenMaker.nimbus("RS256", "r1", logoutClaims(all.toArray(String[]::new))));
    assertThat(result).isInstanceOf(TokenResult.Verified.class);
    return ((TokenResult.Verified<VerifiedLogoutToken>) result).token();
  }

  LogoutResult end(VerifiedLogoutToken token) {
    return bed.sessions().logouts().orElseThrow().end(token, ACCEPTABLE);
  }

  void ends(String... changes) {
    assertThat(end(token(changes))).isEqualTo(new LogoutResult.Done(true));
  }
}
