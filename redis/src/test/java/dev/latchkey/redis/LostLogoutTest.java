package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The provider's logout comes while Redis stands still, and it tells us again afterwards. */
@Timeout(120)
class LostLogoutTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestProvider provider = closing(TestProvider.start());
  private final RedisProcess redis = closing(RedisProcess.running());

  @Test
  @Tag("F-45")
  void whoeverIsToldAgainEndsWhatWasTakenInAnAnswerThatNobodyHeard() {
    ShopNode one = node();
    ShopNode two = node();
    String cookies = provider.sessionCookie(one.latchkey, "ada");
    assertThat(one.backChannel(logoutToken("bob")))
        .as("Redis knows what it will be asked")
        .isEqualTo(200);
    redis.pause();
    assertThat(one.backChannel(logoutToken("ada"))).isEqualTo(400);
    redis.goOn();
    Waiting.until("Redis answers", SOON, () -> two.status(cookies) == 200);

    Waiting.until(
        "it ends when the provider tells again",
        SOON,
        () -> two.backChannel(logoutToken("ada")) == 200 && two.status(cookies) == 302);
  }

  private ShopNode node() {
    return closing(
        ShopNode.at(
            provider,
            redis.uri(),
            "redis.timeout",
            "300ms",
            "back-channel-logout-path",
            "/oidc/backchannel-logout"));
  }

  private String logoutToken(String user) {
    return provider.logoutToken().subject(user).sign();
  }
}
