package dev.latchkey.redis;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.GateRequest;
import dev.latchkey.gate.Header;
import dev.latchkey.testkit.TestProvider;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A whole Latchkey of an application, as one node has it, and what its operator hears. */
final class ShopNode implements AutoCloseable {
  static final String SECRET = "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=";

  final Latchkey latchkey;
  final List<Event> events = new CopyOnWriteArrayList<>();

  private ShopNode(Map<String, String> settings, InstantSource clock) {
    latchkey = Latchkey.builder().settings(settings).clock(clock).listener(events::add).build();
  }

  /** With sessions in Redis, unless the settings, each followed by its value, say otherwise. */
  static ShopNode at(TestProvider provider, String redisUri, String... settings) {
    return at(provider, redisUri, InstantSource.system(), settings);
  }

  static ShopNode at(
      TestProvider provider, String redisUri, InstantSource clock, String... settings) {
    return new ShopNode(settings(provider, redisUri, settings), clock);
  }

  static Map<String, String> settings(TestProvider provider, String redisUri, String... settings) {
    Map<String, String> all = new LinkedHashMap<>(provider.settings());
    all.put("base-url", "https://shop.example.com");
    all.put("session.secret", SECRET);
    all.put("session.store", "redis");
    all.put("redis.uri", redisUri);
    all.put("redis.timeout", "5s"); // where time is not what is tested
    all.put("rules", "bearer /api/**\nlogin /**");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    all.values().removeIf(String::isEmpty);
    return all;
  }

  Decision ask(Ask ask) {
    return latchkey.decide(ask);
  }

  /** The status that a page load with these cookies is answered with; 200 where it goes on. */
  int status(String cookies) {
    return status(ask(Ask.page(cookies)));
  }

  static int status(Decision decision) {
    return decision instanceof Decision.Stop stop ? stop.status() : 200;
  }

  /** Who a page load with these cookies counts as; empty for nobody. */
  Optional<String> caller(String cookies) {
    return ask(Ask.page(cookies)) instanceof Decision.Proceed proceed
        ? proceed.identity().flatMap(identity -> identity.subject())
        : Optional.empty();
  }

  /** Whether an answer changes a cookie of a session. */
  static boolean touchesCookies(Decision decision) {
    return decision.headers().stream().map(Header::name).anyMatch("Set-Cookie"::equalsIgnoreCase);
  }

  List<String> warnings() {
    return events.stream()
        .filter(event -> event.kind() == Event.Kind.WARNING)
        .map(Event::detail)
        .toList();
  }

  boolean hasWarned(String... words) {
    return warnings().stream().anyMatch(text -> Arrays.stream(words).allMatch(text::contains));
  }

  /** Why sessions have ended here, first to last. */
  List<Reason> endings() {
    return events.stream()
        .filter(event -> event.kind() == Event.Kind.SESSION_OVER)
        .flatMap(event -> event.reason().stream())
        .toList();
  }

  Optional<Reason> lastReason() {
    return events.stream().reduce((before, last) -> last).flatMap(Event::reason);
  }

  /** The status of the answer to a logout token. */
  int backChannel(String logoutToken) {
    return status(ask(Ask.logoutToken(logoutToken)));
  }

  @Override
  public void close() {
    latchkey.close();
  }

  /** A request, as an adapter would show it. */
  record Ask(
      String method, String path, @Nullable String query, Map<String, String> headers, String text)
      implements GateRequest {

    private static Ask get(String path, @Nullable String query, Map<String, String> headers) {
      return new Ask("GET", path, query, headers, "");
    }

    private static Ask post(String path, Map<String, String> headers, String text) {
      return new Ask("POST", path, null, headers, text);
    }

    static Ask page(String cookies) {
      return page("/orders", null, cookies);
    }

    static Ask page(String path, @Nullable String query, String cookies) {
      return get(path, query, Map.of("cookie", cookies, "sec-fetch-mode", "navigate"));
    }

    static Ask script(String cookies) {
      return get("/orders", null, Map.of("cookie", cookies, "sec-fetch-mode", "cors"));
    }

    static Ask bearer(String token) {
      return get("/api/orders", null, Map.of("authorization", "Bearer " + token));
    }

    static Ask signOut(String cookies) {
      return post("/oidc/logout", Map.of("cookie", cookies, "sec-fetch-site", "same-origin"), "");
    }

    static Ask logoutToken(String token) {
      return post(
          "/oidc/backchannel-logout",
          Map.of("content-type", "application/x-www-form-urlencoded"),
          "logout_token=" + token);
    }

    @Override
    public String requestTarget() {
      return path;
    }

    @Override
    public String contextPath() {
      return "";
    }

    @Override
    public List<String> headers(String name) {
      String value = headers.get(name.toLowerCase(java.util.Locale.ROOT));
      return value == null ? List.of() : List.of(value);
    }

    @Override
    public byte[] body(int maxBytes) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
