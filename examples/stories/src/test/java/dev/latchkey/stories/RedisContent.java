package dev.latchkey.stories;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;

/** What whoever runs Redis can see there. */
final class RedisContent {

  private RedisContent() {}

  /** Every record's key and value, as text. */
  static List<String> records(String uri) {
    try (RedisClient client = RedisClient.create(uri);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      return redis.keys("*:record:*").stream().map(key -> key + " " + redis.get(key)).toList();
    }
  }
}
