package dev.latchkey.benchmarks;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.benchmarks.results.ResultsFile;
import dev.latchkey.examples.redis.RedisServer;
import dev.latchkey.gate.Decision;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestUser;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What sessions cost by where they are kept: sign-ins, requests and refreshes a second, one round
 * for each store in turn, and what a session takes in Redis.
 *
 * <p>Calls go straight into the gate, so that no web server hides what is measured; tokens come
 * over real HTTP from a provider in this process, which is most of a sign-in and of a refresh.
 */
public final class SessionCosts {

  private static final int SESSIONS = 10_000;
  private static final int QUICK_SESSIONS = 500;
  private static final int READS_EACH = 10;
  private static final int THREADS = 2;

  /** A busy machine keeps Redis waiting for a core. */
  private static final String PATIENCE = "10s";

  /** Access tokens live for five minutes, and new ones are due half a minute before. */
  private static final Duration UNTIL_DUE = Duration.ofSeconds(280);

  private static final String SECRET = "c2VjcmV0IG9mIGEgYmVuY2htYXJrLCBvZiBubyB1c2UhISE=";

  /** The level of a logger counts as long as somebody holds it. */
  private static final Logger LOG = Logger.getLogger("dev.latchkey");

  private final OrdersRequest[] sessions;
  private volatile Instant now = Instant.now();

  private SessionCosts(int sessions) {
    this.sessions = new OrdersRequest[sessions];
  }

  /** Runs it and writes a table; takes {@code --quick} and {@code --results FILE}. */
  public static void main(String[] arguments) throws IOException {
    List<String> asked = List.of(arguments);
    int sessions = asked.contains("--quick") ? QUICK_SESSIONS : SESSIONS;
    int named = asked.indexOf("--results");
    Path results = named < 0 ? Path.of("benchmarks", "RESULTS.md") : Path.of(asked.get(named + 1));
    SessionTable table = SessionTable.begin(sessions);
    LOG.setLevel(Level.OFF);
    System.setProperty(
        "java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(THREADS));
    try (RedisServer redis = RedisServer.start();
        RedisClient client = RedisClient.create(redis.uri());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisFigures figures = new RedisFigures(connection.sync());
      measure(sessions, table, "warm-up", store("memory"), null);
      measure(sessions, table, "memory", store("memory"), null);
      measure(sessions, table, "cookie", store("cookie"), null);
      measure(sessions, table, "cookie, ends in Redis", endsIn(redis), figures);
      measure(sessions, table, "redis", redis(redis), figures);
      LatchkeyBuilder near = redis(redis).set("redis.near-cache", "true");
      measure(sessions, table, "redis, near cache", near, figures);
    }
    String markdown = table.markdown();
    System.out.println(markdown);
    new ResultsFile(results).write(table.section(), markdown);
  }

  private static void measure(
      int sessions,
      SessionTable table,
      String name,
      LatchkeyBuilder store,
      @Nullable RedisFigures redis) {
    table.add(new SessionCosts(sessions).measure(name, store, redis));
  }

  private static LatchkeyBuilder store(String store) {
    return Latchkey.builder().set("session.store", store);
  }

  private static LatchkeyBuilder endsIn(RedisServer redis) {
    return store("cookie")
        .set("session.revocation-store", "redis")
        .set("back-channel-logout-path", "/oidc/backchannel-logout")
        .set("redis.uri", redis.uri())
        .set("redis.timeout", PATIENCE);
  }

  private static LatchkeyBuilder redis(RedisServer redis) {
    return store("redis").set("redis.uri", redis.uri()).set("redis.timeout", PATIENCE);
  }

  private SessionTable.Row measure(
      String name, LatchkeyBuilder store, @Nullable RedisFigures redis) {
    try (TestProvider provider = TestProvider.builder().clock(() -> now).start();
        Latchkey latchkey = latchkey(provider, store)) {
      provider.sessionCookie(latchkey, user(0)); // fetches documents and keys
      String before = redis == null ? "" : redis.begin();
      int users = sessions.length;
      int requests = READS_EACH * users;
      double signIns = perSecond(users, i -> signIn(provider, latchkey, i));
      String signedIn = redis == null ? "" : redis.of(users, "sign-in");
      double reads = perSecond(requests, i -> pass(latchkey, i % users));
      String read = redis == null ? "" : redis.of(requests, "request");
      now = now.plus(UNTIL_DUE);
      double refreshes = perSecond(users, i -> pass(latchkey, i));
      String refreshed = redis == null ? "" : redis.of(users, "refresh");
      System.err.print(name + "\n" + before + signedIn + read + refreshed);
      return new SessionTable.Row(name, signIns, reads, refreshes);
    }
  }

  private Latchkey latchkey(TestProvider provider, LatchkeyBuilder store) {
    return store
        .settings(provider.settings())
        .clock(() -> now)
        .set("session.secret", SECRET)
        .set("base-url", "http://localhost")
        .set("scopes", "openid profile email")
        .set("rules", "login /**")
        .build();
  }

  /** With as many words as make Keycloak's tokens for a user without any of their own. */
  private static TestUser user(int i) {
    return TestUser.of("user-" + i, "pw")
        .subject("6f1ed002-ab53-4d1f-9dd0-" + String.format(Locale.ROOT, "%012d", i))
        .name("User " + i)
        .email("user-" + i + "@example.test")
        .roles("offline_access", "uma_authorization", "default-roles-shop", "manage-account");
  }

  private void signIn(TestProvider provider, Latchkey latchkey, int i) {
    sessions[i] = OrdersRequest.withCookies(provider.sessionCookie(latchkey, user(i)));
  }

  private void pass(Latchkey latchkey, int i) {
    Decision decision = latchkey.decide(sessions[i]);
    if (!(decision instanceof Decision.Proceed)) {
      throw new IllegalStateException("not fit to be measured: " + decision);
    }
  }

  private static double perSecond(int times, IntConsumer step) {
    int[] order = IntStream.range(0, times).toArray();
    long begin = System.nanoTime();
    Arrays.stream(order).parallel().forEach(step);
    return times * 1e9 / (System.nanoTime() - begin);
  }
}
