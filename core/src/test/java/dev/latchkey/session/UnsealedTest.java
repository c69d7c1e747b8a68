package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What need not be unsealed again. */
class UnsealedTest {

  private final SettableClock clock = new SettableClock();
  private final Unsealed<String> unsealed = new Unsealed<>(clock);

  @Test
  void findsByTheWholeTextAlone() {
    unsealed.keep("alice.AAAAAAAAAAAAAAAAAAAA", "Alice");

    assertThat(unsealed.find("alice.AAAAAAAAAAAAAAAAAAAA")).isEqualTo("Alice");
    assertThat(unsealed.find("blice.AAAAAAAAAAAAAAAAAAAA")).as("the same end").isNull();
    assertThat(unsealed.find("AAAAAAAAAAAAAAAAAAAA")).isNull();
  }

  @Test
  void isGoneAMinuteAfterItsLastUse() {
    unsealed.keep("alice", "Alice");
    clock.advance(Duration.ofSeconds(59));
    assertThat(unsealed.find("alice")).isEqualTo("Alice");
    clock.advance(Duration.ofSeconds(59));
    assertThat(unsealed.find("alice")).isEqualTo("Alice");
    clock.advance(Duration.ofSeconds(60));

    assertThat(unsealed.find("alice")).isNull();
  }

  @Test
  void holdsSoManyAndNoMore() {
    int found = 0;
    for (int i = 0; i < 10_000; i++) {
      unsealed.keep("text" + i, "value");
    }
    for (int i = 0; i < 10_000; i++) {
      found += unsealed.find("text" + i) == null ? 0 : 1;
    }

    assertThat(found).isBetween(1, 4_000);
  }
}
