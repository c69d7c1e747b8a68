package dev.latchkey.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {

  private static final String NAME = "__Host-shop";
  private static final CookieSettings SETTINGS = new CookieSettings("/", true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__Host-shop=v",
        "a=b; __Host-shop=v",
        "__Host-shop=v; a=b",
        "a=b;__Host-shop=v;c=d",
        "a=b;   __Host-shop=v",
        "; __Host-shop=v",
        ";;;__Host-shop=v;;;",
        "a; __Host-shop=v; b",
        "=x; __Host-shop=v",
        "$Version=1; __Host-shop=v; $Path=/",
        "__HOST-shop=w; __host-SHOP=x; __Host-shop=v",
        "__Host-shop2=w; __Host-sho=x; __Host-shop=v"
      })
  void findsACookieAmongOthers(String header) {
    assertThat(jar(header).value(NAME)).isEqualTo("v");
    assertThat(jar(header).has(NAME)).isTrue();
  }

  @Test
  void readsWhatComesInSeveralHeaders() {
    CookieJar jar = jar("a=1; b=2", "c=3");

    assertThat(jar.value("a")).isEqualTo("1");
    assertThat(jar.value("b")).isEqualTo("2");
    assertThat(jar.value("c")).isEqualTo("3");
  }

  @Test
  void theValueIsWhatStandsBetweenTheFirstEqualsSignAndTheSemicolon() {
    assertThat(jar("a=b=c==; d=").value("a")).isEqualTo("b=c==");
    assertThat(jar("a=b=c==; d=").value("d")).isEmpty();
    assertThat(jar("a=x, b=y").value("a")).as("a comma separates nothing").isEqualTo("x, b=y");
    assertThat(jar("a=x, b=y").has("b")).isFalse();
  }

  @Tag("J14")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "__Host-shop=v; __Host-shop=w",
        "__Host-shop=v; __Host-shop=v",
        "__Host-shop=v; __Host-shop=",
        "__Host-shop=; __Host-shop=v",
        "__Host-shop=v; a=b; __Host-shop=w; __Host-shop=x"
      })
  void twoCookiesOfOneNameGiveNone(String header) {
    assertThat(jar(header).value(NAME)).isNull();
    assertThat(jar(header).has(NAME)).as("so that it can be deleted").isTrue();
  }

  @Test
  @Tag("J14")
  void twoCookiesOfOneNameInTwoHeadersGiveNone() {
    assertThat(jar("__Host-shop=v", "__Host-shop=w").value(NAME)).isNull();
    assertThat(jar("__Host-shop=v", "__Host-shop=w").namesStartingWith("__Host")).hasSize(1);
  }

  @Tag("J15")
  @Tag("J16")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ";",
        "__Host-shop",
        "=__Host-shop=v", // browsers send a cookie without a name like this
        "=__Host-shop",
        "__HOST-shop=v",
        "__host-shop=v",
        " __Host-shop=v", // a container has trimmed this, so whoever has not sent it himself
        "a=b;\t__Host-shop=v",
        "a=b;\u00a0__Host-shop=v",
        "a=b; \u2000__Host-shop=v",
        "a=b;\u3000__Host-shop=v",
        "\ufeff__Host-shop=v",
        "__Host-shop =v",
        "__Host-shop\t=v",
        "__Host-shop\u0000=v",
        "$Version=1, __Host-shop=v",
        "$Version=1; \"__Host-shop\"=v",
        "a=\"b; c=d, __Host-shop=v\"",
        "a=b, __Host-shop=v"
      })
  void whatIsNotExactlyOursIsNotOurs(String header) {
    assertThat(jar(header).value(NAME)).isNull();
    assertThat(jar(header).has(NAME)).isFalse();
    assertThat(jar(header).namesStartingWith(NAME)).noneMatch(NAME::equals);
  }

  @Test
  @Tag("J15")
  void quotesBelongToTheValueAndHideNoSemicolon() {
    assertThat(jar("$Version=1; __Host-shop=\"v\"").value(NAME)).isEqualTo("\"v\"");
    assertThat(jar("a=\"b; __Host-shop=v; c=\"").value(NAME)).isEqualTo("v");
    assertThat(jar("__Host-shop=\"v; a=b\"").value(NAME)).isEqualTo("\"v");
    assertThat(jar("__Host-shop=\"\\166\"").value(NAME)).isEqualTo("\"\\166\"");
    assertThat(jar("__Host-shop=%76").value(NAME)).isEqualTo("%76");
    assertThat(jar("__Host-shop=v ").value(NAME)).isEqualTo("v ");
  }

  @Test
  void listsTheNamesWithAPrefixOnce() {
    CookieJar jar = jar("s-login-b=1; s-login-a=2; s=3; s-login-b=4; xs-login-c=5; S-login-d=6");

    assertThat(jar.namesStartingWith("s-login-"))
        .containsExactlyInAnyOrder("s-login-a", "s-login-b");
  }

  @Test
  @Tag("J01")
  void setsWhatItPutsWithAllAttributes() {
    CookieJar jar = jar();
    jar.put(NAME, "v", null, SETTINGS);
    jar.put("b", "w", Duration.ofMinutes(10), SETTINGS);

    assertThat(jar.setCookies())
        .containsExactly(
            "__Host-shop=v; Path=/; Secure; HttpOnly; SameSite=Lax",
            "b=w; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  @Tag("J02")
  void removesWithTheAttributesThatItWasSetWith() {
    CookieJar jar = jar("__Host-shop=v");
    jar.remove(NAME, SETTINGS);

    assertThat(jar.setCookies())
        .containsExactly("__Host-shop=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  void onPlainHttpThereIsNoSecure() {
    CookieSettings development = new CookieSettings("/shop", false);
    CookieJar jar = jar();
    jar.put("a", "v", null, development);
    jar.remove("b", development);

    assertThat(jar.setCookies())
        .containsExactly(
            "a=v; Path=/shop; HttpOnly; SameSite=Lax",
            "b=; Max-Age=0; Path=/shop; HttpOnly; SameSite=Lax");
  }

  @Test
  void theLastWordOnACookieCounts() {
    CookieJar jar = jar("a=1");
    jar.remove("a", SETTINGS);
    jar.put("a", "2", null, SETTINGS);
    jar.put("b", "3", null, SETTINGS);
    jar.remove("b", SETTINGS);

    assertThat(jar.setCookies())
        .hasSize(2)
        .anyMatch(cookie -> cookie.startsWith("a=2; Path"))
        .anyMatch(cookie -> cookie.startsWith("b=; Max-Age=0"));
    assertThat(jar.value("a")).as("what came stays what came").isEqualTo("1");
  }

  @Test
  @Tag("P04")
  void isPrintedWithoutAnyValue() {
    CookieJar jar = jar("a=canary");
    jar.put("b", "canary", null, SETTINGS);

    assertThat(jar).hasToString("CookieJar[1 in, 1 out]");
  }

  @Test
  @Tag("C17")
  void neverThrowsAndStaysQuickWhateverTheHeader() {
    String alphabet = "a=; \t\",$\u0000\u00a0\u00ff";
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder header = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        header.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      CookieJar jar = jar(header.toString(), header.toString());

      assertThat(jar.namesStartingWith("")).noneMatch(String::isEmpty);
    }
    long begin = System.nanoTime();
    jar(";".repeat(1_000_000), "a;".repeat(500_000), "a=;".repeat(300_000), "=".repeat(1_000_000));
    assertThat(System.nanoTime() - begin).as("nanoseconds").isLessThan(2_000_000_000L);
  }

  @Test
  @Tag("F-58")
  void tellsWhatTheNextRequestWillTake() {
    CookieJar jar = jar("shop=abc; shop-1=d; other=e; shop=twice");
    assertThat(jar.charsAfter("shop")).isEqualTo("shop=abc; shop-1=d; shop=twice; ".length());

    jar.put("shop", "ab", null, SETTINGS);
    jar.put("shop-2", "f", Duration.ofMinutes(1), SETTINGS);
    jar.remove("shop-1", SETTINGS);

    assertThat(jar.charsAfter("shop")).isEqualTo("shop=ab; shop-2=f; ".length());
    assertThat(jar.charsAfter("shop-")).isEqualTo("shop-2=f; ".length());
    assertThat(jar.namesStartingWith("shop")).isEmpty();
    assertThat(jar.namesStartingWith("other")).containsExactly("other");
  }

  private static CookieJar jar(String... headers) {
    return CookieJar.of(Arrays.asList(headers));
  }
}
