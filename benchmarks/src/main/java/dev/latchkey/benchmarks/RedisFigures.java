package dev.latchkey.benchmarks;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What Redis says of itself between two moments. Not thread-safe. */
final class RedisFigures {

  private static final int SAMPLE = 1_000;

  private final RedisCommands<String, String> redis;
  private long memory;

  RedisFigures(RedisCommands<String, String> redis) {
    this.redis = redis;
  }

  /** From here on is counted. */
  String begin() {
    memory = usedMemory();
    redis.configResetstat();
    return "";
  }

  /** What came since the last time, by one of so many. */
  String of(int many, String what) {
    long grown = usedMemory() - memory;
    StringBuilder text = new StringBuilder();
    commands()
        .forEach(
            (name, calls) ->
                text.append(
                    String.format(Locale.ROOT, "%12.2f %s%n", (double) calls / many, name)));
    String head =
        String.format(
            Locale.ROOT,
            "  a %s: %.0f bytes of Redis' memory more; a record %.0f of %.0f characters, an index"
                + " entry %.0f%n",
            what,
            (double) grown / many,
            average("*:record:*", redis::memoryUsage),
            average("*:record:*", redis::strlen),
            average("*:index:*", redis::memoryUsage));
    begin();
    return head + text;
  }

  private double average(String keys, ToLongFunction<String> size) {
    List<String> found = redis.keys(keys);
    return found.stream().limit(SAMPLE).mapToLong(size).average().orElse(0);
  }

  private long usedMemory() {
    return Long.parseLong(line(redis.info("memory"), "used_memory:"));
  }

  private static String line(String info, String start) {
    return info.lines()
        .filter(each -> each.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length())
        .strip();
  }

  private Map<String, Long> commands() {
    Map<String, Long> calls = new TreeMap<>();
    redis
        .info("commandstats")
        .lines()
        .filter(each -> each.startsWith("cmdstat_"))
        .forEach(each -> calls.put(name(each), Long.parseLong(each.split("calls=|,")[1])));
    return calls;
  }

  private static String name(String line) {
    return line.substring("cmdstat_".length(), line.indexOf(':'));
  }
}
