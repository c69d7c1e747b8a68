package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventLog;
import dev.latchkey.event.FaultLog;
import dev.latchkey.event.GuardedListener;
import dev.latchkey.event.Listener;
import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.testing.LogLines;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.token.TokenMaker;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever breaks inside, the answer is no, and the request does not go on. */
class FaultsTest {

  private static final String ORDERS = "/api/orders/7";

  static Stream<Throwable> thrown() {
    return Stream.of(
        new IllegalStateException("canary"),
        new NullPointerException(),
        new StackOverflowError(),
        new OutOfMemoryError("canary"),
        new NoClassDefFoundError("dev/latchkey/Gone"),
        new AssertionError("canary"),
        new Exception("canary, which nobody declared"),
        new Cyclic());
  }

  /** Its own cause, as some libraries make them. */
  private static final class Cyclic extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      return this;
    }
  }

  @ParameterizedTest
  @MethodSource("thrown")
  @Tag("F-79")
  void aFaultWhileJudgingIs500(Throwable fault) {
    try (LogLines log = new LogLines();
        Shop shop = Shop.with()) {
      Decision.Stop stop = shop.stop(new BrokenRequest(fault));

      assertThat(stop.status()).isEqualTo(500);
      assertThat(log.with((String) TestGate.json(stop).get("reference")))
          .singleElement()
          .asString()
          .contains("internal_error", fault.getClass().getName());
      assertThat(log.with("canary")).isEmpty();
    }
  }

  @Test
  @Tag("F-79")
  void aRequestThatCannotBeLookedAtAtAllIs500() {
    TestGate gate = TestGate.with("bearer /**");
    GateRequest nothing =
        (GateRequest)
            java.lang.reflect.Proxy.newProxyInstance(
                GateRequest.class.getClassLoader(),
                new Class<?>[] {GateRequest.class},
                (proxy, method, arguments) -> {
                  throw new StackOverflowError();
                });

    assertThat(gate.stop(nothing).status()).isEqualTo(500);
    assertThat(gate.lastReason()).isEqualTo(Reason.INTERNAL_ERROR);
  }

  @ParameterizedTest
  @MethodSource("thrown")
  @Tag("F-78")
  @Tag("F-79")
  void aListenerThatThrowsChangesNoDecision(Throwable fault) {
    Listener broken =
        event -> {
          throw FaultsTest.<RuntimeException>sneaked(fault);
        };
    TestGate gate = TestGate.heardBy(broken, "public /open\nbearer /**");

    assertThat(gate.decide(FakeRequest.get("/open"))).isInstanceOf(Decision.Proceed.class);
    assertThat(gate.decide(FakeRequest.get("/x").bearer(gate.token())))
        .isInstanceOf(Decision.Proceed.class);
    assertThat(gate.stop(FakeRequest.get("/x")).status()).isEqualTo(401);
    gate.keys.broken = true;
    assertThat(
            gate.stop(FakeRequest.get("/x").bearer(gate.token(java.util.Map.of("sub", "b"))))
                .status())
        .isEqualTo(500);
  }

  @SuppressWarnings("unchecked") // throws what is not declared, as other languages do
  private static <T extends Throwable> T sneaked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @MethodSource("thrown")
  @Tag("F-78")
  void aLogThatThrowsChangesNoDecisionAndKeepsNobodyFromHearing(Throwable fault) {
    BrokenLogger logger = new BrokenLogger(fault);
    Listener log = new GuardedListener(new EventLog(logger), new FaultLog(() -> logger));
    TestGate gate = TestGate.heardBy(log.andThen(event -> {}), "public /open\nbearer /**");

    assertThat(gate.decide(FakeRequest.get("/open"))).isInstanceOf(Decision.Proceed.class);
    assertThat(gate.stop(FakeRequest.get("/x")).status()).isEqualTo(401);
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
    assertThat(logger.attempts).as("the line, and that it failed").isGreaterThanOrEqualTo(2);
  }

  @Test
  @Tag("F-78")
  void aBrokenLogBelowTheWholeInstanceChangesNoDecision() {
    java.util.logging.Handler full =
        new java.util.logging.Handler() {
          @Override
          public void publish(java.util.logging.LogRecord line) {
            throw new IllegalStateException("no space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    java.util.logging.Logger logger = java.util.logging.Logger.getLogger("dev.latchkey");
    try (Shop shop = Shop.with()) {
      logger.addHandler(full);
      try {
        assertThat(shop.stop(FakeRequest.get(ORDERS)).status()).isEqualTo(401);
        assertThat(shop.stop(ORDERS, "junk").status()).isEqualTo(401);
        assertThat(shop.stop(new BrokenRequest(new StackOverflowError())).status()).isEqualTo(500);
        assertThat(shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(TokenMaker.rs256())))
            .isInstanceOf(Decision.Proceed.class);
        assertThat(shop.latchkey.counters().of(Event.Kind.REFUSED)).isEqualTo(2);
        assertThat(shop.events).as("the listener hears all the same").hasSizeGreaterThan(3);
      } finally {
        logger.removeHandler(full);
      }
    }
  }

  @Test
  @Tag("F-78")
  void aLineThatBlocksABackgroundThreadKeepsNoRequestWaiting() {
    CountDownLatch release = new CountDownLatch(1);
    try (Latchkey latchkey =
        Latchkey.builder()
            .issuer(TokenMaker.ISSUER)
            .audience(TokenMaker.AUDIENCE)
            .set("jwks-uri", TokenMaker.ISSUER + "/jwks")
            .clock(new SettableClock())
            .transport(call -> HttpAnswer.of(200, Map.of(), TokenMaker.jwks()))
            .listener(event -> stuck(event, release))
            .build()) {
      assertThat(latchkey.decide(FakeRequest.get(ORDERS).bearer(TokenMaker.rs256())))
          .isInstanceOf(Decision.Proceed.class);
    } finally {
      release.countDown();
    }
  }

  private static void stuck(Event event, CountDownLatch release) {
    if (event.kind() == Event.Kind.FETCHED) {
      try {
        release.await();
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("thrown")
  @Tag("F-79")
  void aTransportThatThrowsIsNoPass(Throwable fault) {
    for (String way : List.of("jwt", "introspection", "both")) {
      try (Shop shop = Shop.with("token.verification", way)) {
        for (String path : List.of("/jwks", "/introspection", "/token")) {
          shop.answers(
              path,
              call -> {
                throw FaultsTest.<RuntimeException>sneaked(fault);
              });
        }

        assertThat(shop.stop(ORDERS, "opaque." + way).status())
            .isIn(way.equals("introspection") ? List.of(500, 503) : List.of(401));
        Decision.Stop callback = shop.callback("code=abc");
        assertThat(callback.status()).isIn(500, 502, 503);
        assertThat(TestGate.cookies(callback)).isEmpty();
      }
    }
  }

  @Test
  @Tag("F-79")
  void aTransportsOwnExceptionIsAnOutageAndItsMessageIsNotTold() {
    try (LogLines log = new LogLines();
        Shop shop = Shop.with("token.verification", "introspection")) {
      shop.answers(
          "/introspection",
          call -> {
            throw new IllegalArgumentException("canary");
          });

      assertThat(shop.stop(ORDERS, TokenMaker.rs256()).status()).isEqualTo(503);
      assertThat(shop.latchkey.status().toString())
          .contains("failed in the transport: java.lang.IllegalArgumentException");
      assertThat(log.with("canary")).isEmpty();
    }
  }

  @Test
  @Tag("F-79")
  void aFetchThatBreaksOffWithAnErrorLeavesNobodyWaiting() {
    try (Shop shop = Shop.with("jwks-uri", TokenMaker.ISSUER + Shop.BROKEN)) {
      assertThat(shop.stop(ORDERS, TokenMaker.rs256()).status()).isEqualTo(503);
      assertThat(shop.latchkey.status().toString()).contains("java.lang.StackOverflowError");
    }
  }

  @Test
  void theSameFaultIsTracedOnce() {
    BrokenLogger logger = new BrokenLogger(null);
    FaultLog faults = new FaultLog(() -> logger);
    for (int i = 0; i < 100; i++) {
      faults.tell("a fault", place());
    }
    faults.tell("a fault", new IllegalStateException("elsewhere"));

    assertThat(logger.attempts).isEqualTo(2);
  }

  private static Throwable place() {
    return new IllegalStateException("here");
  }

  /** Throws whatever it is asked to write. */
  private static final class BrokenLogger implements System.Logger {

    private final @Nullable Throwable fault;
    private int attempts;

    private BrokenLogger(@Nullable Throwable fault) {
      this.fault = fault;
    }

    @Override
    public String getName() {
      return "dev.latchkey";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      write();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... parameters) {
      write();
    }

    private void write() {
      attempts++;
      if (fault != null) {
        throw FaultsTest.<RuntimeException>sneaked(fault);
      }
    }
  }
}
