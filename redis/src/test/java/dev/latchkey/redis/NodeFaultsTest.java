package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.redis.ShopNode.Ask;
import dev.latchkey.testkit.WireFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One of two nodes dies, stands still or loses an answer while tokens are due; the other goes on.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class NodeFaultsTest extends TwoNodes {
  private static final int TABS = 10;

  private final FaultProxy network = closing(new FaultProxy(redis.port()));
  private final Gate answer = new Gate();

  /** A node whose way to Redis can be cut. */
  private ShopNode behindTheNetwork(String... settings) {
    List<String> all = new ArrayList<>(List.of("redis.timeout", "2s"));
    all.addAll(List.of(settings));
    return closing(ShopNode.at(provider, network.uri(), clock, all.toArray(String[]::new)));
  }

  private static Set<String> tabs(List<ShopNode> nodes, String cookies) throws Exception {
    AtomicInteger turn = new AtomicInteger();
    return new HashSet<>(
        SlowRedisTest.atOnce(
            TABS, () -> accessToken(nodes.get(turn.getAndIncrement() % nodes.size()), cookies)));
  }

  /** Its call is at the provider, and nobody ever hears of it again. */
  private Thread diesInItsCall(ShopNode node, String cookies) {
    Thread request = waitingAtTheProvider(() -> node.ask(Ask.page(cookies)), answer);
    network.cut();
    provider.faults().clear();
    return request;
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  @Tag("F-35")
  void whatADeadNodeHadBegunTheOtherOneDoesOnceTheLeaseIsOver(String nearCache) throws Exception {
    ShopNode dying = behindTheNetwork();
    ShopNode other = node("redis.near-cache", nearCache);
    String cookies = provider.sessionCookie(dying.latchkey, "ada");
    String first = accessToken(other, cookies);
    passLifetime();
    diesInItsCall(dying, cookies);

    List<String> tokens = new ArrayList<>();
    Duration wait = Waiting.time(() -> tokens.addAll(tabs(List.of(other), cookies)));
    System.out.printf(
        "F-35: a dead node's lease is over after %d ms, near cache %s%n",
        wait.toMillis(), nearCache);
    assertThat(tokens).hasSize(1).doesNotContain(first);
    assertThat(provider.count("/token")).as("one call more").isEqualTo(2);
    assertThat(wait).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    passLifetime();
    assertThat(accessToken(other, cookies)).isNotIn(tokens);
    assertThat(provider.count("/token")).isEqualTo(1);
  }

  @Test
  @Tag("F-35")
  void whoseTokenADeadNodeHadSpentSignsInAgain() throws Exception {
    ShopNode dying = behindTheNetwork();
    ShopNode other = node();
    String cookies = provider.sessionCookie(dying.latchkey, "ada");
    String others = provider.sessionCookie(other.latchkey, "bob");
    passLifetime();
    provider.faults().at("/token", WireFault.CUT);
    Thread request = waitingAtTheProvider(() -> dying.ask(Ask.page(cookies)), answer);
    network.cut();
    answer.countDown();
    request.join();
    provider.faults().clear();

    assertThat(other.status(cookies)).isEqualTo(302);
    assertThat(other.endings()).containsExactly(Reason.REFRESH_REFUSED);
    assertThat(provider.count("/token")).as("one call more").isEqualTo(2);
    assertThat(other.caller(others)).contains("bob-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  @Tag("F-36")
  void tenTabsOnTwoNodesMakeOneCall(String nearCache) throws Exception {
    ShopNode one = node("redis.near-cache", nearCache);
    ShopNode two = node("redis.near-cache", nearCache);
    String cookies = provider.sessionCookie(one.latchkey, "ada");
    Set<String> seen = new HashSet<>(Set.of(accessToken(two, cookies)));
    for (int round = 1; round <= 5; round++) {
      passLifetime();

      Set<String> tokens = tabs(List.of(one, two), cookies);
      assertThat(tokens).hasSize(1).doesNotContainAnyElementsOf(seen);
      assertThat(provider.count("/token")).isEqualTo(1);
      assertThat(tabs(List.of(two, one), cookies)).as("nobody wrote back").isEqualTo(tokens);
      seen.addAll(tokens);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  @Tag("F-37")
  void whoNeverGotTheAnswerIsServedAtTheOtherNode(String nearCache) {
    ShopNode one = node("redis.near-cache", nearCache);
    ShopNode two = node("redis.near-cache", nearCache);
    String cookies = provider.sessionCookie(one.latchkey, "ada");
    accessToken(two, cookies);
    passLifetime();
    Decision lost = one.ask(Ask.page(cookies));
    assertThat(ShopNode.touchesCookies(lost)).as("the cookie is the same").isFalse();

    String token = accessToken(two, cookies);
    assertThat(accessToken(one, cookies)).isEqualTo(token);
    assertThat(provider.count("/token")).isEqualTo(1);
    passLifetime();
    assertThat(accessToken(two, cookies)).isNotEqualTo(token);
    assertThat(provider.count("/token")).isEqualTo(1);
  }

  /** The first node stands still in its call, and reaches the provider after the other one. */
  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  @Tag("F-34")
  @Tag("F-38")
  @Tag("F-48")
  void whoComesBackTooLateEndsNothingAndOverwritesNothing(String nearCache) throws Exception {
    ShopNode late = behindTheNetwork("redis.near-cache", nearCache);
    ShopNode other = node("redis.near-cache", nearCache);
    String cookies = provider.sessionCookie(late.latchkey, "ada");
    accessToken(late, cookies);
    passLifetime();
    Thread request = diesInItsCall(late, cookies);
    provider.faults().keepNewRefreshTokenOnReuse();
    String token = accessToken(other, cookies);
    network.heal();
    answer.countDown();
    request.join();

    assertThat(provider.count("/token")).isEqualTo(2);
    Waiting.until("it is back", SOON, () -> late.status(cookies) == 200);
    assertThat(accessToken(late, cookies)).isEqualTo(token);
    assertThat(accessToken(other, cookies)).isEqualTo(token);
    assertThat(provider.count("/token")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  @Tag("F-48")
  void aNodeThatWasCutOffGoesOnWithWhatTheOtherOneWrote(String nearCache) {
    ShopNode cutOff = behindTheNetwork("redis.near-cache", nearCache);
    ShopNode other = node("redis.near-cache", nearCache);
    List<String> cookies = signIn(provider, cutOff, 20);
    assertThat(lost(cutOff, cookies)).isZero();
    network.cut();
    Waiting.until("it is cut off", SOON, () -> cutOff.status(cookies.get(0)) == 503);
    passLifetime();
    List<String> tokens = cookies.stream().map(each -> accessToken(other, each)).toList();
    assertThat(provider.count("/token")).isEqualTo(20);

    network.heal();
    Waiting.until("it is back", SOON, () -> cutOff.status(cookies.get(0)) == 200);
    assertThat(cookies.stream().map(each -> accessToken(cutOff, each)).toList()).isEqualTo(tokens);
    pass(Duration.ofMinutes(2)); // uses are noted, by either
    assertThat(lost(cutOff, cookies)).isZero();
    assertThat(cookies.stream().map(each -> accessToken(other, each)).toList()).isEqualTo(tokens);
    assertThat(provider.count("/token")).isZero();
  }
}
