package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.testkit.TestProvider;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody else can write to Redis. */
@Timeout(120)
class HostileRedisTest extends Bed {
  private final TestProvider provider = closing(TestProvider.start());
  private final RedisProcess redis = closing(RedisProcess.running());
  private final ShopNode node = closing(ShopNode.at(provider, redis.uri()));

  @Test
  @Tag("J05")
  @Tag("J23")
  void whoeverWritesThereAndLacksTheSecretMakesNobodyUp() {
    String another =
        Base64.getEncoder()
            .encodeToString(
                "another 32 bytes, of somebody else"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    ShopNode hostile = closing(ShopNode.at(provider, redis.uri(), "session.secret", another));
    String madeUp = provider.sessionCookie(hostile.latchkey, "admin");
    assertThat(hostile.status(madeUp)).isEqualTo(200);

    assertThat(node.caller(madeUp)).isEmpty();
    assertThat(node.events.stream().map(Event::reason))
        .contains(Optional.of(Reason.SESSION_UNREADABLE));
  }

  @Test
  @Tag("J23")
  @Tag("F-50")
  void aHugeValueHoldsUpNobody() {
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    Object only = ((List<?>) redis.ask("KEYS", "latchkey:record:*")).get(0);
    String others = provider.sessionCookie(node.latchkey, "bob");
    redis.ask("SETRANGE", only.toString(), "300000000", "x");

    assertThat(node.status(cookies)).isEqualTo(302);
    assertThat(node.events.stream().map(Event::reason)).contains(Optional.of(Reason.SESSION_LOST));
    assertThat(node.caller(others)).contains("bob-id");
  }
}
