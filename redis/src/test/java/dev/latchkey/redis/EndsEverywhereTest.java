package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.Decision;
import dev.latchkey.redis.ShopNode.Ask;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider tells one node that a session is over, and the other one knows. */
@Timeout(120)
@Isolated("it measures")
class EndsEverywhereTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestProvider provider = closing(TestProvider.start());
  private final RedisProcess redis = closing(RedisProcess.running());

  private ShopNode node(String... settings) {
    return closing(ShopNode.at(provider, redis.uri(), settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void aBackChannelLogoutEndsTheSessionOnTheOtherNode(String nearCache) {
    ShopNode one = node("redis.near-cache", nearCache);
    ShopNode two = node("redis.near-cache", nearCache);
    List<Duration> delays = new ArrayList<>();
    for (int user = 0; user < 20; user++) {
      String cookies = provider.sessionCookie(two.latchkey, "user-" + user);
      assertThat(two.status(cookies)).isEqualTo(200);
      assertThat(one.backChannel(provider.logoutToken().subject("user-" + user).sign()))
          .isEqualTo(200);
      delays.add(Waiting.until("it ends here", SOON, () -> two.status(cookies) == 302));
    }
    print("back-channel logout to its end on the other node, near cache " + nearCache, delays);
    assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) < 0);
  }

  private static void print(String what, List<Duration> delays) {
    long[] micros = delays.stream().mapToLong(each -> each.toNanos() / 1_000).sorted().toArray();
    System.out.printf(
        "%s: median %d us, longest %d us of %d%n",
        what, micros[micros.length / 2], Arrays.stream(micros).max().orElse(0), micros.length);
  }

  @Test
  void aLogoutTokenCountsOnceWhicheverNodeItComesTo() {
    ShopNode one = node();
    ShopNode two = node();
    provider.sessionCookie(one.latchkey, "ada");
    String token = provider.logoutToken().subject("ada").sign();

    assertThat(one.backChannel(token)).isEqualTo(200);
    assertThat(two.backChannel(token)).isEqualTo(400);
    assertThat(one.backChannel(token)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void aSessionInACookieThatOneNodeHeardToBeOverEndsOnTheOther(String nearCache) {
    String[] settings = {
      "session.store",
      "cookie",
      "session.revocation-store",
      "redis",
      "back-channel-logout-path",
      "/oidc/backchannel-logout",
      "redis.near-cache",
      nearCache
    };
    ShopNode one = node(settings);
    ShopNode two = node(settings);
    String cookies = provider.sessionCookie(two.latchkey, "ada");
    String others = provider.sessionCookie(two.latchkey, "bob");
    assertThat(two.caller(cookies)).contains("ada");
    String token = provider.logoutToken().subject("ada").sign();

    assertThat(one.backChannel(token)).isEqualTo(200);
    Duration delay = Waiting.until("it ends here", SOON, () -> two.status(cookies) == 302);
    print("a cookie's end on the other node, near cache " + nearCache, List.of(delay));
    assertThat(two.backChannel(token)).isEqualTo(400);
    assertThat(two.caller(others)).contains("bob-id");
  }

  @Test
  @Tag("F-44")
  void cookiesWhoseEndsNobodyCanLookUpAreNeitherTakenNorDeleted() throws Exception {
    ShopNode node =
        node(
            "redis.timeout",
            "500ms",
            "session.store",
            "cookie",
            "session.revocation-store",
            "redis",
            "back-channel-logout-path",
            "/oidc/backchannel-logout");
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    redis.kill();
    Decision away = node.ask(Ask.page(cookies));
    assertThat(ShopNode.status(away)).isEqualTo(503);
    assertThat(ShopNode.touchesCookies(away)).isFalse();

    redis.start();
    Waiting.until("Redis is back", SOON, () -> node.status(cookies) == 200);
  }
}
