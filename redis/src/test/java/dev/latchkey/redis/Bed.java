package dev.latchkey.redis;

import dev.latchkey.testkit.TestProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** What a test opens, closed after it, last opened first. */
abstract class Bed {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  final List<String> warnings = new CopyOnWriteArrayList<>();

  <T extends AutoCloseable> T closing(T part) {
    opened.push(part);
    return part;
  }

  @AfterEach
  final void closeAll() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  /** A store that has time, with what else stands in the settings, each followed by its value. */
  RedisStore store(String uri, String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("uri", uri, "timeout", "5000"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    List<String> problems = new ArrayList<>();
    RedisSettings read = RedisSettings.read(all, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    return closing(RedisStore.open(read, warnings::add));
  }

  /** Users, signed in one after the other as user-0, user-1 and so on. */
  static List<String> signIn(TestProvider provider, ShopNode node, int users) {
    List<String> cookies = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      cookies.add(provider.sessionCookie(node.latchkey, "user-" + user));
    }
    return cookies;
  }

  /** How many of them are not who they signed in as. */
  static long lost(ShopNode node, List<String> cookies) {
    long lost = 0;
    for (int user = 0; user < cookies.size(); user++) {
      lost += node.caller(cookies.get(user)).equals(Optional.of("user-" + user)) ? 0 : 1;
    }
    return lost;
  }
}
