package dev.latchkey.benchmarks;

import dev.latchkey.Latchkey;
import dev.latchkey.examples.redis.RedisServer;
import dev.latchkey.gate.Decision;
import dev.latchkey.testkit.TestProvider;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One request of somebody who is signed in, by where the session is kept. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime) // its median stands still on a machine that others use, too
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SessionReadBenchmark {

  /** The level of a logger counts as long as somebody holds it. */
  private static final Logger LOG = Logger.getLogger("dev.latchkey");

  /** Where sessions are; the last one is Redis with a near cache. */
  @Param({"cookie", "memory", "redis", "near"})
  public String store = "";

  private RedisServer redis;
  private TestProvider provider;
  private Latchkey latchkey;
  private OrdersRequest request;

  /** Signs somebody in. */
  @Setup
  public void signIn() {
    LOG.setLevel(Level.OFF);
    redis = RedisServer.start();
    provider = TestProvider.start();
    boolean near = store.equals("near");
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .set("base-url", "http://localhost")
            .set("rules", "login /**")
            .set("session.store", near ? "redis" : store)
            .set("redis.uri", redis.uri())
            .set("redis.near-cache", Boolean.toString(near))
            .build();
    request = OrdersRequest.withCookies(provider.sessionCookie(latchkey, "alice"));
    if (!(latchkey.decide(request) instanceof Decision.Proceed)) {
      throw new IllegalStateException("not fit to be measured");
    }
  }

  /** Recalls the session. */
  @Benchmark
  public Object read() {
    return latchkey.decide(request);
  }

  /** Ends what was started. */
  @TearDown
  public void close() {
    latchkey.close();
    provider.close();
    redis.close();
  }
}
