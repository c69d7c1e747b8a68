package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.gate.GateRequest;
import dev.latchkey.gate.Header;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.json.Json;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenMaker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * A whole instance before a provider that publishes documents and tokens of a product's real shape:
 * the names of all members are the product's, the values are ours.
 */
abstract class ProfileCase {

  static final String CLIENT = "shop";

  final FakeTransport transport = new FakeTransport();
  final SettableClock clock = new SettableClock(Instant.ofEpochSecond(TokenMaker.NOW));
  final List<Event> events = new CopyOnWriteArrayList<>();
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final List<Latchkey> built = new ArrayList<>();

  /** What is published at an address, from now on. */
  final void publishes(String address, String body) {
    documents.put(address, body);
  }

  /** A key set with one RSA key, named r1, that has these further members. */
  static String jwks(String... members) {
    return jwks(TestKeys.RSA, members);
  }

  static String jwks(KeyPair pair, String... members) {
    Map<String, Object> jwk = TestKeys.jwk("r1", pair.getPublic());
    jwk.put("use", "sig");
    for (int i = 0; i < members.length; i += 2) {
      jwk.put(members[i], members[i + 1]);
    }
    return TestKeys.jwks(jwk);
  }

  private HttpAnswer answer(HttpCall call) {
    String body = documents.get(call.uri().toString());
    return HttpAnswer.of(
        body == null ? 404 : 200,
        Map.of("Content-Type", "application/json"),
        (body == null ? "{}" : body).getBytes(StandardCharsets.UTF_8));
  }

  /** An instance with these settings, as keys and values in turns. */
  final Latchkey latchkey(String... settings) {
    transport.answers(this::answer);
    LatchkeyBuilder builder =
        Latchkey.builder().transport(transport).clock(clock).listener(events::add);
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    Latchkey latchkey = builder.build();
    built.add(latchkey);
    return latchkey;
  }

  @AfterEach
  final void close() {
    built.forEach(Latchkey::close);
  }

  /** Settings with those of a sign-in added. */
  static String[] signingIn(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "client-id",
                CLIENT,
                "client-secret",
                "secret-of-the-shop",
                "base-url",
                "https://shop.example.com",
                "session.secret",
                SoundSettings.RANDOM));
    all.addAll(List.of(settings));
    return all.toArray(new String[0]);
  }

  /** Claims as JSON, in which IAT and EXP stand for good times. */
  static String claims(String json) {
    return json.replace("IAT", String.valueOf(TokenMaker.NOW - 1))
        .replace("EXP", String.valueOf(TokenMaker.NOW + 300));
  }

  /** Claims with others in place of some; {@code null} leaves one out. */
  static String with(String claims, String name, @Nullable Object value) {
    Map<String, @Nullable Object> members =
        new LinkedHashMap<>(
            java.util.Objects.requireNonNull(
                Json.readObject(claims.getBytes(StandardCharsets.UTF_8))));
    if (value == null) {
      members.remove(name);
    } else {
      members.put(name, value);
    }
    return Json.write(members);
  }

  static String signed(String claims) {
    return TokenMaker.nimbus("RS256", "r1", claims);
  }

  static Identity accepted(Latchkey latchkey, String token) {
    return accepted(latchkey, FakeRequest.get("/orders").bearer(token));
  }

  static Identity accepted(Latchkey latchkey, GateRequest request) {
    Decision decision = latchkey.decide(request);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return ((Decision.Proceed) decision).identity().orElseThrow();
  }

  /** Refused with 401 for this reason; returns what the operator reads. */
  final String refused(Latchkey latchkey, String token, Reason reason) {
    return stopped(latchkey, FakeRequest.get("/orders").bearer(token), 401, reason);
  }

  final String stopped(Latchkey latchkey, GateRequest request, int status, Reason reason) {
    events.clear();
    Decision decision = latchkey.decide(request);
    assertThat(decision).isInstanceOf(Decision.Stop.class);
    Event told =
        events.stream().filter(event -> event.reason().isPresent()).findFirst().orElseThrow();
    assertThat(told.reason()).as(told.detail()).contains(reason);
    assertThat(((Decision.Stop) decision).status()).isEqualTo(status);
    return told.detail();
  }

  final List<String> warnings() {
    return events.stream()
        .filter(event -> event.kind() == Event.Kind.WARNING)
        .map(Event::detail)
        .toList();
  }

  /** Begins a login, and answers it with an ID token of these claims and the right nonce. */
  final Decision.Stop signIn(Latchkey latchkey, String tokenEndpoint, String idClaims) {
    return signIn(latchkey, tokenEndpoint, idClaims, "");
  }

  /** The same with further parameters of the callback. */
  final Decision.Stop signIn(
      Latchkey latchkey, String tokenEndpoint, String idClaims, String parameters) {
    Decision.Stop start = (Decision.Stop) latchkey.decide(FakeRequest.get("/oidc/login"));
    String asked = URI.create(headers(start, "Location").get(0)).getRawQuery();
    Map<String, List<String>> query = java.util.Objects.requireNonNull(FormEncoding.decode(asked));
    String idToken = signed(with(idClaims, "nonce", query.get("nonce").get(0)));
    publishes(
        tokenEndpoint,
        Json.write(
            Map.of(
                "access_token", "opaque",
                "token_type", "Bearer",
                "refresh_token", "refresh-1",
                "expires_in", 300,
                "id_token", idToken)));
    events.clear();
    return (Decision.Stop)
        latchkey.decide(
            FakeRequest.get(
                    "/oidc/callback?code=abc&state=" + query.get("state").get(0) + parameters)
                .header("Cookie", cookies(start)));
  }

  /** Who is signed in after this. */
  static Identity signedIn(Latchkey latchkey, Decision.Stop end) {
    assertThat(headers(end, "Location")).as("where a login that succeeded goes").isNotEmpty();
    return accepted(latchkey, FakeRequest.get("/").header("Cookie", cookies(end)));
  }

  /** Why the last login failed. */
  final Event failure() {
    return events.stream()
        .filter(event -> event.kind() == Event.Kind.LOGIN_FAILED)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> headers(Decision decision, String name) {
    return decision.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .toList();
  }

  static String cookies(Decision decision) {
    return headers(decision, "Set-Cookie").stream()
        .filter(cookie -> !cookie.contains("Max-Age=0"))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .collect(Collectors.joining("; "));
  }
}
