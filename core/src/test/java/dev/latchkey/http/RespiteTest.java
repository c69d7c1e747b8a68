package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RespiteTest {

  private static final Duration JUST = Duration.ofNanos(1);

  private final SettableClock clock = new SettableClock();
  private final Respite respite = new Respite(clock);

  private void failTimes(int times) {
    for (int i = 0; i < times; i++) {
      respite.failed(null);
    }
  }

  private void assertPaused(Duration length) {
    clock.advance(length.minus(JUST));
    assertThat(respite.mayAsk()).isFalse();
    clock.advance(JUST);
    assertThat(respite.mayAsk()).isTrue();
  }

  @Test
  @Tag("F-27")
  void twoFailuresAreBorneAndTheThirdBeginsAPause() {
    failTimes(2);
    assertThat(respite.mayAsk()).isTrue();
    failTimes(1);
    assertPaused(Duration.ofSeconds(1));
  }

  @Test
  void aSuccessInBetweenEndsTheRow() {
    failTimes(2);
    respite.succeeded();
    failTimes(2);
    assertThat(respite.mayAsk()).isTrue();
  }

  @Test
  @Tag("F-27")
  void oneCallerTriesAfterThePauseAndTheOthersWaitForWhatComesOfIt() {
    failTimes(3);
    clock.advance(Duration.ofSeconds(1));
    assertThat(respite.mayAsk()).isTrue();
    assertThat(respite.mayAsk()).isFalse();
    respite.succeeded();
    assertThat(respite.mayAsk()).isTrue();
    assertThat(respite.mayAsk()).isTrue();
  }

  @Test
  void pausesDoubleUpToHalfAMinute() {
    failTimes(3);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      assertPaused(Duration.ofSeconds(seconds));
      respite.failed(null);
    }
  }

  @Test
  void failuresOfCallsThatBeganBeforeThePauseDoNotLengthenIt() {
    failTimes(30);
    assertPaused(Duration.ofSeconds(1));
  }

  @Test
  @Tag("F-11")
  void aPauseThatIsAskedForBeginsAtOnceAndIsNeverShorterThanOurOwn() {
    respite.failed(Duration.ofSeconds(40));
    assertPaused(Duration.ofSeconds(40));
    respite.failed(Duration.ZERO);
    assertPaused(Duration.ofSeconds(1));
  }

  @Test
  void aTrialThatIsNeverToldOfEndsByItself() {
    failTimes(3);
    clock.advance(Duration.ofSeconds(1));
    assertThat(respite.mayAsk()).isTrue();
    assertPaused(Duration.ofSeconds(30));
  }
}
