package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.redis.ShopNode.Ask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A master and one node on one side, its replica, three Sentinels and the other node on the other:
 * each side goes on by itself, and then they find each other again.
 */
@Timeout(180)
@Tag("F-48")
@EnabledIfSystemProperty(named = "latchkey.full", matches = "true")
class PartitionTest extends TwoNodes {
  private static final Duration IN_THE_END = Duration.ofSeconds(60);
  private static final int USERS = 50;

  private final RedisProcess master = redis;
  private final FaultProxy between = closing(new FaultProxy(master.port()));
  private final FaultProxy home = closing(new FaultProxy(master.port()));
  private final RedisProcess replica =
      closing(RedisProcess.running("--replicaof", "127.0.0.1", Integer.toString(between.port())));
  private final Sentinels sentinels = closing(Sentinels.over(master, between.port()));
  private final ShopNode cutOff = nodeAt(home.uri());
  private final ShopNode other = nodeAt(sentinels.uri());

  private Crowd calm;
  private Crowd refreshedHere;
  private Crowd refreshedThere;
  private Crowd moved;
  private Crowd signedIn;
  private Crowd signedOut;
  private Crowd ended;

  private ShopNode nodeAt(String uri) {
    return closing(ShopNode.at(provider, uri, clock, "redis.timeout", "500ms"));
  }

  /** Users to whom the same happens, with the cookies that their browsers have. */
  private record Crowd(String name, List<String> cookies) {

    /** How many of them a node lets in, who are all whom it takes them for. */
    long in(ShopNode node) {
      List<Optional<String>> callers = cookies.stream().map(node::caller).toList();
      for (int user = 0; user < callers.size(); user++) {
        assertThat(callers.get(user).orElse(name + "-" + user)).isEqualTo(name + "-" + user);
      }
      return callers.stream().filter(Optional::isPresent).count();
    }

    /** All are answered so to what each of them does at a node. */
    void assertAnswer(ShopNode node, Function<String, Ask> request, int status) {
      assertThat(cookies)
          .as(name)
          .allMatch(cookie -> ShopNode.status(node.ask(request.apply(cookie))) == status);
    }
  }

  private Crowd crowd(String name) {
    List<String> cookies = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      cookies.add(provider.sessionCookie(cutOff.latchkey, name + "-" + user));
    }
    return new Crowd(name, cookies);
  }

  private void signIn() {
    refreshedHere = crowd("refreshed-here");
    refreshedThere = crowd("refreshed-there");
    moved = crowd("moved");
    pass(LIFETIME.minusMinutes(1));
    calm = crowd("calm");
    signedOut = crowd("signed-out");
    ended = crowd("ended");
  }

  private void configure(String setting, String value) {
    assertThat(master.ask("CONFIG", "SET", setting, value)).isEqualTo("OK");
  }

  /** The tokens of those who came first are over then. */
  private void part() {
    Waiting.until("the replica has all", IN_THE_END, () -> offset(replica).equals(offset(master)));
    between.swallow();
    pass(Duration.ofMinutes(1));
  }

  private static String offset(RedisProcess redis) {
    return Sentinels.replication(redis)
        .lines()
        .filter(line -> line.startsWith("master_repl_offset"))
        .findFirst()
        .orElse("");
  }

  private boolean takesNoWrites() {
    return master.ask("SET", "probe", "1").toString().startsWith("-NOREPLICAS");
  }

  private void takeOver() {
    Waiting.until("the replica is master", IN_THE_END, () -> Sentinels.isMaster(replica));
    Duration away = Waiting.until("its node follows", IN_THE_END, () -> isIn(other));
    System.out.printf("F-48: a new master's first answer after %d ms%n", away.toMillis());
  }

  private boolean isIn(ShopNode node) {
    return node.status(calm.cookies().get(0)) == 200;
  }

  private void meetAgain() {
    home.lead(replica.port()); // for new connections, as a name that means the other one now
    between.heal();
    Waiting.until("the old master follows", IN_THE_END, () -> Sentinels.isFollowing(master));
    Waiting.until("the node that was cut off is back", IN_THE_END, () -> isIn(cutOff));
  }

  private static void assertIn(ShopNode node, int users, Crowd... crowds) {
    for (Crowd crowd : crowds) {
      assertThat(crowd.in(node)).as(crowd.name()).isEqualTo(users);
    }
  }

  @Test
  void whatAMasterThatIsCutOffTakesIsGone() {
    signIn();
    part();
    refreshedHere.assertAnswer(cutOff, Ask::page, 200);
    signedOut.assertAnswer(cutOff, Ask::signOut, 303);
    IntStream.range(0, USERS).forEach(user -> assertThat(endedAt(cutOff, user)).isEqualTo(200));
    signedIn = crowd("signed-in");
    takeOver();
    refreshedThere.assertAnswer(other, Ask::page, 200);
    moved.assertAnswer(other, Ask::page, 200);
    moved.assertAnswer(cutOff, Ask::page, 302); // it knows a spent refresh token only
    meetAgain();

    for (ShopNode node : List.of(other, cutOff)) {
      assertIn(node, USERS, calm, refreshedThere, moved, signedOut, ended);
      assertIn(node, 0, refreshedHere, signedIn);
    }
    pass(LIFETIME);
    assertIn(other, USERS, calm, refreshedThere);
    assertIn(other, 0, moved, signedOut);
  }

  private int endedAt(ShopNode node, int user) {
    return node.backChannel(provider.logoutToken().subject("ended-" + user).sign());
  }

  /** From when it has noticed that it is. */
  @Test
  void aMasterThatIsCutOffNeedTakeNothing() {
    configure("min-replicas-to-write", "1");
    configure("min-replicas-max-lag", "2");
    signIn();
    part();
    Waiting.until("the master notices", IN_THE_END, this::takesNoWrites);
    calm.assertAnswer(cutOff, Ask::page, 200);
    refreshedHere.assertAnswer(cutOff, Ask::page, 503);
    signedOut.assertAnswer(cutOff, Ask::signOut, 303); // the browser has no cookie any more
    IntStream.range(0, USERS).forEach(user -> assertThat(endedAt(cutOff, user)).isEqualTo(400));
    assertThatThrownBy(() -> crowd("signed-in")).hasMessageContaining("answered 503");
    takeOver();
    refreshedThere.assertAnswer(other, Ask::page, 200);
    moved.assertAnswer(other, Ask::page, 200);
    moved.assertAnswer(cutOff, Ask::page, 503);
    meetAgain();

    IntStream.range(0, USERS).forEach(user -> assertThat(endedAt(other, user)).isEqualTo(200));
    for (ShopNode node : List.of(other, cutOff)) {
      assertIn(node, USERS, calm, refreshedHere, refreshedThere, moved, signedOut);
      assertIn(node, 0, ended);
    }
    pass(LIFETIME);
    assertIn(other, USERS, calm, refreshedHere, refreshedThere, moved);
    assertIn(other, 0, signedOut);
  }
}
