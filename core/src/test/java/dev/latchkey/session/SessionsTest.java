package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenMaker;
import dev.latchkey.token.VerifiedIdToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {

  private static final List<ClaimSource> ID_FIRST =
      List.of(ClaimSource.ID_TOKEN, ClaimSource.ACCESS_TOKEN);

  private final SessionBed bed = new SessionBed();
  private final SettableClock clock = bed.clock;
  private final Browser browser = bed.browser;

  @Test
  void recallsWhoSignedIn() {
    String access = rs256("preferred_username", quoted("alice"));
    VerifiedIdToken idToken = bed.idToken();
    Saved saved = bed.save(idToken, access, null);
    RecalledSession recalled = ((Recall.Alive) bed.recall()).session();

    assertThat(recalled.identity()).isEqualTo(((Saved.Done) saved).identity());
    assertThat(recalled.identity().issuer()).isEqualTo(ISSUER);
    assertThat(recalled.identity().subject()).contains("alice-1");
    assertThat(recalled.identity().getName()).isEqualTo("alice");
    assertThat(recalled.identity().scopes()).containsExactly("orders:read");
    assertThat(recalled.identity().audience()).containsExactly("orders-api");
    assertThat(recalled.identity().expiresAt())
        .isEqualTo(Instant.ofEpochSecond(NOW).plus(SessionBed.MAX_AGE));
    assertThat(recalled.identity().tokens().accessToken()).contains(access);
    assertThat(recalled.identity().tokens().idToken()).contains(idToken.raw());
    assertThat(recalled.toString()).doesNotContain(access, idToken.raw());
  }

  @Test
  void recallsNobodyWhereNothingCame() {
    CookieJar jar = browser.request();

    assertThat(bed.sessions().recall(jar)).isSameAs(Recall.NONE);
    assertThat(jar.setCookies()).isEmpty();
  }

  @Test
  void recallingChangesNoCookie() {
    bed.save();
    CookieJar jar = browser.request();

    assertThat(bed.sessions().recall(jar)).isInstanceOf(Recall.Alive.class);
    assertThat(jar.setCookies()).isEmpty();
  }

  @Tag("J06")
  @ParameterizedTest
  @CsvSource({"0, true", "28799, true", "28800, false", "28801, false", "9999999, false"})
  void isOverWhenItsTimeIs(long secondsLater, boolean alive) {
    bed.save();
    clock.advance(Duration.ofSeconds(secondsLater));

    assertThat(bed.isAlive()).isEqualTo(alive);
    assertThat(browser.cookies.isEmpty()).as("what is over is removed").isNotEqualTo(alive);
  }

  @Tag("J24")
  @ParameterizedTest
  @ValueSource(strings = {"2038-01-19T03:14:07Z", "2106-02-07T06:28:15Z", "9999-12-31T16:00:00Z"})
  void timeGoesOnAfterTheEndsOfCounters(String time) {
    clock.jump(Duration.between(clock.instant(), Instant.parse(time)));
    long now = clock.instant().getEpochSecond();
    VerifiedIdToken idToken =
        bed.idToken("iat", String.valueOf(now), "exp", String.valueOf(now + 100));
    bed.save(idToken, "opaque", null);

    assertThat(bed.isAlive()).isTrue();
    clock.advance(SessionBed.MAX_AGE.minusSeconds(2));
    assertThat(bed.isAlive()).isTrue();
    clock.advance(Duration.ofSeconds(2));
    assertThat(bed.isAlive()).isFalse();
  }

  @Test
  void rolesMayStandInTheAccessTokenAlone() {
    bed.save(bed.idToken(), rs256("roles", "[\"clerk\"]"), null);

    assertThat(bed.identity().roles()).containsExactly("clerk");
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
    bed.sources = order;
    String access = rs256("roles", "[\"access\"]", "groups", "[\"access\"]");
    bed.save(bed.idToken("roles", "[\"id\"]", "preferred_username", quoted("alice")), access, null);
    Identity alice = bed.identity();
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
      bed.save(bed.idToken("roles", "[\"id\"]"), opaque, "orders:read orders:write");
      Identity alice = bed.identity();

      assertThat(alice.roles()).containsExactly("id");
      assertThat(alice.scopes()).containsExactlyInAnyOrder("orders:read", "orders:write");
      assertThat(alice.audience()).isEmpty();
      assertThat(alice.tokens().accessToken()).contains(opaque);
    }
  }

  @Test
  void anAccessTokenForAnotherServiceIsStillASourceOfClaims() {
    bed.save(bed.idToken(), rs256("aud", quoted("other"), "roles", "[\"clerk\"]"), null);

    assertThat(bed.identity().roles()).containsExactly("clerk");
    assertThat(bed.identity().audience()).containsExactly("other");
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
    Saved saved = bed.save(bed.idToken(), access, null);

    assertThat(((Saved.Done) saved).identity().roles()).isEmpty();
    assertThat(bed.identity().roles()).isEmpty();
    assertThat(bed.identity().scopes()).isEmpty();
    assertThat(bed.identity().subject()).contains("alice-1");
  }

  @Test
  void grantedScopesCountWhereTheAccessTokenHasNone() {
    bed.save(bed.idToken(), rs256("scope", ABSENT), "granted  twice");
    assertThat(bed.identity().scopes()).containsExactlyInAnyOrder("granted", "twice");

    bed.save(bed.idToken(), rs256(), "granted");
    assertThat(bed.identity().scopes()).containsExactly("orders:read");

    bed.save(bed.idToken(), "opaque", null);
    assertThat(bed.identity().scopes()).isEmpty();
  }

  @Test
  @Tag("G41")
  @Tag("G42")
  void aNewLoginReplacesTheSessionBeforeIt() {
    bed.save(bed.idToken(), longToken(2_500), null);
    String before = browser.header();
    assertThat(browser.cookies).hasSize(2);

    bed.save(bed.idToken("sub", quoted("bob-2")), "opaque", null);

    assertThat(browser.cookies).containsOnlyKeys(SessionBed.NAME);
    assertThat(browser.header()).isNotEqualTo(before);
    assertThat(bed.identity().subject()).contains("bob-2");
  }

  @Test
  @Tag("G41")
  void everySaveMakesAnotherCookie() {
    bed.save();
    String before = browser.header();
    bed.save();

    assertThat(browser.header()).isNotEqualTo(before);
  }

  @Tag("J19")
  @ParameterizedTest
  @ValueSource(ints = {5_000, 16_000, 250_000})
  void saysThatASessionIsTooLarge(int bytes) {
    bed.save();
    CookieJar jar = browser.request();

    Saved saved =
        bed.sessions()
            .save(SessionBed.login(bed.idToken(), SessionBed.granted(longToken(bytes), null)), jar);

    assertThat(saved).isInstanceOf(Saved.TooLarge.class);
    browser.answer(jar);
    assertThat(browser.cookies).as("whoever was signed in before is not this user").isEmpty();
  }

  @Test
  @Tag("J19")
  void whatIsSavedCanAlwaysBeRecalled() {
    for (int length : new int[] {60_000, 63_000, 64_000, 65_000, 65_536, 70_000, 250_000}) {
      CookieJar jar = browser.request();
      Saved saved =
          bed.sessions()
              .save(
                  SessionBed.login(bed.idToken(), SessionBed.granted("a".repeat(length), null)),
                  jar);
      browser.answer(jar);

      assertThat(saved instanceof Saved.Done).isEqualTo(length < 64_500);
      assertThat(bed.isAlive()).isEqualTo(length < 64_500);
    }
  }

  @Test
  @Tag("J18")
  void sessionsOfEveryLengthAreRecalled() {
    for (int bytes = 0; bytes < 3_000; bytes += 37) {
      String access = longToken(bytes);
      bed.save(bed.idToken(), access, null);

      assertThat(bed.identity().tokens().accessToken()).contains(access);
    }
  }

  @Test
  @Tag("J17")
  void partsOfTwoSessionsAreNoSession() {
    bed.save(bed.idToken(), longToken(2_500), null);
    Browser other = browser.copy();
    bed.save(bed.idToken("sub", quoted("bob-2")), longToken(2_600), null);
    browser.cookies.put(
        SessionBed.NAME + ".1", String.valueOf(other.cookies.get(SessionBed.NAME + ".1")));

    assertThat(bed.isAlive()).isFalse();
    assertThat(browser.cookies).as("all of them are removed").isEmpty();
  }

  @Test
  @Tag("J02")
  void aChunkLeftOverIsRemoved() {
    bed.save(bed.idToken(), longToken(2_500), null);
    browser.cookies.remove(SessionBed.NAME);

    assertThat(bed.isAlive()).isFalse();
    assertThat(browser.cookies).isEmpty();
  }

  @Tag("J03")
  @Tag("J04")
  @ParameterizedTest
  @ValueSource(strings = {"", "null", "x", "1.", "2.", "0.AAAA", "1.AAAA", "999.x", "\u00e9"})
  void whatCannotBeReadIsRemoved(String value) {
    browser.cookies.put(SessionBed.NAME, value);

    assertThat(bed.isAlive()).isFalse();
    assertThat(browser.cookies).isEmpty();
  }

  static Stream<String> otherFormats() {
    String good =
        "\"session\":\"s\",\"begun\":1,\"ends\":9999999999,\"id\":\"I\",\"access\":\"A\","
            + "\"opaque\":true,\"scope\":\"\"";
    return Stream.of(
        "{\"format\":3," + good + "}",
        "{\"format\":1," + good + "}",
        "{\"format\":\"2\"," + good + "}",
        "{\"format\":2.0," + good + "}",
        "{" + good + "}",
        "{}",
        "[]",
        "",
        "{\"format\":2," + good.replace("\"I\"", "\"no token\"") + "}",
        "{\"format\":2," + good.replace("\"ends\":9999999999,", "") + "}",
        "{\"format\":2," + good.replace("9999999999", "\"9999999999\"") + "}",
        "{\"format\":2," + good.replace("\"session\":\"s\",", "") + "}",
        "{\"format\":2," + good.replace("true", "false") + "}");
  }

  @Tag("F-67")
  @Tag("F-50")
  @Tag("J04")
  @ParameterizedTest
  @MethodSource("otherFormats")
  void whatAnotherVersionWroteIsNoSession(String json) {
    byte[] deflated =
        Deflated.deflate(
            json.replace("\"I\"", quoted(bed.idToken().raw())).getBytes(StandardCharsets.UTF_8));
    browser.cookies.put(
        SessionBed.NAME, "1." + bed.sealer.seal("session", SessionBed.NAME, deflated));

    assertThat(bed.isAlive()).isFalse();
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("J20")
  void aRecordThatInflatesHugelyIsNoSession() {
    byte[] bomb = Deflated.deflate(new byte[2 * 1024 * 1024]);
    browser.cookies.put(SessionBed.NAME, "1." + bed.sealer.seal("session", SessionBed.NAME, bomb));

    assertThat(bed.isAlive()).isFalse();
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("F-55")
  void sessionsOutliveARotationUntilTheOldSecretIsGone() {
    String old = secret(1);
    String next = secret(2);
    bed.sealer = sealer(old);
    bed.save();

    bed.sealer = sealer(next);
    Sessions later = bed.anotherNode();
    Browser away = browser.copy();
    bed.sealer = sealer(next + " " + old);
    assertThat(bed.recall(bed.anotherNode())).isInstanceOf(Recall.Alive.class);
    assertThat(bed.recall(later)).as("sealed anew").isInstanceOf(Recall.Alive.class);

    assertThat(later.recall(away.request())).isInstanceOf(Recall.Over.class);
    browser.cookies.putAll(away.cookies);
    bed.recall(later);
    assertThat(browser.cookies).as("a clean new login").isEmpty();
  }

  @Test
  @Tag("O15")
  void aSessionOfAnIssuerThatTheSettingsNoLongerNameIsOverAtOnce() {
    bed.save();
    bed.issuer = IssuerMatch.exact(ISSUER + "/other");

    assertThat(bed.recall(bed.anotherNode()))
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.ISSUER_WRONG));
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("M04")
  @Tag("M05")
  void forgetsAllOfASession() {
    bed.save(bed.idToken(), longToken(2_500), null);
    CookieJar jar = browser.request();
    bed.sessions().signOut(jar);
    browser.answer(jar);

    assertThat(browser.cookies).isEmpty();
    assertThat(bed.isAlive()).isFalse();
  }

  @Test
  @Tag("P04")
  void isPrintedWithoutTokens() {
    SessionTokens tokens =
        new SessionTokens("canary", null, Set.of("canary"), "canary", clock.instant(), null);
    Session session =
        new Session(
            "canary",
            "canary",
            clock.instant(),
            clock.instant(),
            "canary",
            bed.idToken().claims(),
            null,
            tokens);

    assertThat(tokens.toString()).doesNotContain("canary");
    assertThat(session.toString()).doesNotContain("canary");
  }

  @Test
  void sourcesAreKnownByTheirNames() {
    assertThat(ClaimSource.named("id-token")).isEqualTo(ClaimSource.ID_TOKEN);
    assertThat(ClaimSource.named("access-token")).isEqualTo(ClaimSource.ACCESS_TOKEN);
    for (String odd : List.of("", "ID-TOKEN", "id_token", "user-info", "id-token ")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ClaimSource.named(odd))
          .withMessage(
              "\""
                  + odd
                  + "\" is no source of claims; known are id-token, access-token,"
                  + " userinfo");
    }
    bed.sources = List.of();
    assertThatIllegalArgumentException().isThrownBy(bed::sessions);
  }

  @Test
  @Tag("P10")
  void recallsUnderEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      bed.save();
      assertThat(bed.isAlive()).isTrue();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Sealer sealer(String secrets) {
    return new Sealer(
        "shop", SealKeys.parse(secrets, problem -> {}).orElseThrow(), SessionBed.RANDOM);
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
