package dev.latchkey;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of a {@code keycloak.json}, each read as what Keycloak's adapters took it for: numbers
 * and truth values may also stand in quotes, and {@code null} is as good as left out. What cannot
 * be read becomes a problem and has no value.
 */
final class KeycloakConfig {

  /** Stands in for what could not be read within an object; the start is refused anyway. */
  private static final String UNREADABLE = "unreadable";

  private static final String NUMBER = "-?[0-9]{1,9}";

  private final Map<KeycloakKey, Object> values = new EnumMap<>(KeycloakKey.class);
  private final Set<KeycloakKey> written = EnumSet.noneOf(KeycloakKey.class);
  private final Placeholders placeholders;
  private final Consumer<String> problems;

  private KeycloakConfig(Placeholders placeholders, Consumer<String> problems) {
    this.placeholders = placeholders;
    this.problems = problems;
  }

  /** Reads a text; empty when it is no JSON at all. */
  static Optional<KeycloakConfig> read(
      String text, Placeholders placeholders, Consumer<String> problems) {
    Map<String, @Nullable Object> members = Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    if (members == null) {
      problems.accept(
          "is no JSON object; comments, a comma at the end and a key that stands twice are none of"
              + " JSON");
      return Optional.empty();
    }
    KeycloakConfig config = new KeycloakConfig(placeholders, problems);
    members.forEach(config::read);
    return Optional.of(config);
  }

  private void read(String name, @Nullable Object value) {
    KeycloakKey key = KeycloakKey.named(name).orElse(null);
    if (key == null) {
      problems.accept(KeycloakKey.unknown(name));
    } else if (value != null) {
      written.add(key);
      Object read = value(key, value);
      if (read != null) {
        values.put(key, read);
      }
    }
  }

  private @Nullable Object value(KeycloakKey key, Object value) {
    return switch (key.kind()) {
      case OBJECT -> object(key, value);
      case TEXT -> scalar(key, value);
      case FLAG -> matching(key, value, "true|false", "is neither true nor false");
      case NUMBER -> matching(key, value, NUMBER, "is no number of at most nine digits");
    };
  }

  /** A placeholder within is looked up, too. */
  private @Nullable Object object(KeycloakKey key, Object value) {
    if (!(value instanceof Map<?, ?> members)) {
      problems.accept(key.key() + " is no JSON object");
      return null;
    }
    Map<Object, @Nullable Object> read = new LinkedHashMap<>(members);
    read.replaceAll(
        (name, inner) ->
            inner instanceof String text
                ? Objects.requireNonNullElse(replaced(key.key() + "." + name, text), UNREADABLE)
                : inner);
    return read;
  }

  private @Nullable String matching(KeycloakKey key, Object value, String form, String problem) {
    String text = scalar(key, value);
    if (text == null || text.matches(form)) {
      return text;
    }
    problems.accept(key.key() + " " + problem);
    return null;
  }

  private @Nullable String scalar(KeycloakKey key, Object value) {
    if (value instanceof Map || value instanceof Iterable) {
      problems.accept(key.key() + " is no single value");
      return null;
    }
    String text = value instanceof String string ? replaced(key.key(), string) : value.toString();
    if (text != null && text.isBlank()) {
      problems.accept(key.key() + " is empty; leave it out, or give it a value");
      return null;
    }
    return text;
  }

  private @Nullable String replaced(String name, String text) {
    return placeholders.replaced(text, problem -> problems.accept(name + " " + problem));
  }

  /** Tells whether the key stands there, readable or not. */
  boolean has(KeycloakKey key) {
    return written.contains(key);
  }

  /** A text, a number or a truth value. */
  Optional<String> text(KeycloakKey key) {
    return Optional.ofNullable((String) values.get(key));
  }

  boolean isTrue(KeycloakKey key) {
    return text(key).filter("true"::equals).isPresent();
  }

  /** A number that means something: Keycloak has -1 for none. */
  Optional<Integer> number(KeycloakKey key) {
    return text(key).map(Integer::valueOf).filter(number -> number >= 0);
  }

  /** The members of an object; none when there is no object. */
  Map<?, ?> members(KeycloakKey key) {
    return values.get(key) instanceof Map<?, ?> members ? members : Map.of();
  }

  /** Tells whether a key asks for something, and does not just say that it wants nothing. */
  boolean asksFor(KeycloakKey key) {
    return switch (key.kind()) {
      case FLAG -> isTrue(key);
      case NUMBER -> number(key).filter(number -> number > 0).isPresent();
      case TEXT -> has(key);
      case OBJECT -> key == KeycloakKey.POLICY_ENFORCER ? has(key) : !members(key).isEmpty();
    };
  }
}
