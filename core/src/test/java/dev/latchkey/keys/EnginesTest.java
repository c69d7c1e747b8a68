package dev.latchkey.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Engines between two signatures. */
class EnginesTest {

  private final AtomicInteger bound = new AtomicInteger();
  private final Engines<Engine> engines =
      new Engines<>(
          () -> {
            bound.incrementAndGet();
            return new Engine();
          });

  private static final class Engine {
    private final AtomicBoolean inUse = new AtomicBoolean();
  }

  @Test
  void oneAfterTheOtherIsDoneByOneEngine() throws GeneralSecurityException {
    for (int i = 0; i < 100; i++) {
      boolean odd = i % 2 == 1;
      assertThat(engines.holds(engine -> odd)).isEqualTo(odd);
    }

    assertThat(bound).hasValue(1);
  }

  @Test
  void oneThatFailedIsNotUsedAgain() throws GeneralSecurityException {
    List<Engine> used = new ArrayList<>();
    assertThatThrownBy(
            () ->
                engines.holds(
                    engine -> {
                      used.add(engine);
                      throw new SignatureException("half done");
                    }))
        .isInstanceOf(SignatureException.class);
    engines.holds(used::add);

    assertThat(used.get(1)).isNotSameAs(used.get(0));
    assertThat(bound).hasValue(2);
  }

  @Test
  void whileItWorksNobodyElseHasIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> done = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      done.add(
          threads.submit(
              () -> {
                start.await();
                boolean alone = true;
                for (int round = 0; round < 2_000; round++) {
                  alone &= engines.holds(EnginesTest::worksAlone);
                }
                return alone;
              }));
    }
    start.countDown();
    for (Future<Boolean> each : done) {
      assertThat(each.get()).isTrue();
    }
    threads.shutdown();
  }

  private static boolean worksAlone(Engine engine) {
    boolean free = engine.inUse.compareAndSet(false, true);
    Thread.yield();
    return engine.inUse.compareAndSet(true, false) && free;
  }
}
