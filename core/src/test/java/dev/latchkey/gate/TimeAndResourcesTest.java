package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.TokenMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that jump, entropy that is slow, and input that wants a deep stack. */
class TimeAndResourcesTest {

  private static final String ORDERS = "/api/orders/7";

  @ParameterizedTest
  @ValueSource(ints = {-72, 72})
  @Tag("F-75")
  void aClockThatJumpsCausesNoFetchAndForgetsNoAnswer(int hours) {
    String token = rs256("exp", String.valueOf(NOW + 10_000_000), "iat", "1", "nbf", "1");
    AtomicInteger asked = new AtomicInteger();
    try (Shop shop = Shop.with("token.verification", "both", "introspection.cache", "1h")) {
      shop.answers(
          "/introspection",
          call -> {
            asked.incrementAndGet();
            return HttpAnswer.of(
                200,
                Map.of(),
                "{\"active\":true,\"sub\":\"alice-1\"}".getBytes(StandardCharsets.UTF_8));
          });
      assertThat(shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(token)))
          .isInstanceOf(Decision.Proceed.class);
      while (shop.latchkey.counters().of(Event.Kind.FETCHED) < 2) {
        Thread.onSpinWait(); // whoever waits for a fetch goes on before it is told of and counted
      }

      shop.clock.jump(Duration.ofHours(hours));
      assertThat(shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(token)))
          .isInstanceOf(Decision.Proceed.class);
      assertThat(asked).hasValue(1);
      assertThat(shop.latchkey.counters().of(Event.Kind.FETCHED))
          .as("discovery and keys, once")
          .isEqualTo(2);
    }
  }

  /** What is measured comes from a ticker, and random values from a source that never blocks. */
  @ParameterizedTest
  @ValueSource(strings = {"core", "servlet", "jaxrs"})
  @Tag("F-75")
  @Tag("F-76")
  void nobodyWaitsForEntropyOrMeasuresWithTheWallClock(String module) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        for (String word :
            List.of(
                "getInstanceStrong",
                "generateSeed",
                "getSeed",
                "NativePRNGBlocking",
                "/dev/random",
                "currentTimeMillis",
                "Instant.now(",
                "new Date()")) {
          if (text.contains(word)) {
            found.add(file.getFileName() + " has " + word);
          }
        }
      }
    }

    assertThat(found).isEmpty();
  }

  @Test
  @Tag("F-77")
  void nothingThatIsSentNeedsADeepStack() throws Exception {
    String array = "[".repeat(4_000) + "]".repeat(4_000);
    String object = "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500);
    try (Shop shop = Shop.with()) {
      for (String nested : List.of(array, object)) {
        assertThat(onASmallStack(() -> shop.stop(ORDERS, rs256("x", nested))).status())
            .isEqualTo(401);
        assertThat(reason(shop)).isEqualTo(Reason.TOKEN_MALFORMED);
        String header = TokenMaker.header("x", nested);
        String token = TokenMaker.raw(header, TokenMaker.accessClaims(), TestKeys.RSA);
        assertThat(onASmallStack(() -> shop.stop(ORDERS, token)).status()).isEqualTo(401);
        assertThat(reason(shop)).isEqualTo(Reason.TOKEN_MALFORMED);
      }
    }
  }

  @Test
  @Tag("F-77")
  void nothingThatTheProviderAnswersNeedsADeepStack() throws Exception {
    String deep = "{\"keys\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    try (Shop shop = Shop.publishing(deep)) {
      assertThat(onASmallStack(() -> shop.stop(ORDERS, rs256())).status()).isEqualTo(503);
      assertThat(reason(shop)).isEqualTo(Reason.KEYS_UNAVAILABLE);
    }
    try (Shop shop = Shop.with()) {
      shop.answers("/token", deep);
      assertThat(onASmallStack(() -> shop.callback("code=abc")).status()).isEqualTo(502);
      assertThat(reason(shop)).isEqualTo(Reason.TOKEN_ENDPOINT_FAILED);
    }
    try (Shop shop = Shop.with("token.verification", "introspection")) {
      shop.answers("/introspection", deep);
      assertThat(onASmallStack(() -> shop.stop(ORDERS, "opaque")).status()).isEqualTo(503);
      assertThat(reason(shop)).isEqualTo(Reason.INTROSPECTION_FAILED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"~/[ab/]*", "~/(a|b)[a-z0-9/]*", "~/[^/]+/.*", "/**", "/a/{*}/**"})
  @Tag("F-77")
  void noPathNeedsADeepStack(String pattern) throws Exception {
    try (Shop shop = Shop.with("rules", "deny " + pattern)) {
      for (String piece : List.of("ab", "xy", "a/", "1/")) {
        String path = "/" + piece.repeat(3_900);
        Decision.Stop stop = onASmallStack(() -> shop.stop(FakeRequest.get(path)));

        assertThat(stop.status()).as(piece).isEqualTo(403);
      }
    }
  }

  private static Reason reason(Shop shop) {
    return shop.events.stream()
        .filter(event -> event.reference().isPresent())
        .reduce((earlier, later) -> later)
        .orElseThrow()
        .reason()
        .orElseThrow();
  }

  private static Decision.Stop onASmallStack(Supplier<Decision.Stop> call) throws Exception {
    FutureTask<Decision.Stop> task = new FutureTask<>(call::get);
    new Thread(null, task, "small", 256 * 1024).start();
    return task.get(1, TimeUnit.MINUTES);
  }
}
