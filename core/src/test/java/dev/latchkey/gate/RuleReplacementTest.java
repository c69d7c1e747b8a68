package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other rules while the application runs. */
class RuleReplacementTest {

  private static String refusal(Latchkey latchkey, String rules) {
    IllegalArgumentException refused =
        catchThrowableOfType(IllegalArgumentException.class, () -> latchkey.reload(rules));
    return String.valueOf(refused.getMessage());
  }

  private static boolean passes(Shop shop, GateRequest request) {
    return shop.latchkey.decide(request) instanceof Decision.Proceed;
  }

  @Test
  void theNewRulesAloneCount() {
    try (Shop shop = Shop.with("rules", "public /a\nlogin /b")) {
      String cookies = TestGate.cookies(shop.signIn());

      shop.latchkey.reload("login /a\nbearer /c");

      assertThat(shop.stop(FakeRequest.page("/a")).status()).isEqualTo(302);
      assertThat(passes(shop, FakeRequest.page("/a").cookies(cookies))).isTrue();
      assertThat(passes(shop, FakeRequest.get("/c").bearer(rs256()))).isTrue();
      assertThat(shop.stop(FakeRequest.get("/b").cookies(cookies)).status()).isEqualTo(403);
      assertThat(shop.lastTold().reason()).contains(Reason.NO_RULE);
    }
  }

  @Test
  @Tag("P07")
  void ofRulesWithProblemsAllAreToldAndTheOldOnesStay() {
    try (Shop shop = Shop.with("rules", "public /a\nlogin /b")) {
      assertThat(refusal(shop.latchkey, "public /c\nbeaer /x\n\nlogin /y role="))
          .startsWith("the rules stay as they are, 2 problems:")
          .contains("rules: line 2: unknown access word", "rules: line 4: condition \"role=\" has");

      assertThat(passes(shop, FakeRequest.get("/a"))).isTrue();
      assertThat(shop.stop(FakeRequest.get("/b")).status()).isEqualTo(401);
      assertThat(shop.stop(FakeRequest.get("/c")).status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @Tag("P09")
  @CsvSource({"''", "'  \n\n'", "'# public /**'"})
  void noRulesAtAllAreRefused(String rules) {
    try (Shop shop = Shop.with("rules", "public /a")) {
      assertThat(refusal(shop.latchkey, rules))
          .isEqualTo(
              "the rules stay as they are:\n  - rules hold no rule; write at least one, such as"
                  + " deny /**");
      assertThat(passes(shop, FakeRequest.get("/a"))).isTrue();
    }
  }

  @ParameterizedTest
  @Tag("P07")
  @CsvSource({
    "login /**, rules can sign in (line 1) at provider=main",
    "any /**, rules can sign in (line 1) at provider=main",
    "optional /**, rules can sign in at provider=main",
  })
  void signingInNeedsWhatTheStartSetUp(String rule, String problem) {
    try (Shop shop = Shop.with("rules", "bearer /**")) {
      assertThat(refusal(shop.latchkey, rule)).contains(problem);
      assertThat(passes(shop, FakeRequest.get("/a").bearer(rs256()))).isTrue();
    }
  }

  @Test
  @Tag("P07")
  void withoutAnAudienceNoRuleBeginsToReadTokens() {
    try (Shop shop = Shop.with("rules", "login /**", "audience", "")) {
      assertThat(refusal(shop.latchkey, "public /x\nbearer /api"))
          .contains("rules: read bearer tokens of provider=main, but no audience was set");
      assertThat(shop.stop(FakeRequest.get("/api").bearer(rs256())).status()).isEqualTo(401);

      shop.latchkey.reload("login /api");
      assertThat(shop.stop(FakeRequest.page("/api")).status()).isEqualTo(302);
    }
  }

  @Test
  void anUnknownProviderIsUnknownHereToo() {
    try (Shop shop = Shop.with("rules", "bearer /**")) {
      assertThat(refusal(shop.latchkey, "bearer /** provider=partner"))
          .contains("rules: line 1: unknown provider \"partner\"; known are main");
    }
  }

  @Test
  void aRequestIsJudgedToItsEndByTheRuleThatLetItThrough() {
    try (Shop shop = Shop.with("rules", "optional /a\nlogin /z")) {
      GateRequest request = FakeRequest.page("/a");
      Decision.Proceed passed = (Decision.Proceed) shop.latchkey.decide(request);
      shop.latchkey.reload("bearer /b");

      Decision.Stop sent =
          (Decision.Stop) shop.latchkey.check(request, passed, Requirement.anyCaller("@Known"));

      assertThat(sent.status()).isEqualTo(302);
    }
  }

  @Test
  void everyRequestSeesOneTableOrTheOther() throws InterruptedException, ExecutionException {
    String one = "public /a\nlogin /b";
    String two = "login /b\nbearer /a";
    try (Shop shop = Shop.with("rules", one)) {
      AtomicBoolean goesOn = new AtomicBoolean(true);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Future<Integer>> stops = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
          stops.add(threads.submit(() -> strangeAnswers(shop, goesOn)));
        }
        for (int times = 0; times < 300; times++) {
          shop.latchkey.reload(times % 2 == 0 ? two : one);
        }
        goesOn.set(false);
        for (Future<Integer> each : stops) {
          assertThat(each.get()).isZero();
        }
      } finally {
        goesOn.set(false);
        threads.shutdownNow();
      }
    }
  }

  /** Under either table a page load of b is sent to sign in, and a passes or wants a token. */
  private static int strangeAnswers(Shop shop, AtomicBoolean goesOn) {
    int strange = 0;
    while (goesOn.get()) {
      Decision a = shop.latchkey.decide(FakeRequest.get("/a"));
      Decision b = shop.latchkey.decide(FakeRequest.page("/b"));
      strange += a instanceof Decision.Stop stop && stop.status() != 401 ? 1 : 0;
      strange += b instanceof Decision.Stop stop && stop.status() == 302 ? 0 : 1;
    }
    return strange;
  }

  @Test
  void whatTheNewRulesDeserveAWarningForIsTold() {
    try (Shop shop = Shop.with("rules", "bearer /**")) {
      shop.latchkey.reload("audit:bearer /**");

      assertThat(shop.events)
          .filteredOn(event -> event.kind() == Event.Kind.WARNING)
          .extracting(Event::detail)
          .anyMatch(detail -> detail.startsWith("rules: line 1: audit: stops nobody"));
    }
  }

  @Test
  void aClosedInstanceStaysClosed() {
    Shop shop = Shop.with("rules", "deny /**");
    shop.close();

    shop.latchkey.reload("public /**");

    assertThat(shop.stop(FakeRequest.get("/a")).status()).isEqualTo(503);
  }
}
