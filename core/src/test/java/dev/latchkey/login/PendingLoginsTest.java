package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PendingLoginsTest {

  private static final String COOKIE = "__Host-latchkey-12345678";
  private static final CookieSettings COOKIES = new CookieSettings("/", true);
  private static final Unguessable RANDOM = Unguessable.secureRandom();

  private final SettableClock clock = new SettableClock();
  private final Sealer sealer = new Sealer("shop", SealKeys.perProcess(RANDOM), RANDOM);
  private final PendingLogins pending = new PendingLogins(settings(7), sealer, clock);
  private final Browser browser = new Browser();

  @Test
  void remembersALoginOnce() {
    PendingLogin login = begin("/me?a=b&c=d");

    assertSame(take(login.state()), login);
    assertThat(browser.cookies).isEmpty();
    assertThat(take(login.state())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a?b=c&d=e&&f", "/a%20b?c+d", "/a?&", "/a?x=%26%20"})
  @Tag("I15")
  void bringsTheWantedPageBackByteForByte(String target) {
    PendingLogin taken = take(begin(target).state());

    assertThat(taken).isNotNull();
    assertThat(taken == null ? null : taken.returnTo()).hasToString(target);
  }

  @Test
  @Tag("G27")
  void theOldestOfMoreThanSevenIsDropped() {
    List<PendingLogin> logins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      logins.add(begin("/" + i));
      clock.advance(Duration.ofSeconds(1));

      assertThat(browser.cookies).hasSize(Math.min(7, i + 1));
    }

    for (int i = 0; i < 10; i++) {
      assertThat(take(logins.get(i).state()) != null).as("login %d", i).isEqualTo(i >= 3);
    }
  }

  @Test
  @Tag("F-59")
  void theOldestIsDroppedAlsoOfTabsThatOpenWithinASecond() {
    List<PendingLogin> logins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      logins.add(begin("/" + i));
      clock.advance(Duration.ofMillis(1));
    }

    for (int i = 0; i < 10; i++) {
      assertThat(take(logins.get(i).state()) != null).as("login %d", i).isEqualTo(i >= 3);
    }
  }

  @Test
  @Tag("J30")
  void forgetsWhatIsUnderWayAndNothingElse() {
    begin("/a");
    begin("/b");
    browser.cookies.put(COOKIE, "a session");
    browser.cookies.put(COOKIE + "-login-AAAAAAAAAA", "nonsense");
    CookieJar jar = browser.request();
    pending.forget(jar);
    browser.answer(jar);

    assertThat(browser.cookies).containsOnlyKeys(COOKIE);
  }

  @Test
  @Tag("G27")
  void oneAtATimeWhereOnlyOneIsAllowed() {
    PendingLogins one = new PendingLogins(settings(1), sealer, clock);
    PendingLogin first = begin(one, "/a");
    clock.advance(Duration.ofSeconds(1));
    PendingLogin second = begin(one, "/b");

    assertThat(browser.cookies).hasSize(1);
    assertThat(take(first.state())).isNull();
    assertSame(take(second.state()), second);
  }

  @Tag("G27")
  @Tag("F-58")
  @ParameterizedTest
  @ValueSource(strings = {"a", "&", "%", "&a=%26", "'()*,:@[]{}|"})
  void allTogetherStayBelowThreeKibibytes(String letters) {
    PendingLogins many = new PendingLogins(settings(20), sealer, clock);
    for (int length : new int[] {10, 100, 300, 700, 1_018, 1_018, 1_018, 10, 10, 10, 10, 10}) {
      String query = letters.repeat(length / letters.length() + 1).substring(0, length);
      PendingLogin login = begin(many, "/a?b=" + query);
      clock.advance(Duration.ofSeconds(1));

      assertThat(browser.header().length()).isLessThan(3 * 1024);
      assertThat(browser.cookies.values()).allMatch(value -> value.length() < 3_900);
      assertSame(take(browser.copy(), many, login.state()), login);
    }
  }

  @Test
  @Tag("F-58")
  void leaveRoomForALargeSession() {
    PendingLogin oldest = begin("/0");
    for (int i = 1; i < 7; i++) {
      clock.advance(Duration.ofSeconds(1));
      begin("/" + i);
    }
    clock.advance(Duration.ofSeconds(1));
    CookieJar jar = browser.request();
    jar.put(COOKIE, "s".repeat(3_800), null, COOKIES);
    jar.put(COOKIE + ".1", "s".repeat(1_200), null, COOKIES);
    pending.makeRoom(jar);
    browser.answer(jar);

    assertThat(browser.header().length()).isBetween(5_000, 6 * 1024);
    assertThat(take(browser.copy(), pending, oldest.state())).isNull();
    PendingLogin newest = begin("/a?b=" + "c".repeat(1_018));
    assertThat(browser.header().length()).isLessThan(6 * 1024);
    assertSame(take(newest.state()), newest.toFrontPage()); // its page had no room
  }

  @Test
  @Tag("J17")
  void deletesOnlySoManyInOneAnswer() {
    for (int i = 0; i < 200; i++) {
      browser.cookies.put(COOKIE + "-login-" + i, "");
    }
    CookieJar jar = browser.request();
    pending.remember(login("/me"), jar);

    assertThat(jar.setCookies()).hasSize(21);
    CookieJar other = browser.request();
    pending.forget(other);
    assertThat(other.setCookies()).hasSize(20);
  }

  @Test
  @Tag("F-59")
  void sevenTabsOfUsualPagesFit() {
    for (int i = 0; i < 7; i++) {
      begin("/orders/" + i + "?page=2&sort=d");
    }

    assertThat(browser.cookies).hasSize(7);
    assertThat(browser.header().length()).isLessThan(3 * 1024);
  }

  @Tag("G02")
  @ParameterizedTest
  @CsvSource({"0, true", "599, true", "600, false", "601, false", "86400, false"})
  void isOverWhenItsTimeIs(long secondsLater, boolean alive) {
    PendingLogin login = begin("/me");
    clock.advance(Duration.ofSeconds(secondsLater));

    PendingLogin taken = take(login.state());
    assertSame(taken, login);
    assertThat(pending.isOver(login)).isEqualTo(!alive);
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  void theCookieEndsByItselfWithTheLogin() {
    CookieJar jar = browser.request();
    pending.remember(login("/me"), jar);

    assertThat(jar.setCookies())
        .singleElement()
        .asString()
        .matches(
            COOKIE
                + "-login-[A-Za-z0-9_-]{10}=[A-Za-z0-9_-]+; Max-Age=4200; Path=/; Secure; HttpOnly;"
                + " SameSite=Lax");
  }

  @Test
  @Tag("F-58")
  void whatIsOverOrUnreadableIsClearedByTheNextLogin() {
    begin("/old");
    clock.advance(Duration.ofMinutes(11));
    browser.cookies.put(COOKIE + "-login-AAAAAAAAAA", "nonsense");
    browser.cookies.put(COOKIE + "-login-", "");
    browser.cookies.put("__Host-latchkey-87654321-login-AAAAAAAAAA", "another application's");
    browser.cookies.put(COOKIE, "a session");

    PendingLogin login = begin("/new");

    assertThat(browser.cookies)
        .hasSize(3)
        .containsKeys(COOKIE, "__Host-latchkey-87654321-login-AAAAAAAAAA");
    assertSame(take(login.state()), login);
  }

  @Test
  @Tag("G09")
  void theStateIsComparedInFull() {
    PendingLogin login = begin("/me");
    String state = login.state();

    for (String other :
        List.of(
            "",
            state.substring(1),
            state.substring(0, 42),
            state + "A",
            state + " ",
            state.toLowerCase(Locale.ROOT),
            "%" + state)) {
      assertThat(take(browser.copy(), pending, other)).isNull();
    }
    assertSame(take(state), login);
  }

  @Test
  @Tag("G09")
  @Tag("G44")
  void aCookieUnderTheNameOfAnotherStateDoesNotCount() {
    PendingLogin mine = begin("/me");
    String myName = browser.cookies.keySet().iterator().next();
    PendingLogin other = begin("/x");
    String mySealed = String.valueOf(browser.cookies.get(myName));
    browser.cookies.replaceAll((name, value) -> name.equals(myName) ? value : mySealed);

    assertThat(take(other.state())).isNull();
    assertSame(take(mine.state()), mine);
  }

  @Test
  @Tag("G09")
  void aLoginUnderItsNameButWithAnotherStateDoesNotCount() {
    PendingLogin mine = begin("/me");
    String name = browser.cookies.keySet().iterator().next();
    browser.cookies.put(name, sealer.seal("login", name, login("/x").toBytes()));

    assertThat(take(mine.state())).isNull();
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("J14")
  void twoCookiesOfOneNameCountAsNoneAndAreRemoved() {
    PendingLogin login = begin("/me");
    CookieJar jar = CookieJar.of(List.of(browser.header(), browser.header()));

    assertThat(pending.find(login.state(), jar)).isNull();
    assertThat(jar.setCookies()).singleElement().asString().contains("=; Max-Age=0;");
  }

  @Tag("J04")
  @Tag("F-67")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"state\":\"s\"}",
        "{\"state\":\"s\",\"nonce\":\"n\",\"verifier\":\"v\",\"return\":\"/\"}",
        "{\"state\":\"s\",\"nonce\":\"n\",\"verifier\":\"v\",\"return\":\"/\",\"begun\":\"1\"}",
        "{\"state\":\"s\",\"nonce\":\"n\",\"verifier\":\"v\",\"return\":\"//x\",\"begun\":1}",
        "{\"state\":\"s\",\"nonce\":\"n\",\"verifier\":1,\"return\":\"/\",\"begun\":1}"
      })
  void whatAnotherVersionWroteIsNoLogin(String bytes) {
    assertThat(PendingLogin.of(bytes.getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  @Tag("P04")
  void isPrintedWithoutItsSecrets() {
    PendingLogin login = login("/canary");

    assertThat(login.toString())
        .doesNotContain(login.state(), login.nonce(), login.codeVerifier(), "canary");
  }

  private static void assertSame(@Nullable PendingLogin taken, PendingLogin expected) {
    assertThat(taken).usingRecursiveComparison().isEqualTo(expected);
  }

  private PendingLogin begin(String target) {
    return begin(pending, target);
  }

  private PendingLogin begin(PendingLogins logins, String target) {
    PendingLogin login = login(target);
    CookieJar jar = browser.request();
    logins.remember(login, jar);
    browser.answer(jar);
    return login;
  }

  private PendingLogin login(String target) {
    return new PendingLogin(
        RANDOM.word(),
        RANDOM.word(),
        RANDOM.word(),
        ReturnTarget.parse(target).orElseThrow(),
        clock.instant(),
        Map.of(),
        false);
  }

  private @Nullable PendingLogin take(String state) {
    return take(browser, pending, state);
  }

  private static @Nullable PendingLogin take(Browser from, PendingLogins logins, String state) {
    CookieJar jar = from.request();
    PendingLogin login = logins.find(state, jar);
    if (login != null) {
      logins.forget(login, jar);
    }
    from.answer(jar);
    return login;
  }

  private static LoginSettings settings(int maxPending) {
    return new LoginSettings(
        "https://id.example.com",
        "shop",
        URI.create("https://shop.example.com/oidc/callback"),
        Set.of(),
        Duration.ofMinutes(10),
        maxPending,
        COOKIE);
  }
}
