package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.idClaims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.http.Background;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.FixedMetadata;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.Revocation;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.token.AccessTokenSettings;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.AudienceRule;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.IdTokenSettings;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenMaker;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sessions with everything around them: a browser, a clock, a provider that can be told. */
final class SessionBed {

  static final String NAME = "__Host-shop";
  static final Duration MAX_AGE = Duration.ofHours(8);
  static final Unguessable RANDOM = Unguessable.secureRandom();

  final SettableClock clock = new SettableClock(Instant.ofEpochSecond(NOW));
  final FixedKeys keys = FixedKeys.fromJwks(TokenMaker.jwks());
  final FakeTransport provider = new FakeTransport();
  final Browser browser = new Browser();
  Background background = new FakeBackground();
  Pause pause = clock::advance;

  IssuerMatch issuer = IssuerMatch.exact(ISSUER);
  Sealer sealer = new Sealer("shop", SealKeys.perProcess(RANDOM), RANDOM);
  @Nullable SealedStore store;
  boolean isStoreShared;
  @Nullable SealedStore ended;
  @Nullable Revocation revocation;
  CookieSettings cookies = new CookieSettings("/", true);
  Duration maxAge = MAX_AGE;
  Duration idleTimeout = MAX_AGE;
  boolean persistent;
  boolean keepsTokens = true;
  Optional<Duration> refreshBefore = Optional.of(Duration.ofSeconds(30));
  StoreFailure onStoreFailure = StoreFailure.UNAVAILABLE;
  List<ClaimSource> sources = List.of(ClaimSource.ID_TOKEN, ClaimSource.ACCESS_TOKEN);

  private @Nullable Sessions sessions;

  /** The sessions as set up so far; made once. */
  Sessions sessions() {
    if (sessions == null) {
      sessions = anotherNode();
    }
    return sessions;
  }

  /** The same application once more, as on another node or after a restart. */
  Sessions anotherNode() {
    TokenEndpoint tokenEndpoint =
        new TokenEndpoint(
            new FixedMetadata(
                Metadata.builder(ISSUER).tokenEndpoint(URI.create(ISSUER + "/token")).build()),
            ClientCredentials.confidential("shop", "secret"),
            provider);
    return new Sessions(
        new SessionSettings(
            issuer,
            NAME,
            cookies,
            maxAge,
            idleTimeout,
            persistent,
            keepsTokens,
            refreshBefore,
            onStoreFailure,
            ClaimPlaces.standard(),
            sources),
        new SessionParts(
            sealer,
            store,
            isStoreShared,
            ended,
            tokenEndpoint,
            revocation,
            idTokens(),
            new AccessTokens(accessTokenSettings(), keys, clock),
            RANDOM,
            clock,
            clock,
            background),
        pause);
  }

  private static AccessTokenSettings accessTokenSettings() {
    return new AccessTokenSettings(
        ISSUER,
        AudienceRule.none(),
        Set.of("RS256", "ES256"),
        Duration.ofSeconds(60),
        16 * 1024,
        false,
        ClaimPlaces.standard(),
        10);
  }

  private IdTokens idTokens() {
    return new IdTokens(
        new IdTokenSettings(
            ISSUER, "shop", Set.of(), Set.of("RS256"), Duration.ofSeconds(60), 16 * 1024),
        keys,
        clock);
  }

  VerifiedIdToken idToken(String... changes) {
    TokenResult<VerifiedIdToken> result =
        idTokens().verify(TokenMaker.nimbus("RS256", "r1", idClaims(changes)), "n-1", "opaque");
    assertThat(result).isInstanceOf(TokenResult.Verified.class);
    return ((TokenResult.Verified<VerifiedIdToken>) result).token();
  }

  /** Signs in with an opaque access token. */
  void save() {
    assertThat(save(idToken(), granted("opaque", null))).isInstanceOf(Saved.Done.class);
  }

  Saved save(VerifiedIdToken idToken, String accessToken, @Nullable String scope) {
    return save(idToken, granted(accessToken, scope));
  }

  Saved save(VerifiedIdToken idToken, TokenAnswer.Granted granted) {
    CookieJar jar = browser.request();
    Saved saved = sessions().save(login(idToken, granted), jar);
    browser.answer(jar);
    return saved;
  }

  static NewSession login(VerifiedIdToken idToken, TokenAnswer.Granted granted) {
    return new NewSession(idToken, granted, null, RANDOM.word());
  }

  static TokenAnswer.Granted granted(String accessToken, @Nullable String scope) {
    return new TokenAnswer.Granted(accessToken, null, null, null, scope);
  }

  Recall recall() {
    return recall(sessions());
  }

  Recall recall(Sessions from) {
    CookieJar jar = browser.request();
    Recall recalled = from.recall(jar);
    browser.answer(jar);
    return recalled;
  }

  boolean isAlive() {
    return recall() instanceof Recall.Alive;
  }

  Identity identity() {
    Recall recall = recall();
    assertThat(recall).isInstanceOf(Recall.Alive.class);
    return ((Recall.Alive) recall).session().identity();
  }
}
