package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.event.Event;
import dev.latchkey.testing.FakeTransport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Settings that start, for tests that spoil some of them, and what became of the start. */
abstract class SoundSettings {

  static final String RANDOM = "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=";
  static final String CANARY = "canary-7f3a9c";

  final List<Event> events = new CopyOnWriteArrayList<>();

  /** Enough to sign in and to take tokens. */
  static Map<String, String> sound() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("issuer", "https://id.example.com");
    settings.put("client-id", "shop");
    settings.put("client-secret", "secret-of-the-shop");
    settings.put("base-url", "https://shop.example.com");
    settings.put("audience", "orders-api");
    settings.put("session.secret", RANDOM);
    settings.put("rules", "bearer /api/**\nlogin /**");
    return settings;
  }

  static Map<String, String> soundWith(String key, String value) {
    Map<String, String> settings = sound();
    settings.put(key, value);
    return settings;
  }

  static Map<String, String> soundWithout(String... keys) {
    Map<String, String> settings = sound();
    settings.keySet().removeAll(List.of(keys));
    return settings;
  }

  static Map<String, String> bearerOnly() {
    return new LinkedHashMap<>(
        Map.of(
            "issuer", "https://id.example.com", "audience", "orders-api", "rules", "bearer /**"));
  }

  LatchkeyBuilder builder() {
    return Latchkey.builder().transport(new FakeTransport()).listener(events::add);
  }

  void starts(Map<String, String> settings) {
    builder().settings(settings).build().close();
  }

  static String refusal(LatchkeyBuilder builder) {
    IllegalArgumentException refused =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> builder.transport(new FakeTransport()).build());
    assertThat(refused).as("a refusal to start").isNotNull();
    return refused.getMessage();
  }

  static String refusal(Map<String, String> settings) {
    return refusal(Latchkey.builder().settings(settings));
  }

  static String refusal(String key, String value) {
    return refusal(soundWith(key, value));
  }

  /** The problems listed, one a line. */
  static List<String> problems(String message) {
    return message.lines().filter(line -> line.startsWith("  - ")).toList();
  }

  List<String> warnings() {
    return events.stream()
        .filter(event -> event.kind() == Event.Kind.WARNING)
        .map(Event::detail)
        .toList();
  }
}
