package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.provider.MetadataLookup;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which answer a situation gets: the table "Answers" of the design, row by row. */
class GateTest extends AnswerCase {

  // rules

  @Test
  void refusesWhatNoRuleMatchesAndWhatOneDenies() {
    isProblem(gate.stop(FakeRequest.get("/elsewhere").bearer(gate.token())), 403);
    assertThat(gate.lastReason()).isEqualTo(Reason.NO_RULE);
    isProblem(gate.stop(FakeRequest.get("/never").bearer(gate.token())), 403);
    assertThat(gate.lastReason()).isEqualTo(Reason.DENIED);
  }

  @Test
  @Tag("F15")
  @Tag("K22")
  void namesTheMethodsWhereOneIsNotListed() {
    for (String method : List.of("POST", "DELETE", "get", "TRACE", "CONNECT", "X")) {
      Decision.Stop stop =
          gate.stop(
              FakeRequest.of(method, "/api/orders")
                  .header("X-HTTP-Method-Override", "GET")
                  .bearer(gate.token(claims("scope", "orders:read"))));
      isProblem(stop, 405);
      assertThat(TestGate.header(stop, "Allow")).isEqualTo("GET, HEAD");
      assertThat(gate.lastReason()).isEqualTo(Reason.METHOD_NOT_LISTED);
    }
    isProblem(gate.stop(FakeRequest.of("HEAD", "/api/orders")), 401);
  }

  // could not find out

  @Test
  @Tag("F13")
  void cannotJudgeWithoutKeysAndSaysWhenToComeBack() {
    gate.keys.unavailable = true;

    Decision.Stop stop = gate.stop(FakeRequest.get("/api/orders").bearer(gate.token()));

    isProblem(stop, 503);
    assertThat(TestGate.header(stop, "Retry-After")).isEqualTo("5");
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).isEmpty();
    assertThat(gate.lastEvent().kind()).isEqualTo(Event.Kind.UNDECIDED);
    assertThat(gate.lastReason()).isEqualTo(Reason.KEYS_UNAVAILABLE);
    isReferred(stop);
    assertThat(gate.decide(FakeRequest.get("/open"))).isInstanceOf(Decision.Proceed.class);
    assertThat(gate.decide(FakeRequest.get("/maybe"))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void cannotBeginALoginWithoutTheProvider() {
    gate.metadata.answer = new MetadataLookup.Unavailable("refused to connect");
    isPage(gate.stop(FakeRequest.page("/pages/a")), 503);
    assertThat(gate.lastReason()).isEqualTo(Reason.PROVIDER_UNREACHABLE);

    gate.metadata.answer = new MetadataLookup.Misconfigured("another issuer");
    Decision.Stop stop = gate.stop(FakeRequest.page("/oidc/login"));
    isPage(stop, 503);
    assertThat(TestGate.header(stop, "Retry-After")).isEqualTo("5");
    assertThat(gate.lastReason()).isEqualTo(Reason.PROVIDER_MISCONFIGURED);
  }

  @Test
  void answersEverythingWith503OnceItIsClosed() {
    String session = gate.signIn("ada");
    gate.gate.close();

    for (String path : List.of("/open", "/api/orders", "/pages/a", "/oidc/login", "//")) {
      isProblem(gate.stop(FakeRequest.get(path).cookies(session)), 503);
      assertThat(gate.lastReason()).isEqualTo(Reason.CLOSED);
    }
  }

  // faults

  @Test
  @Tag("L16")
  void decidesTheSameThoughTheListenerThrows() {
    TestGate deaf =
        TestGate.heardBy(
            event -> {
              throw new IllegalStateException("the listener's own fault");
            },
            RULES);

    assertThat(deaf.decide(FakeRequest.get("/open"))).isInstanceOf(Decision.Proceed.class);
    isProblem(deaf.stop(FakeRequest.get("/api/orders")), 401);
    assertThat(deaf.stop(FakeRequest.page("/pages/a")).status()).isEqualTo(302);
    assertThat(deaf.signIn("ada")).startsWith(TestGate.COOKIE + "=");
  }

  @Test
  void turnsAFaultOfOursInto500AndNeverIntoAPass() {
    gate.keys.broken = true;

    Decision.Stop stop = gate.stop(FakeRequest.get("/both").bearer(gate.token()));

    isProblem(stop, 500);
    isReferred(stop);
    assertThat(gate.lastReason()).isEqualTo(Reason.INTERNAL_ERROR);
    assertThat(TestGate.body(stop)).doesNotContain("IllegalState", "a fault of ours");
  }

  @Test
  void turnsARequestThatCannotBeReadInto500() {
    GateRequest broken =
        new GateRequest() {
          @Override
          public String method() {
            throw new IllegalStateException("recycled");
          }

          @Override
          public String requestTarget() {
            throw new IllegalStateException("recycled");
          }

          @Override
          public String contextPath() {
            return "";
          }

          @Override
          public String path() {
            return "/open";
          }

          @Override
          public String query() {
            return "";
          }

          @Override
          public List<String> headers(String name) {
            throw new IllegalStateException("recycled");
          }
        };

    Decision.Stop stop = gate.stop(broken);

    assertThat(stop.status()).isEqualTo(500);
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
  }
}
