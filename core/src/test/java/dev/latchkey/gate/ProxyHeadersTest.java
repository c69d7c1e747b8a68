package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a proxy might say of a request counts for nothing: no rule, no caller, no address and no
 * cookie depends on it, whoever sent it. So there is no list of proxies to trust, either.
 */
@Tag("L05")
@Tag("L06")
@Tag("L07")
class ProxyHeadersTest {

  private static final String SITE = "https://shop.example.com";

  /** All that decisions may depend on: what clients say of themselves. */
  private static final Set<String> READ =
      Set.of(
          "Accept",
          "Authorization",
          "Content-Type",
          "Cookie",
          "Origin",
          "Referer",
          "Sec-Fetch-Dest",
          "Sec-Fetch-Mode",
          "Sec-Fetch-Site",
          "Sec-Purpose",
          "Upgrade",
          "X-Requested-With");

  private final TestGate gate =
      TestGate.with("public /open\nbearer /api/**\noptional /maybe\nlogin /**");
  private final String session = gate.signIn("ada");
  private final String token = gate.token();

  static List<String> headers() {
    return List.of(
        "Forwarded: for=127.0.0.1;host=evil.example;proto=http",
        "Forwarded: for=10.0.0.1, for=\"[::1]\";host=evil.example",
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Server: evil.example",
        "X-Forwarded-Proto: http",
        "X-Forwarded-Scheme: http",
        "X-Forwarded-Protocol: http",
        "X-Forwarded-Ssl: off",
        "X-Url-Scheme: http",
        "Front-End-Https: off",
        "X-Forwarded-Port: 8080",
        "X-Forwarded-Prefix: /open",
        "X-Forwarded-Path: /open",
        "X-Forwarded-Uri: /open",
        "X-Forwarded-Method: GET",
        "X-Forwarded-User: root",
        "X-Forwarded-Email: root@example.com",
        "X-Forwarded-Access-Token: a.b.c",
        "X-Auth-Request-User: root",
        "X-Real-IP: 127.0.0.1",
        "X-Client-IP: 127.0.0.1",
        "True-Client-IP: 127.0.0.1",
        "X-Original-URL: /open",
        "X-Original-URI: /open",
        "X-Original-Host: evil.example",
        "X-Original-Method: GET",
        "X-Rewrite-URL: /open",
        "X-Host: evil.example",
        "Host: evil.example",
        "X-HTTP-Method-Override: GET",
        "X-Method-Override: GET",
        "X-SSL-Client-Cert: -----BEGIN CERTIFICATE-----",
        "X-SSL-Client-Verify: SUCCESS",
        "X-Client-Verify: SUCCESS",
        "X-Client-Cert: MIIB",
        "X-Forwarded-Client-Cert: Subject=\"CN=root\"",
        "Client-Cert: :MIIB:",
        "SSL_CLIENT_S_DN: CN=root",
        "X-ARR-ClientCert: MIIB",
        "X-Remote-User: root",
        "Remote-User: root",
        "Via: 1.1 proxy");
  }

  /** Something of each kind of decision. */
  private List<Supplier<FakeRequest>> requests() {
    return List.of(
        () -> FakeRequest.get("/open"),
        () -> FakeRequest.get("/api/orders"),
        () -> FakeRequest.get("/api/orders").bearer(token),
        () -> FakeRequest.of("POST", "/api/orders").bearer(token),
        () -> FakeRequest.get("/maybe").cookies(session),
        () -> FakeRequest.page("/orders?a=b"),
        () -> FakeRequest.get("/orders").header("Accept", "application/json"),
        () -> FakeRequest.page("/orders").cookies(session),
        () -> post("http://evil.example"),
        () -> post("https://evil.example"),
        () -> post("http://shop.example.com"),
        () -> post("https://shop.example.com:8080"),
        () -> post(SITE),
        () -> FakeRequest.page("/oidc/login").header("Referer", "https://evil.example/x"),
        () -> FakeRequest.page("/oidc/callback?code=a&state=b").cookies(session),
        () ->
            FakeRequest.of("POST", "/oidc/logout").cookies(gate.signIn("b")).header("Origin", SITE),
        () -> FakeRequest.of("POST", "/oidc/logout").cookies(session),
        () -> FakeRequest.get("/oidc/session").cookies(session));
  }

  private FakeRequest post(String origin) {
    return FakeRequest.of("POST", "/orders").cookies(session).header("Origin", origin);
  }

  @ParameterizedTest
  @MethodSource("headers")
  void oneOfThemChangesNoDecision(String line) {
    assertNothingChangesWith(List.of(line));
  }

  @Test
  void allOfThemTogetherChangeNoDecision() {
    assertNothingChangesWith(headers());
  }

  private void assertNothingChangesWith(List<String> lines) {
    for (Supplier<FakeRequest> each : requests()) {
      FakeRequest request = each.get();
      lines.forEach(line -> add(request, line));

      assertThat(outcome(gate.decide(request)))
          .as(request.method() + " " + request.path())
          .isEqualTo(outcome(gate.decide(each.get())));
    }
  }

  private static void add(FakeRequest request, String line) {
    String[] pair = line.split(": ", 2);
    request.header(pair[0], pair[1]);
  }

  /** Everything of a decision but what is another each time. */
  private static String outcome(Decision decision) {
    String headers =
        decision.headers().stream()
            .map(each -> each.name() + ": " + each.value())
            .map(
                each -> each.replaceAll("(state|nonce|code_challenge|id_token_hint)=[^&]*", "$1=*"))
            .map(each -> each.replaceAll("^(Set-Cookie: [^=]*-login-)[^=]*=[^;]*", "$1*=*"))
            .map(each -> each.replaceAll("^(Set-Cookie: [^=]*)=[^;]*", "$1=*"))
            .collect(Collectors.joining("\n"));
    return decision instanceof Decision.Proceed proceed
        ? proceed.identity() + "\n" + headers
        : ((Decision.Stop) decision).status() + "\n" + headers;
  }

  @Test
  void nobodyEvenAsksForThem() {
    Set<String> asked = new TreeSet<>();
    List<Decision> decisions = new ArrayList<>();
    for (Supplier<FakeRequest> each : requests()) {
      decisions.add(gate.decide(recording(each.get(), asked)));
    }

    assertThat(decisions).hasAtLeastOneElementOfType(Decision.Proceed.class);
    assertThat(asked).isSubsetOf(READ).contains("Authorization", "Cookie", "Origin");
  }

  /** Notes which headers are read. */
  private static GateRequest recording(FakeRequest request, Set<String> asked) {
    return (GateRequest)
        Proxy.newProxyInstance(
            GateRequest.class.getClassLoader(),
            new Class<?>[] {GateRequest.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("headers")) {
                asked.add((String) arguments[0]);
              }
              return method.invoke(request, arguments);
            });
  }
}
