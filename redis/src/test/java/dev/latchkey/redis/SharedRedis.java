package dev.latchkey.redis;

/** One Redis for all tests that only need it to be there; it ends with the JVM. */
final class SharedRedis {
  private static final RedisProcess REDIS = RedisProcess.running();

  private SharedRedis() {}

  static String uri() {
    return REDIS.uri();
  }
}
