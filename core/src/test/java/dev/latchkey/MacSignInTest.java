package dev.latchkey;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.gate.Header;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.json.Json;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.token.HmacTokens;
import dev.latchkey.token.TokenMaker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in where the provider signs ID tokens with the client's secret. */
class MacSignInTest {

  private static final String SECRET = "the client secret, of full length";

  private final FakeTransport transport = new FakeTransport();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private volatile String idToken = "";

  private Latchkey latchkey(String algorithms) {
    transport.answers(
        call -> {
          String path = call.uri().getPath();
          String body =
              path.endsWith("/token")
                  ? Json.write(
                      Map.of("access_token", "o", "token_type", "Bearer", "id_token", idToken))
                  : path.endsWith("/jwks")
                      ? new String(TokenMaker.jwks(), StandardCharsets.UTF_8)
                      : metadata();
          return HttpAnswer.of(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        });
    return Latchkey.builder()
        .issuer(ISSUER)
        .client("shop", Secret.of(SECRET))
        .baseUrl("http://localhost:8080")
        .set("insecure-http-hosts", "localhost")
        .set("algorithms", algorithms)
        .transport(transport)
        .clock(new SettableClock(Instant.ofEpochSecond(NOW)))
        .listener(events::add)
        .build();
  }

  private static String metadata() {
    return Json.write(
        Map.of(
            "issuer",
            ISSUER,
            "authorization_endpoint",
            ISSUER + "/authorize",
            "token_endpoint",
            ISSUER + "/token",
            "jwks_uri",
            ISSUER + "/jwks"));
  }

  /** Signs in with an ID token whose MAC is made with this secret, and answers the callback. */
  private Decision.Stop signIn(Latchkey latchkey, String secret) {
    Decision.Stop start = (Decision.Stop) latchkey.decide(FakeRequest.get("/oidc/login"));
    Map<String, List<String>> asked =
        Objects.requireNonNull(
            FormEncoding.decode(URI.create(values(start, "Location")).getRawQuery()));
    idToken =
        HmacTokens.hs(
            "HmacSHA256",
            TokenMaker.header("alg", quoted("HS256"), "kid", ABSENT),
            TokenMaker.idClaims("nonce", quoted(asked.get("nonce").get(0))),
            secret.getBytes(StandardCharsets.UTF_8));
    String cookie = values(start, "Set-Cookie");
    return (Decision.Stop)
        latchkey.decide(
            FakeRequest.get("/oidc/callback?code=c&state=" + asked.get("state").get(0))
                .header("Cookie", cookie.substring(0, cookie.indexOf(';'))));
  }

  private static String values(Decision decision, String name) {
    return decision.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .collect(Collectors.joining());
  }

  @Test
  @Tag("H02")
  void signsInByAMacWhereItIsNamed() {
    try (Latchkey latchkey = latchkey("HS256")) {
      assertThat(signIn(latchkey, SECRET).status()).isEqualTo(302);
      assertThat(events).anyMatch(event -> event.kind() == Event.Kind.LOGGED_IN);
    }
  }

  @Test
  @Tag("H02")
  void refusesAMacOfAnotherSecretAndOneThatIsNotNamed() {
    try (Latchkey named = latchkey("RS256 HS256");
        Latchkey unnamed = latchkey("RS256")) {
      assertThat(signIn(named, SECRET + "!").status()).isNotEqualTo(302);
      assertThat(signIn(unnamed, SECRET).status()).isNotEqualTo(302);
      assertThat(events)
          .filteredOn(event -> event.kind() == Event.Kind.LOGIN_FAILED)
          .extracting(event -> event.reason().orElseThrow())
          .containsExactly(Reason.SIGNATURE_INVALID, Reason.ALGORITHM_REFUSED);
    }
  }
}
