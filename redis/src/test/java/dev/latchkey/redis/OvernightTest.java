package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Header;
import dev.latchkey.redis.ShopNode.Ask;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The refresh token has ended overnight, and tabs of both nodes wake up. */
@Timeout(60)
@Tag("F-40")
@Execution(ExecutionMode.CONCURRENT)
class OvernightTest extends TwoNodes {
  private static final Duration NIGHT = Duration.ofHours(12);
  private static final String ENDED = "{\"error\":\"invalid_grant\"}";

  private ShopNode wakingNode(String nearCache) {
    return node(
        "session.max-age", "24h", "session.idle-timeout", "off", "redis.near-cache", nearCache);
  }

  private void passNight() {
    pass(NIGHT);
    provider.faults().answer("/token", 400, "application/json", ENDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void scriptsAreToldSoAtBothNodesAndPagesAreSentToSignIn(String nearCache) {
    List<ShopNode> nodes = List.of(wakingNode(nearCache), wakingNode(nearCache));
    List<String> cookies = signIn(provider, nodes.get(0), 2);
    assertThat(lost(nodes.get(1), cookies)).isZero();
    passNight();

    for (int first = 0; first < 2; first++) { // whichever of them hears of it
      ShopNode one = nodes.get(first);
      ShopNode two = nodes.get(1 - first);
      assertThat(ShopNode.status(one.ask(Ask.script(cookies.get(first))))).isEqualTo(401);
      assertThat(ShopNode.status(two.ask(Ask.script(cookies.get(first))))).isEqualTo(401);
      assertThat(two.status(cookies.get(first))).isEqualTo(302);
      assertThat(one.status(cookies.get(first))).isEqualTo(302);
    }
    assertThat(provider.count("/token")).as("asked once for each").isEqualTo(2);
    assertThat(nodes).allMatch(OvernightTest::hasHeardOfIt);
  }

  private static boolean hasHeardOfIt(ShopNode node) {
    return node.events.stream()
        .flatMap(event -> event.reason().stream())
        .anyMatch(Reason.REFRESH_REFUSED::equals);
  }

  @Test
  void tenTabsThatWakeAtOnceAskOnce() throws Exception {
    List<ShopNode> nodes = List.of(wakingNode("false"), wakingNode("false"));
    String cookies = provider.sessionCookie(nodes.get(0).latchkey, "ada");
    passNight();
    AtomicInteger turn = new AtomicInteger();

    List<Integer> answers =
        SlowRedisTest.atOnce(10, () -> nodes.get(turn.getAndIncrement() % 2).status(cookies));
    assertThat(answers).containsOnly(302);
    assertThat(provider.count("/token")).isEqualTo(1);
  }

  @Test
  void whoSignsInAgainAtTheOtherNodeComesToThePageThatWasWanted() throws Exception {
    List<ShopNode> nodes = List.of(wakingNode("false"), wakingNode("false"));
    List<String> cookies = signIn(provider, nodes.get(0), 2);
    passNight();
    List<Decision> begun = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      begun.add(nodes.get(i).ask(Ask.page("/orders/7", "tab=lines", cookies.get(i))));
    }
    provider.faults().clear();

    for (int i = 0; i < 2; i++) {
      Decision end = signInAgain(begun.get(i), "user-" + i, nodes.get(1 - i));
      assertThat(header(end, "Refresh") + header(end, "Location")).contains("/orders/7?tab=lines");
    }
  }

  private Decision signInAgain(Decision begun, String user, ShopNode node) throws Exception {
    String[] asked = header(begun, "Location").split("\\?", 2);
    String form = asked[1] + "&username=" + user + "&password=" + user + "-pw";
    HttpRequest submitted =
        HttpRequest.newBuilder(URI.create(asked[0]))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    URI back =
        HttpClient.newHttpClient()
            .send(submitted, BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .map(URI::create)
            .orElseThrow();
    return node.ask(Ask.page(back.getPath(), back.getRawQuery(), newCookies(begun)));
  }

  private static String header(Decision decision, String name) {
    return decision.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  private static String newCookies(Decision decision) {
    return decision.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase("Set-Cookie"))
        .filter(header -> !header.value().contains("Max-Age=0"))
        .map(header -> header.value().split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }
}
