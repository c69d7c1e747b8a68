package dev.latchkey.stories;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What whoever runs Redis can see there. */
final class RedisContent {

  private RedisContent() {}

  /** Every record's key and value, as text. */
  static List<String> records(String uri) {
    return ask(
        uri,
        redis -> redis.keys("*:record:*").stream().map(key -> key + " " + redis.get(key)).toList());
  }

  /** How much there is of what, and how often which command came; for people. */
  static String figures(String uri) {
    return ask(
        uri,
        redis ->
            average(redis, "*:record:*", redis::strlen, "characters of a record")
                + average(redis, "*:record:*", redis::memoryUsage, "bytes of memory a record")
                + average(redis, "*:index:*", redis::memoryUsage, "bytes of memory an index entry")
                + lines(redis.info("memory"), "used_memory:")
                + lines(redis.info("commandstats"), "cmdstat_"));
  }

  private static String average(
      RedisCommands<String, String> redis, String keys, ToLongFunction<String> size, String name) {
    List<String> found = redis.keys(keys);
    double average = found.stream().mapToLong(size).average().orElse(0);
    return Math.round(average) + " " + name + ", average of " + found.size() + "\n";
  }

  private static String lines(String info, String start) {
    return info.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.split(",")[0] + "\n")
        .collect(Collectors.joining());
  }

  private static <T> T ask(String uri, Function<RedisCommands<String, String>, T> question) {
    try (RedisClient client = RedisClient.create(uri);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    }
  }
}
