package dev.latchkey.stories;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many users with a session each, who come to all nodes at once when their tokens are due. */
final class NodesCrowd implements AutoCloseable {

  private static final int AT_ONCE = 8;
  private static final int TABS_A_NODE = 4;

  /** A second is how exactly tokens know their time. */
  private static final Duration SURELY = Duration.ofSeconds(1);

  private final List<ProtectedApp> nodes;
  private final int users;
  private final ScheduledExecutorService people = Executors.newScheduledThreadPool(AT_ONCE);
  private final ExecutorService tabs = Executors.newCachedThreadPool();
  private final List<SignedIn> sessions = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final Queue<String> mistaken = new ConcurrentLinkedQueue<>();

  private record SignedIn(String name, String cookie, long atNanos) {}

  NodesCrowd(List<ProtectedApp> nodes, int users) {
    this.nodes = nodes;
    this.users = users;
  }

  /** Each signs in at one of the nodes. */
  void signIn() {
    List<Callable<SignedIn>> all =
        IntStream.range(0, users).<Callable<SignedIn>>mapToObj(user -> () -> signIn(user)).toList();
    sessions.addAll(results(people, all));
  }

  private SignedIn signIn(int user) {
    ProtectedApp node = nodes.get(user % nodes.size());
    Browser browser = new Browser();
    Page page =
        browser.signIn(browser.open(node.url("/")), NodesUser.name(user), NodesUser.PASSWORD);
    judge(NodesUser.name(user), page.status(), page.body());
    return new SignedIn(
        NodesUser.name(user), browser.cookieHeader(node.url("/")), System.nanoTime());
  }

  /** So often, each with several tabs at every node, as soon as new tokens are due. */
  void comeBackWhenDue(int rounds, Duration due) {
    List<SignedIn> now = sessions;
    for (int round = 0; round < rounds; round++) {
      List<Future<SignedIn>> coming = new ArrayList<>();
      for (SignedIn session : now) {
        long in = session.atNanos + due.plus(SURELY).toNanos() - System.nanoTime();
        coming.add(people.schedule(() -> comeBack(session), in, TimeUnit.NANOSECONDS));
      }
      now = coming.stream().map(NodesCrowd::result).toList();
    }
  }

  private SignedIn comeBack(SignedIn session) {
    List<Callable<HttpResponse<String>>> all = new ArrayList<>();
    for (int tab = 0; tab < TABS_A_NODE; tab++) {
      String path = "/tab-" + tab;
      nodes.forEach(node -> all.add(() -> Curl.get(node.url(path), "Cookie", session.cookie)));
    }
    results(tabs, all).forEach(answer -> judge(session.name, answer.statusCode(), answer.body()));
    return new SignedIn(session.name, session.cookie, System.nanoTime());
  }

  private void judge(String name, int status, String body) {
    requests.incrementAndGet();
    if (status != 200) {
      refused.add(name + " " + status);
    } else if (!Json.object(body).entrySet().contains(Map.entry("name", (Object) name))) {
      mistaken.add(name);
    }
  }

  /** Who was not let in, with the status. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** Who was taken for somebody else. */
  List<String> mistaken() {
    return List.copyOf(mistaken);
  }

  String counts() {
    return sessions.size() + " sessions, " + requests + " requests, refused " + refused.size();
  }

  private static <T> List<T> results(ExecutorService executor, List<Callable<T>> all) {
    try {
      return executor.invokeAll(all).stream().map(NodesCrowd::result).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    people.shutdownNow();
    tabs.shutdownNow();
  }
}
