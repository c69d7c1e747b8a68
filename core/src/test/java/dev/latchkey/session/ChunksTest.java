package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.testing.Browser;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

  private static final String NAME = "__Host-shop";
  private static final String SECOND = "__Host-shop.1";
  private static final Unguessable RANDOM = Unguessable.secureRandom();

  /** The lengths of records whose sealed form has exactly that many characters. */
  private static final int SEALED_AS_3800 = 2_801;

  private static final int SEALED_AS_5120 = 3_791;

  private final SealKeys keys = SealKeys.perProcess(RANDOM);
  private final Sealer sealer = new Sealer("shop", keys, RANDOM);
  private final Chunks chunks = new Chunks(NAME, new CookieSettings("/", true));
  private final Browser browser = new Browser();

  @Tag("J18")
  @Tag("F-57")
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "2000, 1",
    "2800, 1",
    "2801, 1", // exactly one chunk
    "2802, 2",
    "3000, 2",
    "3791, 2" // exactly the limit
  })
  void bringsARecordBackInAsManyChunksAsItNeeds(int length, int chunks) {
    byte[] record = record(length);

    assertThat(write(record)).isTrue();
    assertThat(browser.cookies).hasSize(chunks);
    assertThat(read(browser.request())).isEqualTo(record);
    assertThat(browser.cookies.values()).allMatch(value -> value.length() <= 3_802);
    assertThat(browser.header().length()).isLessThan(5 * 1024 + 100);
  }

  @Test
  @Tag("J18")
  void theLengthsOfThisTestAreThoseOfTheChunks() {
    assertThat(sealer.seal("session", NAME, record(SEALED_AS_3800))).hasSize(3_800);
    assertThat(sealer.seal("session", NAME, record(SEALED_AS_5120))).hasSize(5_120);
  }

  @Tag("J19")
  @ParameterizedTest
  @ValueSource(ints = {SEALED_AS_5120 + 1, 10_000, 1_000_000})
  void changesNothingForARecordThatIsTooLong(int length) {
    write(record(3_000));
    CookieJar jar = browser.request();

    assertThat(write(record(length), jar)).isFalse();
    assertThat(jar.setCookies()).isEmpty();
  }

  @Test
  @Tag("J02")
  void aShorterRecordRemovesTheChunkLeftOver() {
    write(record(3_000));
    byte[] shorter = record(100);
    CookieJar jar = browser.request();
    write(shorter, jar);

    assertThat(jar.setCookies())
        .hasSize(2)
        .contains(SECOND + "=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax");
    browser.answer(jar);
    assertThat(browser.cookies).containsOnlyKeys(NAME);
    assertThat(read(browser.request())).isEqualTo(shorter);
  }

  @Test
  @Tag("J02")
  void removesEveryChunkThatCameAndNothingElse() {
    write(record(3_000));
    browser.cookies.put("other", "x");
    CookieJar jar = browser.request();
    chunks.remove(jar);

    assertThat(jar.setCookies())
        .containsExactly(
            NAME + "=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax",
            SECOND + "=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax");
    CookieJar empty = new Browser().request();
    chunks.remove(empty);
    assertThat(empty.setCookies()).isEmpty();
  }

  @Test
  @Tag("J02")
  void aSecondChunkWithoutItsFirstIsSomethingToRemove() {
    write(record(3_000));
    browser.cookies.remove(NAME);

    assertThat(chunks.has(browser.request())).isTrue();
    assertThat(read(browser.request())).isNull();
    assertThat(chunks.has(new Browser().request())).isFalse();
  }

  @Test
  void aShortRecordIsReadWhateverStandsBesideIt() {
    byte[] record = record(100);
    write(record);
    browser.cookies.put(SECOND, "left over");

    assertThat(read(browser.request())).isEqualTo(record);
  }

  @Test
  @Tag("J01")
  void theCookieIsSetWithEveryProtection() {
    CookieJar jar = browser.request();
    write(record(10), jar);

    assertThat(jar.setCookies())
        .singleElement()
        .asString()
        .matches(NAME + "=1\\.[A-Za-z0-9_-]+; Path=/; Secure; HttpOnly; SameSite=Lax")
        .doesNotContainIgnoringCase("domain");
  }

  @Tag("J17")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.",
        "3.",
        "9.",
        "-1.",
        "99999999.",
        "+1.",
        " 1.",
        "01.",
        "1,",
        "1",
        "12.",
        "\u0661.",
        "\uff11.",
        "x.",
        ".",
        "",
        "1..",
        "2.1.",
        "%31."
      })
  void refusesEveryOtherCountOfChunks(String count) {
    write(record(3_000));
    String first = String.valueOf(browser.cookies.get(NAME));
    browser.cookies.put(NAME, count + first.substring(2));

    assertThat(read(browser.request())).isNull();
  }

  @Test
  @Tag("J17")
  void refusesChunksThatAreMissingSwappedOrNotAllOfOneSession() {
    write(record(3_000));
    Browser other = new Browser();
    CookieJar jar = other.request();
    write(record(3_000), jar);
    other.answer(jar);
    String first = String.valueOf(browser.cookies.get(NAME));
    String second = String.valueOf(browser.cookies.get(SECOND));

    assertRefused("2." + first.substring(2), String.valueOf(other.cookies.get(SECOND)));
    assertRefused(String.valueOf(other.cookies.get(NAME)), second);
    assertRefused("2." + second, first.substring(2));
    assertRefused("1." + first.substring(2), second);
    browser.cookies.put("__Host-shop.2", ""); // a third one, which no session of ours has
    assertRefused("3." + first.substring(2), second);
    assertRefused(first, "");
    assertRefused(first, second + second);
    assertRefused(first, "1." + second);
    assertRefused(first, first);
    assertRefused(first, "A".repeat(100_000));
    browser.cookies.put(NAME, first);
    browser.cookies.remove(SECOND);
    assertThat(read(browser.request())).isNull();
  }

  private void assertRefused(String first, String second) {
    browser.cookies.put(NAME, first);
    browser.cookies.put(SECOND, second);

    assertThat(read(browser.request())).isNull();
  }

  @Test
  @Tag("J14")
  @Tag("J17")
  void refusesAChunkThatCameTwice() {
    write(record(3_000));
    String header = browser.header();

    for (String planted : List.of(NAME + "=x", SECOND + "=x", header)) {
      for (List<String> headers :
          List.of(List.of(header, planted), List.of(planted + "; " + header))) {
        CookieJar jar = CookieJar.of(headers);
        assertThat(chunks.has(jar)).isTrue();
        assertThat(read(jar)).isNull();
      }
    }
  }

  @Test
  @Tag("J03")
  void oneChangedCharacterAnywhereAndItIsRefused() {
    write(record(60));
    String value = String.valueOf(browser.cookies.get(NAME));
    for (int i = 0; i < value.length(); i++) {
      for (char other : new char[] {'A', 'B', '1', '.', '=', ' ', '"'}) {
        if (value.charAt(i) != other) {
          browser.cookies.put(NAME, value.substring(0, i) + other + value.substring(i + 1));

          assertThat(read(browser.request())).as("%s at %d", other, i).isNull();
        }
      }
    }
  }

  @Tag("J04")
  @Tag("C16")
  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "x", "1.", "1.null", "1.AAAA", "1.rO0ABXNy", "{}", "1.{}", "\""})
  void whatIsNoRecordIsRefused(String value) {
    browser.cookies.put(NAME, value);

    assertThat(chunks.has(browser.request())).isTrue();
    assertThat(read(browser.request())).isNull();
  }

  @Test
  @Tag("J05")
  @Tag("G07")
  void refusesARecordThatWasSealedForSomethingElse() {
    Sealer bank = new Sealer("bank", keys, RANDOM);

    for (String sealed :
        List.of(
            sealer.seal("login", NAME, record(10)),
            sealer.seal("session", "__Host-bank", record(10)),
            sealer.seal("session", SECOND, record(10)),
            bank.seal("session", NAME, record(10)))) {
      browser.cookies.put(NAME, "1." + sealed);
      assertThat(read(browser.request())).isNull();
    }
    browser.cookies.put(NAME, "1." + sealer.seal("session", NAME, record(10)));
    assertThat(read(browser.request())).isEqualTo(record(10));
  }

  private boolean write(byte[] record) {
    CookieJar jar = browser.request();
    boolean written = write(record, jar);
    browser.answer(jar);
    return written;
  }

  private boolean write(byte[] record, CookieJar jar) {
    return chunks.write(sealer.seal("session", NAME, record), null, jar);
  }

  private byte @Nullable [] read(CookieJar jar) {
    String sealed = chunks.read(jar);
    return sealed == null ? null : sealer.open("session", NAME, sealed);
  }

  private static byte[] record(int length) {
    byte[] record = new byte[length];
    new Random(length).nextBytes(record);
    return record;
  }
}
