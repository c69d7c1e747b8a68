package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FaultyStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes of one application that share a store, each with a way of its own to it. */
final class Nodes {

  static final Duration LIFETIME = Duration.ofMinutes(5);

  /** How long tokens are refreshed before they end, which is longer than any wait here. */
  static final Duration EARLY = Duration.ofSeconds(60);

  final SessionBed bed = new SessionBed();
  final MemoryStore shared = new MemoryStore(1_000, bed.clock, () -> {});
  final Node one;
  final Node two;

  /** One of them. */
  record Node(Sessions sessions, FaultyStore store, FakeBackground background) {

    /** Does what was put off, as if its time had come. */
    void beat() {
      List<FakeBackground.Later> due = List.copyOf(background.later);
      background.later.clear();
      due.forEach(later -> later.task().run());
    }
  }

  Nodes() {
    bed.isStoreShared = true;
    bed.refreshBefore = Optional.of(EARLY);
    one = node();
    two = node();
  }

  Node node() {
    return node(new FaultyStore(shared));
  }

  Node node(FaultyStore store) {
    FakeBackground background = new FakeBackground();
    bed.store = store;
    bed.background = background;
    return new Node(bed.anotherNode(), store, background);
  }

  void signIn() {
    bed.save(
        bed.idToken(), new TokenAnswer.Granted("first", null, "refresh-1", LIFETIME, "openid"));
  }

  /** From now on new tokens are due, and the old ones still good. */
  void passToRefresh() {
    bed.clock.advance(LIFETIME.minus(EARLY));
  }

  /** From now on the old tokens have ended. */
  void passToEnd() {
    bed.clock.advance(LIFETIME);
  }

  static HttpAnswer tokens(String accessToken) {
    return answer(
        200,
        "{\"access_token\":\""
            + accessToken
            + "\",\"token_type\":\"Bearer\",\"expires_in\":300,\"refresh_token\":\"after-"
            + accessToken
            + "\"}");
  }

  static HttpAnswer invalidGrant() {
    return answer(400, "{\"error\":\"invalid_grant\"}");
  }

  private static HttpAnswer answer(int status, String body) {
    return HttpAnswer.of(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  int calls() {
    return bed.provider.calls.size();
  }

  Recall recall(Node node) {
    return bed.recall(node.sessions());
  }

  void assertToken(Node node, String accessToken) {
    assertToken(recall(node), accessToken);
  }

  static void assertToken(Recall recall, String accessToken) {
    assertThat(recall)
        .isInstanceOfSatisfying(
            Recall.Alive.class,
            alive ->
                assertThat(alive.session().identity().tokens().accessToken())
                    .contains(accessToken));
  }

  static void assertOver(Recall recall, Reason reason) {
    assertThat(recall)
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(reason));
  }

  /** Nobody knows, and the browser keeps what it has. */
  void assertUnavailable(Recall recall, Reason reason) {
    assertThat(recall)
        .isInstanceOfSatisfying(
            Recall.Unavailable.class, none -> assertThat(none.reason()).isEqualTo(reason));
    assertThat(bed.browser.cookies).containsKey(SessionBed.NAME);
  }
}
