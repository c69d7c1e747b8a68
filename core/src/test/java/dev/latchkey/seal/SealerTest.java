package dev.latchkey.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {

  private static final String OLD = secret(1);
  private static final String NEW = secret(2);
  private static final byte[] PLAIN = "who it is".getBytes(StandardCharsets.UTF_8);
  private static final int HEAD_BYTES = 33;
  private static final int TAG_BYTES = 16;

  private final Sealer sealer = sealer("shop", OLD);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1_000, 100_000})
  void opensWhatItSealed(int length) {
    byte[] plain = new byte[length];
    new Random(length).nextBytes(plain);

    assertThat(sealer.open("p", "q", sealer.seal("p", "q", plain))).isEqualTo(plain);
  }

  @Test
  @Tag("J08")
  void sealsTheSameAlikeWhereThatIsWantedAndNothingElse() {
    String sealed = sealer.sealAlike("p", "q", PLAIN);

    assertThat(sealer.sealAlike("p", "q", PLAIN)).isEqualTo(sealed);
    assertThat(sealer.openAlike("p", "q", sealed)).isEqualTo(PLAIN);
    assertThat(sealer.openAlike("q", "q", sealed)).isNull();
    assertThat(sealer.openAlike("p", "p", sealed)).isNull();
    assertThat(sealer("other", OLD).openAlike("p", "q", sealed)).isNull();
    Set<String> starts = new HashSet<>(Set.of(sealed.substring(0, 16)));
    for (String other :
        new String[] {
          sealer.sealAlike("q", "q", PLAIN),
          sealer.sealAlike("p", "p", PLAIN),
          sealer.sealAlike("p", "q", Arrays.copyOf(PLAIN, PLAIN.length - 1)),
          sealer("other", OLD).sealAlike("p", "q", PLAIN),
          sealer("shop", NEW).sealAlike("p", "q", PLAIN)
        }) {
      assertThat(starts.add(other.substring(0, 16))).as("no key twice").isTrue();
    }
    assertThat(sealer.seal("p", "q", PLAIN)).isNotEqualTo(sealer.seal("p", "q", PLAIN));
  }

  @Test
  @Tag("J08")
  void whatIsSealedAlikeOpensWithEachKeyThereIsAndUnchangedOnly() {
    String sealed = sealer.sealAlike("p", "q", PLAIN);
    byte[] record = Objects.requireNonNull(Base64Url.decode(sealed));
    assertThat(record).hasSize(12 + PLAIN.length);
    assertThat(new String(record, StandardCharsets.ISO_8859_1)).doesNotContain("who");
    for (int i = 0; i < record.length; i++) {
      byte[] changed = record.clone();
      changed[i] ^= 1;
      assertThat(sealer.openAlike("p", "q", Base64Url.encode(changed))).isNull();
    }

    assertThat(sealer.openAlike("p", "q", sealed.substring(0, 15))).isNull();
    assertThat(sealer.openAlike("p", "q", "a:b")).isNull();
    assertThat(sealer("shop", NEW + " " + OLD).openAlike("p", "q", sealed)).isEqualTo(PLAIN);
    assertThat(sealer("shop", NEW).openAlike("p", "q", sealed)).isNull();
  }

  @Test
  void nothingOfThePlainTextShows() {
    byte[] record = Base64Url.decode(sealer.seal("session", "place", PLAIN));

    assertThat(record).hasSize(HEAD_BYTES + PLAIN.length + TAG_BYTES);
    assertThat(new String(Objects.requireNonNull(record), StandardCharsets.ISO_8859_1))
        .doesNotContain("who", "session", "place", "shop");
  }

  @Test
  @Tag("J03")
  void oneChangedBitAnywhereAndItDoesNotOpen() {
    byte[] record = Objects.requireNonNull(Base64Url.decode(sealer.seal("p", "q", PLAIN)));
    for (int bit = 0; bit < record.length * 8; bit++) {
      byte[] changed = record.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(sealer.open("p", "q", Base64Url.encode(changed))).as("bit %d", bit).isNull();
    }
  }

  @Test
  @Tag("J04")
  @Tag("J09")
  void cutOrLengthenedItDoesNotOpen() {
    byte[] record = Objects.requireNonNull(Base64Url.decode(sealer.seal("p", "q", PLAIN)));
    for (int length = 0; length < record.length + 20; length++) {
      if (length != record.length) {
        byte[] changed = Arrays.copyOf(record, length);

        assertThat(sealer.open("p", "q", Base64Url.encode(changed))).as("%d", length).isNull();
      }
    }
  }

  @Tag("J04")
  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "A", "AQ", "not base64!", "=", " ", "\u0000", "\ud83d\ude00", "."})
  void whatIsNoRecordDoesNotOpen(String sealed) {
    assertThat(sealer.open("p", "q", sealed)).isNull();
  }

  @Test
  @Tag("J04")
  @Tag("C16")
  void longNonsenseAndJavaSerializationDoNotOpen() {
    byte[] serialized = new byte[100];
    serialized[0] = (byte) 0xac;
    serialized[1] = (byte) 0xed;
    serialized[3] = 5;

    assertThat(sealer.open("p", "q", "A".repeat(100_000))).isNull();
    assertThat(sealer.open("p", "q", "-".repeat(100_003))).isNull();
    assertThat(sealer.open("p", "q", Base64Url.encode(serialized))).isNull();
  }

  @Test
  @Tag("A38")
  void theSameRecordSpelledOtherwiseDoesNotOpen() {
    String sealed = sealer.seal("p", "q", new byte[2]); // 51 bytes: no unused bits
    String other = sealer.seal("p", "q", new byte[1]); // 50 bytes: two of them
    char last = other.charAt(other.length() - 1);

    assertThat(sealer.open("p", "q", sealed + "=")).isNull();
    assertThat(sealer.open("p", "q", " " + sealed)).isNull();
    assertThat(sealer.open("p", "q", sealed + "\n")).isNull();
    assertThat(sealer.open("p", "q", other.substring(0, other.length() - 1) + (char) (last + 1)))
        .isNull();
  }

  @Tag("G07")
  @Tag("J05")
  @Tag("J11")
  @ParameterizedTest
  @CsvSource({
    "shop,  login,   cookie",
    "shop,  session, cookie.1",
    "shop,  session, Cookie",
    "shop,  session, ''",
    "shop,  '',      cookie",
    "store, session, cookie",
    "'',    session, cookie",
    "shop,  sessionc, ookie",
    "shop,  sessio, ncookie",
    "shops, ession, cookie",
    "sho,   psession, cookie",
    "shop,  cookie,  session",
    "session, shop,  cookie"
  })
  void opensOnlyForTheApplicationPurposeAndPlaceItWasSealedFor(
      String application, String purpose, String place) {
    String sealed = sealer.seal("session", "cookie", PLAIN);

    assertThat(sealer.open("session", "cookie", sealed)).isEqualTo(PLAIN);
    assertThat(sealer(application, OLD).open(purpose, place, sealed)).isNull();
  }

  @Test
  @Tag("F-55")
  void afterARotationOldRecordsOpenUntilTheOldSecretIsGone() {
    String sealedBefore = sealer.seal("p", "q", PLAIN);
    Sealer rotating = sealer("shop", NEW + " " + OLD);
    String sealedAfter = rotating.seal("p", "q", PLAIN);

    assertThat(rotating.open("p", "q", sealedBefore)).isEqualTo(PLAIN);
    assertThat(rotating.open("p", "q", sealedAfter)).isEqualTo(PLAIN);
    assertThat(sealer("shop", NEW).open("p", "q", sealedAfter)).isEqualTo(PLAIN);
    assertThat(sealer("shop", NEW).open("p", "q", sealedBefore)).isNull();
    assertThat(sealer.open("p", "q", sealedAfter)).as("a node that is not told yet").isNull();
  }

  @Test
  @Tag("F-55")
  void anotherSecretDoesNotOpenIt() {
    assertThat(sealer("shop", NEW).open("p", "q", sealer.seal("p", "q", PLAIN))).isNull();
  }

  @Test
  @Tag("J23")
  void underAKeyThatTravelsItOpensForWhoeverHasTheSecretToo() {
    byte[] key = {1, 2, 3};
    String sealed = sealer.under(key).seal("p", "q", PLAIN);

    assertThat(sealer.under(key).open("p", "q", sealed)).isEqualTo(PLAIN);
    assertThat(sealer.under(new byte[] {1, 2, 4}).open("p", "q", sealed)).isNull();
    assertThat(sealer.open("p", "q", sealed)).isNull();
    assertThat(sealer("shop", NEW).under(key).open("p", "q", sealed)).isNull();
    assertThat(sealer("store", OLD).under(key).open("p", "q", sealed)).isNull();
    assertThat(sealer("shop", NEW + " " + OLD).under(key).open("p", "q", sealed)).isEqualTo(PLAIN);
  }

  @Test
  @Tag("F-67")
  void aFormatThatIsNotKnownDoesNotOpen() {
    byte[] record = Objects.requireNonNull(Base64Url.decode(sealer.seal("p", "q", PLAIN)));

    assertThat(record[0]).isEqualTo((byte) 1);
    for (int version = 0; version < 256; version++) {
      record[0] = (byte) version;
      assertThat(sealer.open("p", "q", Base64Url.encode(record)) != null).isEqualTo(version == 1);
    }
  }

  @Test
  void twoSecretsPerProcessAreTwo() {
    Unguessable random = Unguessable.secureRandom();
    Sealer one = new Sealer("shop", SealKeys.perProcess(random), random);
    Sealer other = new Sealer("shop", SealKeys.perProcess(random), random);
    String sealed = one.seal("p", "q", PLAIN);

    assertThat(one.open("p", "q", sealed)).isEqualTo(PLAIN);
    assertThat(other.open("p", "q", sealed)).isNull();
  }

  @Test
  @Tag("J08")
  void noTwoRecordsShareTheirSaltOrNonce() {
    long[] salts = new long[Boolean.getBoolean("latchkey.full") ? 1_000_000 : 200_000];
    long[] nonces = new long[salts.length];
    for (int i = 0; i < salts.length; i++) {
      ByteBuffer record = ByteBuffer.wrap(sealer.sealBytes("p", "q", PLAIN));
      salts[i] = record.getLong(5);
      nonces[i] = record.getLong(5 + 16);
    }

    assertThat(LongStream.of(salts).distinct().count()).isEqualTo(salts.length);
    assertThat(LongStream.of(nonces).distinct().count()).isEqualTo(nonces.length);
  }

  @Test
  @Tag("J08")
  void asksForNewRandomnessForEveryRecord() {
    AtomicLong asked = new AtomicLong();
    Unguessable counting = target -> asked.addAndGet(target.length);
    Sealer counted = new Sealer("shop", keys(OLD), counting);

    counted.seal("p", "q", PLAIN);
    counted.seal("p", "q", PLAIN);

    assertThat(asked).hasValue(2 * (16 + 12));
  }

  @Test
  @Tag("G08")
  void aWordIs256BitsAndNeverComesTwice() {
    Unguessable random = Unguessable.secureRandom();
    long[] beginnings = new long[1_000_000];
    for (int i = 0; i < beginnings.length; i++) {
      byte[] word = Objects.requireNonNull(Base64Url.decode(random.word()));
      beginnings[i] = ByteBuffer.wrap(word).getLong();
    }

    assertThat(random.word()).matches("[A-Za-z0-9_-]{43}");
    assertThat(LongStream.of(beginnings).distinct().count()).isEqualTo(beginnings.length);
  }

  @Test
  @Tag("C17")
  void neverThrowsWhateverTheText() {
    Random random = new Random(9);
    String sealed = sealer.seal("p", "q", PLAIN);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(sealed);
      for (int change = random.nextInt(3); change >= 0; change--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x90));
      }
      byte[] opened = sealer.open("p", "q", text.toString());

      assertThat(opened != null).isEqualTo(sealed.contentEquals(text));
    }
  }

  private static Sealer sealer(String application, String secrets) {
    return new Sealer(application, keys(secrets), Unguessable.secureRandom());
  }

  private static SealKeys keys(String secrets) {
    return SealKeys.parse(secrets, problem -> {}).orElseThrow();
  }

  private static String secret(int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return Base64Url.encode(bytes);
  }
}
