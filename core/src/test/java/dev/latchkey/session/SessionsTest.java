package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.idClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.keys.FixedKeys;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {

  private static final String NAME = "__Host-shop";
  private static final Duration MAX_AGE = Duration.ofHours(8);
  private static final Unguessable RANDOM = Unguessable.secureRandom();
  private static final List<ClaimSource> ID_FIRST =
      List.of(ClaimSource.ID_TOKEN, ClaimSource.ACCESS_TOKEN);

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(NOW));
  private final FixedKeys keys = FixedKeys.fromJwks(TokenMaker.jwks());
  private final Sealer sealer = new Sealer("shop", SealKeys.perProcess(RANDOM), RANDOM);
  private final Sessions sessions = sessions(sealer, MAX_AGE, ID_FIRST);
  private final Browser browser = new Browser();

  @Test
  void recallsWhoSignedIn() {
    String access = rs256("preferred_username", quoted("alice"));
    VerifiedIdToken idToken = idToken();
    Optional<Identity> saved = save(sessions, idToken, access, null);
    RecalledSession recalled = recall(sessions).orElseThrow();

    assertThat(recalled.identity()).isEqualTo(saved.orElseThrow());
    assertThat(recalled.identity().issuer()).isEqualTo(ISSUER);
    assertThat(recalled.identity().subject()).contains("alice-1");
    assertThat(recalled.identity().getName()).isEqualTo("alice");
    assertThat(recalled.identity().scopes()).containsExactly("orders:read");
    assertThat(recalled.identity().audience()).containsExactly("orders-api");
    assertThat(recalled.identity().expiresAt()).isEqualTo(Instant.ofEpochSecond(NOW).plus(MAX_AGE));
    assertThat(recalled.identity().tokens().accessToken()).contains(access);
    assertThat(recalled.identity().tokens().idToken()).contains(idToken.raw());
    assertThat(recalled.idToken()).isEqualTo(idToken.raw());
    assertThat(recalled.toString()).doesNotContain(access, idToken.raw());
  }

  @Test
  void recallsNobodyWhereNothingCame() {
    CookieJar jar = browser.request();

    assertThat(sessions.recall(jar)).isEmpty();
    assertThat(jar.setCookies()).isEmpty();
  }

  @Test
  void recallingChangesNoCookie() {
    save();
    CookieJar jar = browser.request();

    assertThat(sessions.recall(jar)).isPresent();
    assertThat(jar.setCookies()).isEmpty();
  }

  @Tag("J06")
  @ParameterizedTest
  @CsvSource({"0, true", "28799, true", "28800, false", "28801, false", "9999999, false"})
  void isOverWhenItsTimeIs(long secondsLater, boolean alive) {
    save();
    clock.advance(Duration.ofSeconds(secondsLater));

    assertThat(recall(sessions).isPresent()).isEqualTo(alive);
    assertThat(browser.cookies.isEmpty()).as("what is over is removed").isNotEqualTo(alive);
  }

  @Tag("J24")
  @ParameterizedTest
  @ValueSource(strings = {"2038-01-19T03:14:07Z", "2106-02-07T06:28:15Z", "9999-12-31T16:00:00Z"})
  void timeGoesOnAfterTheEndsOfCounters(String time) {
    clock.jump(Duration.between(clock.instant(), Instant.parse(time)));
    long now = clock.instant().getEpochSecond();
    VerifiedIdToken idToken = idToken("iat", String.valueOf(now), "exp", String.valueOf(now + 100));
    save(sessions, idToken, "opaque", null);

    assertThat(recall(sessions)).isPresent();
    clock.advance(MAX_AGE.minusSeconds(2));
    assertThat(recall(sessions)).isPresent();
    clock.advance(Duration.ofSeconds(2));
    assertThat(recall(sessions)).isEmpty();
  }

  @Test
  void rolesMayStandInTheAccessTokenAlone() {
    save(sessions, idToken(), rs256("roles", "[\"clerk\"]"), null);

    assertThat(recallIdentity(sessions).roles()).containsExactly("clerk");
  }

  static Stream<List<ClaimSource>> orders() {
    return Stream.of(
        ID_FIRST,
        List.of(ClaimSource.ACCESS_TOKEN, ClaimSource.ID_TOKEN),
        List.of(ClaimSource.ID_TOKEN),
        List.of(ClaimSource.ACCESS_TOKEN));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theFirstSourceThatHoldsAClaimWins(List<ClaimSource> order) {
    Sessions ordered = sessions(sealer, MAX_AGE, order);
    String access = rs256("roles", "[\"access\"]", "groups", "[\"access\"]");
    save(
        ordered, idToken("roles", "[\"id\"]", "preferred_username", quoted("alice")), access, null);
    Identity alice = recallIdentity(ordered);
    boolean idFirst = order.get(0) == ClaimSource.ID_TOKEN;

    assertThat(alice.roles()).containsExactly(idFirst ? "id" : "access");
    assertThat(alice.groups().contains("access"))
        .isEqualTo(order.contains(ClaimSource.ACCESS_TOKEN));
    assertThat(alice.getName())
        .isEqualTo(order.contains(ClaimSource.ID_TOKEN) ? "alice" : "alice-1");
    assertThat(alice.scopes()).as("whatever the sources").containsExactly("orders:read");
    assertThat(alice.subject()).contains("alice-1");
  }

  @Test
  void anOpaqueAccessTokenIsNoSourceOfClaims() {
    for (String opaque : List.of("opaque", "a.b.c", "", "e30.e30.AAAA", "a".repeat(2_000))) {
      save(sessions, idToken("roles", "[\"id\"]"), opaque, "orders:read orders:write");
      Identity alice = recallIdentity(sessions);

      assertThat(alice.roles()).containsExactly("id");
      assertThat(alice.scopes()).containsExactlyInAnyOrder("orders:read", "orders:write");
      assertThat(alice.audience()).isEmpty();
      assertThat(alice.tokens().accessToken()).contains(opaque);
    }
  }

  @Test
  void anAccessTokenForAnotherServiceIsStillASourceOfClaims() {
    save(sessions, idToken(), rs256("aud", quoted("other"), "roles", "[\"clerk\"]"), null);

    assertThat(recallIdentity(sessions).roles()).containsExactly("clerk");
    assertThat(recallIdentity(sessions).audience()).containsExactly("other");
  }

  static Stream<String> foreignTokens() {
    String admin = "[\"admin\"]";
    return Stream.of(
        rs256("roles", admin, "sub", quoted("mallory")),
        rs256("roles", admin, "sub", ABSENT),
        rs256("roles", admin, "iss", quoted("https://evil.example")),
        rs256("roles", admin, "exp", "0"),
        rs256("roles", admin, "cnf", "{}"),
        rs256("roles", admin, "nonce", quoted("n-1")),
        TokenMaker.nimbus("RS256", "r1", TokenMaker.accessClaims("roles", admin), TestKeys.RSA_TWO),
        TokenMaker.encoded("{\"alg\":\"none\"}")
            + "."
            + TokenMaker.encoded(TokenMaker.accessClaims("roles", admin))
            + ".AAAA");
  }

  @Tag("B23")
  @Tag("H18")
  @ParameterizedTest
  @MethodSource("foreignTokens")
  void noAuthorityComesFromAnAccessTokenThatIsNotTheUsers(String access) {
    Optional<Identity> saved = save(sessions, idToken(), access, null);

    assertThat(saved.orElseThrow().roles()).isEmpty();
    assertThat(recallIdentity(sessions).roles()).isEmpty();
    assertThat(recallIdentity(sessions).scopes()).isEmpty();
    assertThat(recallIdentity(sessions).subject()).contains("alice-1");
  }

  @Test
  void grantedScopesCountWhereTheAccessTokenHasNone() {
    save(sessions, idToken(), rs256("scope", ABSENT), "granted  twice");
    assertThat(recallIdentity(sessions).scopes()).containsExactlyInAnyOrder("granted", "twice");

    save(sessions, idToken(), rs256(), "granted");
    assertThat(recallIdentity(sessions).scopes()).containsExactly("orders:read");

    save(sessions, idToken(), "opaque", null);
    assertThat(recallIdentity(sessions).scopes()).isEmpty();
  }

  @Test
  @Tag("G41")
  @Tag("G42")
  void aNewLoginReplacesTheSessionBeforeIt() {
    save(sessions, idToken(), longToken(2_500), null);
    String before = browser.header();
    assertThat(browser.cookies).hasSize(2);

    save(sessions, idToken("sub", quoted("bob-2")), "opaque", null);

    assertThat(browser.cookies).containsOnlyKeys(NAME);
    assertThat(browser.header()).isNotEqualTo(before);
    assertThat(recallIdentity(sessions).subject()).contains("bob-2");
  }

  @Test
  @Tag("G41")
  void everySaveMakesAnotherCookie() {
    save();
    String before = browser.header();
    save();

    assertThat(browser.header()).isNotEqualTo(before);
  }

  @Tag("J19")
  @ParameterizedTest
  @ValueSource(ints = {5_000, 16_000, 250_000})
  void saysThatASessionIsTooLarge(int bytes) {
    save();
    CookieJar jar = browser.request();

    assertThat(sessions.save(idToken(), granted(longToken(bytes), null), jar)).isEmpty();
    assertThat(jar.setCookies()).isEmpty();
  }

  @Test
  @Tag("J19")
  void whatIsSavedCanAlwaysBeRecalled() {
    for (int length : new int[] {60_000, 63_000, 64_000, 65_000, 65_536, 70_000, 250_000}) {
      CookieJar jar = browser.request();
      boolean saved = sessions.save(idToken(), granted("a".repeat(length), null), jar).isPresent();
      browser.answer(jar);

      assertThat(saved).isEqualTo(length < 64_500);
      assertThat(sessions.recall(browser.request()).isPresent()).isTrue();
    }
  }

  @Test
  @Tag("J18")
  void sessionsOfEveryLengthAreRecalled() {
    for (int bytes = 0; bytes < 3_000; bytes += 37) {
      String access = longToken(bytes);
      save(sessions, idToken(), access, null);

      assertThat(recallIdentity(sessions).tokens().accessToken()).contains(access);
    }
  }

  @Test
  @Tag("J17")
  void partsOfTwoSessionsAreNoSession() {
    save(sessions, idToken(), longToken(2_500), null);
    Browser other = browser.copy();
    save(sessions, idToken("sub", quoted("bob-2")), longToken(2_600), null);
    browser.cookies.put(NAME + ".1", String.valueOf(other.cookies.get(NAME + ".1")));

    assertThat(recall(sessions)).isEmpty();
    assertThat(browser.cookies).as("all of them are removed").isEmpty();
  }

  @Test
  @Tag("J02")
  void aChunkLeftOverIsRemoved() {
    save(sessions, idToken(), longToken(2_500), null);
    browser.cookies.remove(NAME);

    assertThat(recall(sessions)).isEmpty();
    assertThat(browser.cookies).isEmpty();
  }

  @Tag("J03")
  @Tag("J04")
  @ParameterizedTest
  @ValueSource(strings = {"", "null", "x", "1.", "2.", "0.AAAA", "1.AAAA", "999.x", "\u00e9"})
  void whatCannotBeReadIsRemoved(String value) {
    browser.cookies.put(NAME, value);

    assertThat(recall(sessions)).isEmpty();
    assertThat(browser.cookies).isEmpty();
  }

  static Stream<String> otherFormats() {
    String good =
        "\"begun\":1,\"ends\":9999999999,\"id\":\"I\",\"access\":\"A\",\"readable\":false,"
            + "\"scope\":\"\"";
    return Stream.of(
        "{\"format\":2," + good + "}",
        "{\"format\":0," + good + "}",
        "{\"format\":\"1\"," + good + "}",
        "{\"format\":1.0," + good + "}",
        "{" + good + "}",
        "{}",
        "[]",
        "",
        "{\"format\":1," + good.replace("\"I\"", "\"no token\"") + "}",
        "{\"format\":1," + good.replace("\"ends\":9999999999,", "") + "}",
        "{\"format\":1," + good.replace("9999999999", "\"9999999999\"") + "}",
        "{\"format\":1," + good.replace("false", "true") + "}");
  }

  @Tag("F-67")
  @Tag("F-50")
  @Tag("J04")
  @ParameterizedTest
  @MethodSource("otherFormats")
  void whatAnotherVersionWroteIsNoSession(String json) {
    byte[] deflated =
        Deflated.deflate(
            json.replace("\"I\"", quoted(idToken().raw())).getBytes(StandardCharsets.UTF_8));
    browser.cookies.put(NAME, "1." + sealer.seal("session", NAME, deflated));

    assertThat(recall(sessions)).isEmpty();
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("J20")
  void aRecordThatInflatesHugelyIsNoSession() {
    byte[] bomb = Deflated.deflate(new byte[2 * 1024 * 1024]);
    browser.cookies.put(NAME, "1." + sealer.seal("session", NAME, bomb));

    assertThat(recall(sessions)).isEmpty();
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("F-55")
  void sessionsOutliveARotationUntilTheOldSecretIsGone() {
    String old = secret(1);
    String next = secret(2);
    save(sessions(sealer(old), MAX_AGE, ID_FIRST), idToken(), "opaque", null);

    assertThat(recall(sessions(sealer(next + " " + old), MAX_AGE, ID_FIRST))).isPresent();
    assertThat(recall(sessions(sealer(next), MAX_AGE, ID_FIRST))).isEmpty();
    assertThat(browser.cookies).as("a clean new login").isEmpty();
  }

  @Test
  @Tag("M04")
  @Tag("M05")
  void forgetsAllOfASession() {
    save(sessions, idToken(), longToken(2_500), null);
    CookieJar jar = browser.request();
    sessions.forget(jar);
    browser.answer(jar);

    assertThat(browser.cookies).isEmpty();
    assertThat(recall(sessions)).isEmpty();
  }

  @Test
  @Tag("P04")
  void isPrintedWithoutTokens() {
    Session session =
        new Session(
            clock.instant(),
            clock.instant(),
            "canary",
            idToken().claims(),
            "canary",
            null,
            Set.of("canary"));

    assertThat(session.toString()).doesNotContain("canary");
  }

  @Test
  void sourcesAreKnownByTheirNames() {
    assertThat(ClaimSource.named("id-token")).isEqualTo(ClaimSource.ID_TOKEN);
    assertThat(ClaimSource.named("access-token")).isEqualTo(ClaimSource.ACCESS_TOKEN);
    for (String odd : List.of("", "ID-TOKEN", "id_token", "userinfo", "id-token ")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ClaimSource.named(odd))
          .withMessage("\"" + odd + "\" is no source of claims; known are id-token, access-token");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SessionSettings(
                    IssuerMatch.exact(ISSUER), NAME, MAX_AGE, ClaimPlaces.standard(), List.of()));
  }

  @Test
  @Tag("P10")
  void recallsUnderEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      save();
      assertThat(recall(sessions)).isPresent();
    } finally {
      Locale.setDefault(before);
    }
  }

  private void save() {
    assertThat(save(sessions, idToken(), "opaque", null)).isPresent();
  }

  private Optional<Identity> save(
      Sessions into, VerifiedIdToken idToken, String accessToken, @Nullable String scope) {
    CookieJar jar = browser.request();
    Optional<Identity> saved = into.save(idToken, granted(accessToken, scope), jar);
    browser.answer(jar);
    return saved;
  }

  private Optional<RecalledSession> recall(Sessions from) {
    CookieJar jar = browser.request();
    Optional<RecalledSession> recalled = from.recall(jar);
    browser.answer(jar);
    return recalled;
  }

  private Identity recallIdentity(Sessions from) {
    return recall(from).orElseThrow().identity();
  }

  private static TokenAnswer.Granted granted(String accessToken, @Nullable String scope) {
    return new TokenAnswer.Granted(accessToken, null, null, null, scope);
  }

  private VerifiedIdToken idToken(String... changes) {
    IdTokenSettings settings =
        new IdTokenSettings(
            ISSUER, "shop", Set.of(), Set.of("RS256"), Duration.ofSeconds(60), 16 * 1024);
    TokenResult<VerifiedIdToken> result =
        new IdTokens(settings, keys, clock)
            .verify(TokenMaker.nimbus("RS256", "r1", idClaims(changes)), "n-1", "opaque");
    assertThat(result).isInstanceOf(TokenResult.Verified.class);
    return ((TokenResult.Verified<VerifiedIdToken>) result).token();
  }

  private Sessions sessions(Sealer sealing, Duration maxAge, List<ClaimSource> sources) {
    AccessTokenSettings access =
        new AccessTokenSettings(
            ISSUER,
            AudienceRule.none(),
            Set.of("RS256", "ES256"),
            Duration.ofSeconds(60),
            16 * 1024,
            false,
            ClaimPlaces.standard(),
            10);
    return new Sessions(
        new SessionSettings(
            IssuerMatch.exact(ISSUER), NAME, maxAge, ClaimPlaces.standard(), sources),
        sealing,
        new AccessTokens(access, keys, clock),
        clock);
  }

  private static Sealer sealer(String secrets) {
    return new Sealer("shop", SealKeys.parse(secrets, problem -> {}).orElseThrow(), RANDOM);
  }

  private static String secret(int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** An opaque token that does not compress: so many random bytes in base64url. */
  private static String longToken(int bytes) {
    byte[] random = new byte[bytes];
    new Random(bytes).nextBytes(random);
    return TestKeys.base64(random);
  }
}
