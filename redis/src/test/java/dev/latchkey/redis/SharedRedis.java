package dev.latchkey.redis;

/** One Redis for all tests that only need it to be there. */
final class SharedRedis {
  private static final RedisProcess REDIS = RedisProcess.running();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(REDIS::close));
  }

  private SharedRedis() {}

  static String uri() {
    return REDIS.uri();
  }
}
