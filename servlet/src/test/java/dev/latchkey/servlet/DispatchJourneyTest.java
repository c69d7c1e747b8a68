package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request keeps its caller wherever the container hands it to, and no other's. */
class DispatchJourneyTest {

  private static TestProvider provider;
  private static App app;

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
    app =
        App.behind(
            provider,
            settings ->
                settings.put(
                    "rules",
                    "public /open\nany /onward/**\ndeny /who\nany /mine/**\nlogin /staff role=admin"));
  }

  @AfterAll
  static void stop() {
    app.close();
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "async-wrapped", "forward", "include", "thread"})
  @Tag("K19")
  @Tag("O09")
  @Tag("O13")
  void keepsItsCaller(String way) {
    String token = provider.token().subject("grace").role("user").sign();

    Reply reply = new Browser().get(app.at("/onward/" + way), "Authorization", "Bearer " + token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("subject")).isEqualTo("grace");
    assertThat(reply.says("authType")).isEqualTo("BEARER");
    assertThat(reply.says("user")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "async-wrapped", "forward", "include", "thread", "throw"})
  @Tag("K19")
  void doesNotGetThereWithoutACredential(String way) {
    Reply reply = new Browser().get(app.at("/onward/" + way));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).doesNotContain("page=");
  }

  @Test
  @Tag("O08")
  void leavesNobodyBehindOnTheThreadThatFailed() {
    String token = provider.token().subject("grace").sign();
    for (int i = 0; i < 20; i++) {
      Reply failed = new Browser().get(app.at("/onward/throw"), "Authorization", "Bearer " + token);
      assertThat(failed.status()).isEqualTo(500);
      assertThat(new Browser().get(app.at("/open")).says("principal")).isEqualTo("null");
    }
  }

  @Test
  @Tag("O07")
  @Tag("F30")
  @Tag("H33")
  void neverMixesFiveHundredCallers() throws Exception {
    Browser alice = new Browser();
    Browser bob = new Browser();
    alice.visit(app.at("/mine/x"), "alice");
    bob.visit(app.at("/mine/x"), "bob");
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        int number = i;
        running.add(callers.submit(() -> mistakes(number, alice, bob)));
      }
      for (Future<List<String>> each : running) {
        assertThat(each.get(2, TimeUnit.MINUTES)).isEmpty();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static List<String> mistakes(int number, Browser alice, Browser bob) {
    List<String> mistakes = new ArrayList<>();
    Browser browser = new Browser();
    for (int round = 0; round < 4; round++) {
      String path = round % 2 == 0 ? "/mine/" + number : "/onward/async";
      int kind = (number + round) % 4;
      String expected;
      Reply reply;
      switch (kind) {
        case 0 -> {
          expected = "alice-id";
          browser.cookies().clear();
          browser.cookies().putAll(alice.cookies());
          reply = browser.get(app.at(path));
        }
        case 1 -> {
          expected = "bob-id";
          browser.cookies().clear();
          browser.cookies().putAll(bob.cookies());
          reply = browser.get(app.at(path));
        }
        case 2 -> { // alice's browser with the token of somebody else: the token alone counts
          expected = "caller-" + number;
          browser.cookies().clear();
          browser.cookies().putAll(alice.cookies());
          reply = browser.get(app.at(path), "Authorization", "Bearer " + token(expected));
        }
        default -> {
          expected = "";
          browser.cookies().clear();
          reply = browser.get(app.at("/open"), "Authorization", "Bearer " + token("x"));
        }
      }
      String subject = reply.says("subject");
      String tokenClaims = reply.says("tokenClaims");
      boolean ownToken = expected.isEmpty() || tokenClaims.contains("\"sub\":\"" + expected + "\"");
      if (reply.status() != 200 || !subject.equals(expected) || !ownToken) {
        mistakes.add(path + " " + expected + " became " + reply.status() + " " + subject);
      }
    }
    return mistakes;
  }

  private static String token(String subject) {
    return provider.token().subject(subject).sign();
  }
}
