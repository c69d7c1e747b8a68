package dev.latchkey.redis;

/** With a copy near by, which nobody may notice. */
class RedisNearCacheContractTest extends RedisStoreContractTest {

  @Override
  String nearCache() {
    return "true";
  }
}
