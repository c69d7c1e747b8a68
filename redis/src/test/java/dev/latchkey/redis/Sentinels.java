package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Three Sentinels, which agree on who is the master of the name shop. */
final class Sentinels implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** A replica that the master has heard from: only then is it told of what is written. */
  private static final Pattern HEARD = Pattern.compile("slave0:.*state=online,offset=[1-9]");

  private final List<RedisProcess> three;

  private Sentinels(int masterPort) {
    String configuration =
        """
        sentinel monitor shop 127.0.0.1 %d 2
        sentinel down-after-milliseconds shop 1000
        sentinel failover-timeout shop 10000
        """
            .formatted(masterPort);
    three = Stream.generate(() -> RedisProcess.sentinel(configuration)).limit(3).toList();
  }

  /**
   * Returns when the replica follows, and all know each other.
   *
   * @param port where the master is found
   */
  static Sentinels over(RedisProcess master, int port) {
    Sentinels sentinels = new Sentinels(port);
    Waiting.until("a replica follows", SOON, () -> isFollowed(master));
    Waiting.until(
        "Sentinels know all", SOON, () -> sentinels.three.stream().allMatch(Sentinels::knowsAll));
    return sentinels;
  }

  private static boolean knowsAll(RedisProcess sentinel) {
    return sentinel.ask("INFO", "sentinel").toString().contains("slaves=1,sentinels=3");
  }

  static boolean isMaster(RedisProcess redis) {
    return replication(redis).contains("role:master");
  }

  static boolean isFollowed(RedisProcess master) {
    return HEARD.matcher(replication(master)).find();
  }

  static boolean isFollowing(RedisProcess replica) {
    return replication(replica).contains("master_link_status:up");
  }

  /** What a Redis says of its role. */
  static String replication(RedisProcess redis) {
    try {
      return redis.ask("INFO", "replication").toString();
    } catch (UncheckedIOException changing) { // whoever changes sides hangs up on all
      return "";
    }
  }

  String uri() {
    return "redis-sentinel://127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d/0#shop"
        .formatted(three.get(0).port(), three.get(1).port(), three.get(2).port());
  }

  void failOver() {
    assertThat(three.get(0).ask("SENTINEL", "FAILOVER", "shop")).isEqualTo("OK");
  }

  @Override
  public void close() {
    three.forEach(RedisProcess::close);
  }
}
