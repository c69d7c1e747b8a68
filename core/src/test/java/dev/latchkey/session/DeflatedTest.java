package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflatedTest {

  private static final int KIB = 1024;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4_095, 4_096, 4_097, 8_191, 8_192, 8_193, 12_288, 65_536})
  void inflatesWhatItDeflatedWhateverItsLength(int length) {
    byte[] random = new byte[length];
    new Random(length).nextBytes(random);
    byte[] same = new byte[length];
    Arrays.fill(same, (byte) 'a');

    assertThat(Deflated.inflate(Deflated.deflate(random))).isEqualTo(random);
    assertThat(Deflated.inflate(Deflated.deflate(same))).isEqualTo(same);
  }

  @Tag("J20")
  @ParameterizedTest
  @CsvSource({"64, 0, true", "64, 1, false", "65, 0, false", "10240, 0, false", "102400, 0, false"})
  void stopsWhereItGrowsBeyondItsLimit(int kib, int more, boolean accepted) {
    byte[] bomb = Deflated.deflate(new byte[kib * KIB + more]);

    assertThat(Deflated.inflate(bomb) != null).isEqualTo(accepted);
  }

  @Test
  @Tag("J20")
  void aBombCostsNoMoreThanItsLimit() {
    byte[] bomb = Deflated.deflate(new byte[100 * KIB * KIB]);
    assertThat(bomb.length).isLessThan(200 * KIB);

    for (int i = 0; i < 2_000; i++) { // inflated whole, they would take minutes
      assertThat(Deflated.inflate(bomb)).isNull();
    }
  }

  @Test
  @Tag("J04")
  void whatWasNotDeflatedIsNothing() {
    byte[] good = Deflated.deflate(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

    assertThat(Deflated.inflate(new byte[0])).isNull();
    assertThat(Deflated.inflate(new byte[] {(byte) 0xff, 1, 2})).isNull();
    for (int length = 0; length < good.length; length++) {
      assertThat(Deflated.inflate(Arrays.copyOf(good, length))).as("cut at %d", length).isNull();
    }
  }

  @Test
  @Tag("C17")
  void neverThrowsAndAlwaysEndsWhateverTheBytes() {
    Random random = new Random(19);
    byte[] good =
        Deflated.deflate(
            "{\"a\":\"bcbcbcbcbcbcbcbcbc\"}".repeat(9).getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = i % 2 == 0 ? good.clone() : new byte[random.nextInt(40)];
      if (i % 2 == 1) {
        random.nextBytes(bytes);
      } else {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] inflated = Deflated.inflate(bytes);

      assertThat(inflated == null || inflated.length <= 64 * KIB).isTrue();
    }
  }
}
