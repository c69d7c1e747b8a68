package dev.latchkey.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is counted, and that nothing from outside can make the counters many. */
class CountersTest {

  private static final String ISSUER = "https://id.example.com";

  private final CountingListener listener = new CountingListener(List.of(ISSUER));

  private static Event refused(Reason reason) {
    return Event.of(Event.Kind.REFUSED, "").because(reason).issuer(ISSUER);
  }

  @Test
  void countsByKindReasonAndIssuer() {
    listener.on(Event.of(Event.Kind.ALLOWED, "").issuer(ISSUER));
    listener.on(refused(Reason.EXPIRED));
    listener.on(refused(Reason.EXPIRED));
    listener.on(Event.of(Event.Kind.LOGIN_FAILED, "").because(Reason.EXPIRED).issuer(ISSUER));
    listener.on(Event.of(Event.Kind.WARNING, "look"));

    Counters counters = listener.now();
    assertThat(counters.all().stream().map(Counters.Counter::toString))
        .containsExactly(
            "allowed " + ISSUER + " 1",
            "refused expired " + ISSUER + " 2",
            "login_failed expired " + ISSUER + " 1",
            "warning 1");
    assertThat(counters.of(Event.Kind.REFUSED)).isEqualTo(2);
    assertThat(counters.of(Reason.EXPIRED)).isEqualTo(3);
    assertThat(counters.of(Reason.CLOSED)).isZero();
  }

  @Test
  void aSnapshotStaysAsItWas() {
    Counters before = listener.now();
    listener.on(refused(Reason.EXPIRED));

    assertThat(before.all()).isEmpty();
    assertThat(listener.now().of(Reason.EXPIRED)).isEqualTo(1);
  }

  @Test
  @Tag("A21")
  @Tag("P06")
  void nothingThatRequestsBringMakesACounterOfItsOwn() {
    for (int i = 0; i < 10_000; i++) {
      listener.on(
          Event.of(Event.Kind.REFUSED, "kid " + i)
              .because(Reason.KEY_UNKNOWN)
              .issuer("https://evil.example/" + i)
              .rule("line " + i));
    }

    assertThat(listener.now().all())
        .singleElement()
        .hasToString("refused key_unknown 10000")
        .satisfies(each -> assertThat(each.issuer()).isEmpty());
  }

  @Test
  void losesNoneWhenManyThreadsCount() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch done = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      threads.execute(
          () -> {
            IntStream.range(0, 10_000).forEach(any -> listener.on(refused(Reason.EXPIRED)));
            done.countDown();
          });
    }
    assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    threads.shutdownNow();

    assertThat(listener.now().of(Reason.EXPIRED)).isEqualTo(80_000);
  }
}
