package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.token.Identity;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that run at the same time, or one after the other on one thread, share nothing. */
class NothingCrossesTest {

  private static final String ORDERS = "/api/orders/7";
  private static final int CALLERS = 200;

  /** Virtual threads where the JDK has them; else a few threads that all callers reuse. */
  private static ExecutorService threads(boolean virtual) {
    if (virtual) {
      try {
        return (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      } catch (NoSuchMethodException before21) {
        return Executors.newFixedThreadPool(3);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return Executors.newFixedThreadPool(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("O10")
  @Tag("O11")
  void everyCallerGetsHisOwnAnswerOnVirtualAndReusedThreads(boolean virtual) throws Exception {
    ExecutorService threads = threads(virtual);
    try (Shop shop = Shop.with("error-details", "true")) {
      List<Future<String>> mistakes = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        String name = "caller-" + i;
        mistakes.add(threads.submit(() -> mistakes(shop, name)));
      }
      for (Future<String> each : mistakes) {
        assertThat(each.get(1, TimeUnit.MINUTES)).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** A good call, a refused one, and one without a caller, each told from all others' by name. */
  private static String mistakes(Shop shop, String name) {
    String good = rs256("sub", quoted(name));
    String bad = rs256("sub", quoted(name), "aud", quoted("aud-of-" + name));
    for (int round = 0; round < 3; round++) {
      Decision.Proceed passed =
          (Decision.Proceed) shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(good));
      Identity caller = passed.identity().orElseThrow();
      if (!caller.subject().equals(java.util.Optional.of(name))
          || !Tokens.of(caller).accessToken().equals(good)) {
        return name + " became " + caller;
      }
      Decision.Stop refused =
          (Decision.Stop) shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(bad));
      String body = TestGate.body(refused);
      if (!body.contains("[aud-of-" + name + "]") || body.split("aud-of-", -1).length != 2) {
        return name + " read " + body;
      }
      Decision.Proceed nobody = (Decision.Proceed) shop.latchkey.decide(FakeRequest.get("/maybe"));
      if (nobody.identity().isPresent()) {
        return name + " is remembered";
      }
    }
    return "";
  }

  @Test
  @Tag("O11")
  void anAnswerLeavesNoTraceInTheNext() {
    try (Shop shop = Shop.with("error-details", "true")) {
      String before = masked(shop.stop(FakeRequest.get(ORDERS)));
      shop.stop(ORDERS, rs256("scope", quoted("orders:write")));
      shop.stop(ORDERS, rs256("aud", quoted("account")));
      shop.stop(FakeRequest.of("DELETE", ORDERS));
      shop.stop(FakeRequest.get("/pages/a"));
      shop.signIn("nonce", quoted("other"));

      assertThat(masked(shop.stop(FakeRequest.get(ORDERS)))).isEqualTo(before);
    }
  }

  private static String masked(Decision.Stop stop) {
    return stop.status()
        + stop.headers().stream().map(header -> header.name() + header.value()).toList().toString()
        + TestGate.body(stop).replaceAll("\"reference\":\"[A-Z2-9]+\"", "");
  }

  @Test
  @Tag("O11")
  void whatIsSharedBetweenRequestsCannotBeChanged() {
    for (Class<?> type : List.of(Problem.class, Answers.class, Pages.class, Event.class)) {
      for (Field field : type.getDeclaredFields()) {
        assertThat(Modifier.isFinal(field.getModifiers())).as(field.toString()).isTrue();
        assertThat(field.getType()).as(field.toString()).isNotEqualTo(StringBuilder.class);
      }
    }
    Problem shared = Problem.FORBIDDEN;
    Problem own = shared.with("a", "b").header("A", "b").challenged("C").linked("/d", "D");

    assertThat(own).isNotEqualTo(shared);
    assertThat(shared.members()).isEmpty();
    assertThat(shared.headers()).isEmpty();
    assertThat(shared.link()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User-Agent: kube-probe/1.29",
        "User-Agent: GoogleHC/1.0",
        "User-Agent: ELB-HealthChecker/2.0",
        "X-Original-URL: /open",
        "X-Rewrite-URL: /open",
        "X-Forwarded-Uri: /open",
        "X-Forwarded-Prefix: /open",
        "X-HTTP-Method-Override: OPTIONS",
        "X-Forwarded-For: 127.0.0.1",
        "X-Real-IP: 127.0.0.1",
        "Forwarded: for=127.0.0.1;proto=https",
        "X-Forwarded-User: alice",
        "X-Health-Check: true",
        "Host: localhost"
      })
  @Tag("F31")
  void noHeaderIsAWayAroundTheRules(String header) {
    String name = header.substring(0, header.indexOf(':'));
    String value = header.substring(header.indexOf(':') + 2);
    for (String method : List.of("GET", "HEAD", "OPTIONS")) {
      try (Shop shop = Shop.with("rules", "public /open\nbearer /**")) {
        for (String path : List.of(ORDERS, "/health", "/healthz", "/actuator/health", "/ping")) {
          Decision.Stop stop = shop.stop(FakeRequest.of(method, path).header(name, value));

          assertThat(stop.status()).as("%s %s with %s", method, path, header).isEqualTo(401);
        }
      }
    }
  }
}
