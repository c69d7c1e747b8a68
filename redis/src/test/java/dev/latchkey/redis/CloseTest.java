package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testkit.TestProvider;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** The end: of threads, connections, refreshes under way, and of a war's class loader. */
@Timeout(60)
@Tag("F-73")
@Isolated("it counts threads")
class CloseTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lettuce"))
        .collect(Collectors.toSet());
  }

  @Test
  void noThreadIsLeftAndTheSecondTimeNothingHappens() throws IOException {
    Set<Thread> before = threads();
    RedisStore store = store(SharedRedis.uri(), "near-cache", "true");
    store.putIfAbsent("close", new byte[1], HOUR);
    assertThat(threads()).hasSizeGreaterThan(before.size());
    store.close();
    store.close();

    Waiting.until("threads end", SOON, () -> before.containsAll(threads()));
    assertThatThrownBy(() -> store.get("close")).isInstanceOf(IOException.class);
  }

  @Test
  void whoClosesWhileRedisIsAwayDoesNotWaitForIt() {
    Set<Thread> before = threads();
    RedisProcess nobody = RedisProcess.stopped();
    RedisStore store = store(nobody.uri(), "timeout", "500");
    assertThatThrownBy(() -> store.get("key")).isInstanceOf(IOException.class);

    Duration time =
        Waiting.time(
            () -> {
              store.close();
              return null;
            });
    assertThat(time).isLessThan(Duration.ofSeconds(5));
    Waiting.until("threads end", SOON, () -> before.containsAll(threads()));
  }

  @Test
  @Tag("F-41")
  void whoAsksWhileItClosesIsAnswered() throws Exception {
    TestProvider provider = closing(TestProvider.start());
    ShopNode node = closing(ShopNode.at(provider, SharedRedis.uri()));
    ShopNode other = closing(ShopNode.at(provider, SharedRedis.uri()));
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    AtomicBoolean closed = new AtomicBoolean();
    AtomicInteger turn = new AtomicInteger();
    List<Set<Integer>> answers =
        SlowRedisTest.atOnce(
            4,
            () -> {
              if (turn.getAndIncrement() == 0) {
                node.close();
                closed.set(true);
                return Set.of();
              }
              Set<Integer> statuses = new HashSet<>();
              while (!closed.get()) {
                statuses.add(node.status(cookies));
              }
              return statuses;
            });

    assertThat(answers).allMatch(statuses -> Set.of(200, 503).containsAll(statuses));
    assertThat(node.status(cookies)).isEqualTo(503);
    assertThat(other.caller(cookies)).contains("ada");
  }

  /** As a container has it: its thread served the war, and lives on. */
  @Test
  void theClassLoaderOfAWarCanGo() throws Exception {
    ExecutorService container = Executors.newSingleThreadExecutor();
    try {
      WeakReference<ClassLoader> war = container.submit(CloseTest::deployAndUndeploy).get();
      Waiting.until(
          "the class loader goes",
          SOON,
          () -> {
            System.gc();
            return war.get() == null;
          });
    } finally {
      container.shutdownNow();
    }
  }

  private static WeakReference<ClassLoader> deployAndUndeploy() throws Exception {
    URL[] jars =
        Arrays.stream(classPath().split(File.pathSeparator))
            .map(CloseTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URLClassLoader war = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    thread.setContextClassLoader(war);
    try {
      war.loadClass(War.class.getName())
          .getMethod("serve", String.class)
          .invoke(null, SharedRedis.uri());
    } finally {
      thread.setContextClassLoader(before);
      war.close();
    }
    return new WeakReference<>(war);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What runs in the war. */
  public static final class War {
    private War() {}

    /** Serves a few requests, and ends. */
    public static void serve(String uri) throws IOException {
      RedisStore store =
          (RedisStore)
              new RedisStoreKind()
                  .open(Map.of("uri", uri, "near-cache", "true", "timeout", "5000"), text -> {});
      try (store) {
        for (int i = 0; i < 100; i++) {
          store.putIfAbsent("war-" + i, new byte[10], HOUR);
          store.get("war-" + i);
          store.index("war", "member-" + i, HOUR);
        }
        store.takeIndex("war");
      }
    }
  }
}
