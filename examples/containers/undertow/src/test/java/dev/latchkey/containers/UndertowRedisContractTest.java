package dev.latchkey.containers;

import dev.latchkey.examples.redis.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same with the sessions in Redis. */
@EnabledIfSystemProperty(named = "latchkey.full", matches = "true")
class UndertowRedisContractTest extends UndertowContractTest {

  private final RedisServer redis = RedisServer.start();

  @Override
  protected Map<String, String> settings() {
    return Map.of("session.store", "redis", "redis.uri", redis.uri(), "redis.timeout", "5s");
  }

  @AfterAll
  void stopRedis() {
    redis.close();
  }
}
