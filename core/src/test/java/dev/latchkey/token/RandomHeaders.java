package dev.latchkey.token;

import dev.latchkey.token.JsonNode.Member;
import dev.latchkey.token.JsonNode.Obj;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Headers, most of them good. Parameters that Nimbus reads and we never look at ({@code jku},
 * {@code x5c} and the like) are not among them.
 */
final class RandomHeaders {

  private static final Map<String, List<String>> ODD =
      Map.of(
          "alg",
          List.of(
              "\"none\"",
              "\"None\"",
              "\"HS256\"",
              "\"RS256\"",
              "\"ES256\"",
              "\"es256\"",
              "\"HS384\"",
              "\"RS512\"",
              "\"\"",
              "null",
              "1",
              "[\"ES256\"]",
              "\"HS256 \""),
          "kid",
          List.of(
              "null",
              "1",
              "\"\"",
              "\"r1\"",
              "\"e1\"",
              "\"e3\"",
              "\"d1\"",
              "\"R1\"",
              "\"other\"",
              "[\"r1\"]"),
          "typ",
          List.of(
              "null",
              "1",
              "\"\"",
              "\"jwt\"",
              "\"at+jwt\"",
              "\"AT+JWT\"",
              "\"application/at+jwt\"",
              "\"application/JWT\"",
              "\"JOSE\"",
              "\"logout+jwt\"",
              "\"JWT \""),
          "crit",
          List.of("[]", "null", "[\"b64\"]", "[\"exp\"]", "\"b64\"", "[\"alg\"]"),
          "b64",
          List.of("true", "false", "null", "\"true\""),
          "cty",
          List.of("\"JWT\"", "\"json\"", "\"\""),
          "x",
          List.of("1", "{\"a\":1,\"a\":2}", "[]", "\"\\ud83d\"", "null", "01"));

  private final Random random;

  RandomHeaders(Random random) {
    this.random = random;
  }

  Obj header(SigningKey key) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    members.put("alg", JsonNode.str(key.name()));
    if (random.nextInt(4) > 0) {
      members.put("kid", JsonNode.str(key.kid));
    }
    if (random.nextBoolean()) {
      members.put("typ", JsonNode.str("JWT"));
    }
    if (random.nextInt(8) == 0) {
      String name = pick(ODD.keySet().stream().sorted().toList());
      members.put(name, JsonNode.raw(pick(ODD.get(name))));
    }
    List<Member> list = new ArrayList<>();
    members.forEach((name, value) -> list.add(new Member(name, value)));
    return new Obj(list);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
