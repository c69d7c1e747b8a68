package dev.latchkey.gate;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Event;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.json.Json;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.token.TokenMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A whole instance as an application has it, its provider some answers by path. */
final class Shop implements AutoCloseable {

  static final String SECRET = "canary-client-secret";

  /** Where the provider does not answer and an error is thrown. */
  static final String BROKEN = "/broken";

  /** Another issuer of the same keys, for who names it. */
  static final String PARTNER = TokenMaker.ISSUER + "/partner";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "issuer",
          TokenMaker.ISSUER,
          "audience",
          TokenMaker.AUDIENCE,
          "client-id",
          "shop",
          "client-secret",
          SECRET,
          "base-url",
          "http://localhost:8080",
          "rules",
          """
              public  /open
              deny    /never
              bearer  GET /api/orders/** scope=orders:read
              bearer  /admin   role=admin
              bearer  /group   group=staff
              bearer  /client  client=other
              login   /pages/**
              optional /maybe
              """);

  final SettableClock clock = new SettableClock();
  final List<Event> events = new CopyOnWriteArrayList<>();

  /** What must never be told to anybody. */
  final List<String> secrets = new ArrayList<>(List.of(SECRET));

  private final Map<String, HttpTransport> provider = new ConcurrentHashMap<>();
  final Latchkey latchkey;

  private Shop(Map<String, String> settings, String jwks, @Nullable SealedStore store) {
    answers("/.well-known/openid-configuration", Json.write(metadata(TokenMaker.ISSUER)));
    answers("/partner/.well-known/openid-configuration", Json.write(metadata(PARTNER)));
    answers("/jwks", jwks);
    answers(
        BROKEN,
        call -> {
          throw new StackOverflowError();
        });
    LatchkeyBuilder builder = Latchkey.builder().settings(settings).clock(clock);
    if (store != null) {
      builder.sessionStore(store);
    }
    latchkey = builder.transport(this::send).listener(events::add).build();
  }

  /** Settings are given as keys and values in turns. */
  static Shop with(String... changes) {
    return publishing(new String(TokenMaker.jwks(), StandardCharsets.UTF_8), changes);
  }

  /** The same, of an issuer with other keys. */
  static Shop publishing(String jwks, String... changes) {
    return new Shop(settings(changes), jwks, null);
  }

  /** The same, with sessions kept elsewhere, where others that are made so share them. */
  static Shop on(@Nullable SealedStore store, String... changes) {
    String jwks = new String(TokenMaker.jwks(), StandardCharsets.UTF_8);
    Map<String, String> settings = settings(changes);
    settings.putIfAbsent("session.secret", "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=");
    return new Shop(settings, jwks, store);
  }

  private static Map<String, String> settings(String... changes) {
    Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    settings.values().removeIf(String::isEmpty);
    return settings;
  }

  private static Map<String, String> metadata(String issuer) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("issuer", issuer);
    for (String endpoint : List.of("authorization", "token", "introspection", "userinfo")) {
      metadata.put(endpoint + "_endpoint", issuer + "/" + endpoint);
    }
    metadata.put("jwks_uri", TokenMaker.ISSUER + "/jwks");
    return metadata;
  }

  private HttpAnswer send(HttpCall call) throws IOException {
    String path = call.uri().toString().substring(TokenMaker.ISSUER.length());
    HttpTransport answer = provider.get(path);
    if (answer == null) {
      throw new IOException("connection refused");
    }
    return answer.send(call);
  }

  void answers(String path, String body) {
    answers(path, 200, body);
  }

  void answers(String path, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    provider.put(path, call -> HttpAnswer.of(status, headers, bytes));
  }

  void answers(String path, HttpTransport answer) {
    provider.put(path, answer);
  }

  Decision.Stop stop(GateRequest request) {
    return (Decision.Stop) latchkey.decide(request);
  }

  /** What became of the last request that did not simply go on. */
  Event lastTold() {
    return events.stream() // a fetch may be told of meanwhile
        .filter(event -> event.reference().isPresent())
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  /** Calls as a page's script does, with cookies. */
  Decision.Stop script(String cookies) {
    return stop(FakeRequest.get("/pages/a").header("Accept", "application/json").cookies(cookies));
  }

  /** What the provider posts when somebody has signed out there. */
  Decision.Stop logOut(String form) {
    return stop(FakeRequest.of("POST", "/oidc/backchannel-logout").form(form));
  }

  /** Calls with a token. */
  Decision.Stop stop(String path, String token) {
    secrets.add(token);
    secrets.add(token.substring(token.lastIndexOf('.') + 1));
    return stop(FakeRequest.get(path).bearer(token));
  }

  /** Comes back from the provider with these parameters, the state added. */
  Decision.Stop callback(String parameters) {
    return callback(login(), parameters);
  }

  Decision.Stop login() {
    return stop(FakeRequest.get("/oidc/login"));
  }

  Decision.Stop callback(Decision.Stop login, String parameters) {
    String cookies = TestGate.cookies(login);
    String state = TestGate.asked(login).get("state").get(0);
    secrets.addAll(List.of(cookies.substring(cookies.indexOf('=') + 1), state));
    return stop(
        FakeRequest.get("/oidc/callback?" + parameters + "&state=" + state).cookies(cookies));
  }

  /** Comes back with a code, for which there is an ID token with some claims changed. */
  Decision.Stop signIn(String... changes) {
    Decision.Stop login = login();
    redeemsFor(login, changes);
    return callback(login, "code=canary-code");
  }

  /** Comes back from the provider, which lets the user in. */
  Decision.Stop finish(Decision.Stop begun, String cookies) {
    redeemsFor(begun);
    String state = TestGate.asked(begun).get("state").get(0);
    return stop(FakeRequest.page("/oidc/callback?code=c&state=" + state).cookies(cookies));
  }

  /** What the token endpoint answers to the code of this login. */
  void redeemsFor(Decision.Stop login, String... changes) {
    List<String> all = new ArrayList<>(List.of("nonce", nonce(login)));
    all.addAll(List.of(changes));
    String idToken =
        TokenMaker.nimbus("RS256", "r1", TokenMaker.idClaims(all.toArray(String[]::new)));
    secrets.addAll(List.of(idToken, "canary-code", "canary-access-token", "canary-refresh-token"));
    answers(
        "/token",
        Json.write(
            Map.of(
                "access_token", "canary-access-token",
                "token_type", "Bearer",
                "refresh_token", "canary-refresh-token",
                "expires_in", 300,
                "id_token", idToken)));
  }

  private static String nonce(Decision.Stop login) {
    return TokenMaker.quoted(TestGate.asked(login).get("nonce").get(0));
  }

  @Override
  public void close() {
    latchkey.close();
  }
}
