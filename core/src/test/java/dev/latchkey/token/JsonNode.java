package dev.latchkey.token;

import java.util.List;

/**
 * JSON before it is spelled; an object may hold a name twice, and {@link Raw} whatever it likes.
 */
sealed interface JsonNode {

  record Obj(List<Member> members) implements JsonNode {}

  record Member(String name, JsonNode value) {}

  record Arr(List<JsonNode> elements) implements JsonNode {}

  record Str(String text) implements JsonNode {}

  /** Numbers, words, and what is no JSON at all. */
  record Raw(String text) implements JsonNode {}

  static JsonNode raw(String text) {
    return new Raw(text);
  }

  static JsonNode str(String text) {
    return new Str(text);
  }
}
