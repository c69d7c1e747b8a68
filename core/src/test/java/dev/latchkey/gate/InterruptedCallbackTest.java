package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.NotSentException;
import dev.latchkey.json.Json;
import dev.latchkey.token.TokenMaker;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A callback that comes while the provider is away: nothing is lost, unless the code may be. */
class InterruptedCallbackTest {

  private final AtomicInteger tokenCalls = new AtomicInteger();

  private static FakeRequest callback(Decision.Stop begun) {
    String state = TestGate.asked(begun).get("state").get(0);
    return FakeRequest.page("/oidc/callback?code=c&state=" + state)
        .cookies(TestGate.cookies(begun));
  }

  private HttpTransport failing(IOException failure) {
    return call -> {
      tokenCalls.incrementAndGet();
      throw failure;
    };
  }

  private static void assertWaits(Decision.Stop stop) {
    assertThat(stop.status()).isEqualTo(503);
    assertThat(TestGate.header(stop, "Retry-After")).isEqualTo("5");
    assertThat(TestGate.body(stop)).contains("Load this page again").doesNotContain("href=");
    assertThat(TestGate.headers(stop, "Set-Cookie")).as("the login goes on").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"599, 302", "600, 400"})
  @Tag("F-31")
  @Tag("F-63")
  void aCodeThatWasNotSentIsGoodAsLongAsTheLoginIs(int seconds, int status) {
    try (Shop shop = Shop.with()) {
      Decision.Stop begun = shop.stop(FakeRequest.page("/pages/a"));
      shop.answers("/token", failing(new NotSentException("connection refused")));

      assertWaits(shop.stop(callback(begun)));
      assertThat(shop.lastTold().kind()).isEqualTo(Event.Kind.UNDECIDED);
      assertThat(shop.lastTold().reason()).contains(Reason.TOKEN_ENDPOINT_FAILED);

      shop.clock.advance(Duration.ofSeconds(seconds));
      long now = shop.clock.instant().getEpochSecond();
      shop.redeemsFor(begun, "iat", "" + now, "exp", "" + (now + 300));
      assertThat(shop.stop(callback(begun)).status()).isEqualTo(status);
    }
  }

  @Test
  @Tag("F-07")
  void aCodeIsNotRedeemedWhileNoKeyIsThereToProveTheUser() {
    try (Shop shop = Shop.with()) {
      shop.answers("/jwks", 503, "");
      Decision.Stop begun = shop.stop(FakeRequest.page("/pages/a"));
      shop.answers("/token", failing(new IOException("must not be asked")));

      assertWaits(shop.stop(callback(begun)));
      assertThat(shop.lastTold().reason()).contains(Reason.KEYS_UNAVAILABLE);
      assertThat(tokenCalls).hasValue(0);
    }
  }

  @Test
  @Tag("F-31")
  void aCodeThatMayBeSpentIsNeverSentAgain() {
    try (Shop shop = Shop.with()) {
      Decision.Stop begun = shop.stop(FakeRequest.page("/pages/a"));
      shop.answers("/token", failing(new HttpTimeoutException("no whole answer after 10000 ms")));

      Decision.Stop first = shop.stop(callback(begun));
      Decision.Stop again = shop.stop(callback(begun));

      assertThat(first.status()).isEqualTo(502);
      assertThat(again.status()).isEqualTo(400);
      assertStartsAgain(first);
      assertStartsAgain(again);
      assertThat(tokenCalls).hasValue(1);
    }
  }

  @Test
  @Tag("F-31")
  void aKeyThatIsOutOfReachOnceTheCodeIsSpentLeavesAWayToStartAgain() {
    String older =
        new String(TokenMaker.jwks(), StandardCharsets.UTF_8).replace("\"r1\"", "\"older\"");
    try (Shop shop = Shop.publishing(older)) {
      Decision.Stop begun = shop.stop(FakeRequest.page("/pages/a"));
      shop.answers(
          "/token",
          call -> {
            shop.answers("/jwks", 503, "");
            return HttpAnswer.of(200, Map.of(), tokens(begun));
          });

      Decision.Stop end = shop.stop(callback(begun));

      assertThat(end.status()).isEqualTo(503);
      assertThat(shop.lastTold().reason()).contains(Reason.KEYS_UNAVAILABLE);
      assertStartsAgain(end);
    }
  }

  private static byte[] tokens(Decision.Stop begun) {
    String nonce = TokenMaker.quoted(TestGate.asked(begun).get("nonce").get(0));
    String idToken = TokenMaker.nimbus("RS256", "r1", TokenMaker.idClaims("nonce", nonce));
    return Json.write(Map.of("access_token", "a", "token_type", "Bearer", "id_token", idToken))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aSessionThatCannotBeKeptLeavesAWayToStartAgain() {
    try (Shop shop = Shop.on(SessionRefusals.outOfReach())) {
      Decision.Stop begun = shop.stop(FakeRequest.page("/pages/a"));
      shop.redeemsFor(begun);

      Decision.Stop end = shop.stop(callback(begun));

      assertThat(end.status()).isEqualTo(503);
      assertThat(shop.lastTold().reason()).contains(Reason.SESSION_STORE_UNAVAILABLE);
      assertStartsAgain(end);
    }
  }

  private static void assertStartsAgain(Decision.Stop end) {
    assertThat(TestGate.body(end)).contains("href=\"/oidc/login?return_to=%2Fpages%2Fa\"");
    assertThat(TestGate.headers(end, "Set-Cookie"))
        .anyMatch(line -> line.contains("-login-") && line.contains("=; Max-Age=0;"));
  }
}
