package dev.latchkey.token;

import static dev.latchkey.token.JsonNode.raw;
import static dev.latchkey.token.JsonNode.str;

import dev.latchkey.token.JsonNode.Arr;
import dev.latchkey.token.JsonNode.Member;
import dev.latchkey.token.JsonNode.Obj;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Claims of access tokens, most of them good, with members of every kind. */
final class RandomClaims {

  private static final List<String> NAMES =
      List.of("scope", "roles", "groups", "realm_access", "email", "azp", "amr", "name", "x5t");
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "orders:read",
          "Zo\u00eb",
          "\u4f60\u597d",
          "\ud83d\ude00",
          "\u0000",
          "\"\\/",
          "\u2028",
          "https://x.example/?a=1&b=<c>",
          "\u007f",
          "\uffff");
  private static final List<String> PLAIN =
      List.of("0", "-1", "17", "1767268800", "0.25", "-1.5e3", "1e2", "true", "false", "null");
  private static final int[] COUNTS = {0, 1, 2, 3, 7, 22, 25, 26, 27, 28, 194};

  /** What a claim may say that is judged; good and bad, a boundary in each pair. */
  private static final Map<String, List<String>> JUDGED = judged();

  private final Random random;

  RandomClaims(Random random) {
    this.random = random;
  }

  private static Map<String, List<String>> judged() {
    String iss = TokenMaker.quoted(TokenMaker.ISSUER);
    String aud = TokenMaker.quoted(TokenMaker.AUDIENCE);
    Map<String, List<String>> judged = new LinkedHashMap<>();
    judged.put(
        "iss",
        List.of(
            "null",
            "1",
            "\"\"",
            "[" + iss + "]",
            "\"https://id.example.com\"",
            iss.replace("shop", "Shop"),
            iss.replace("/", "\\/")));
    judged.put(
        "aud",
        List.of(
            "null",
            "1",
            "\"\"",
            "[]",
            "[1]",
            "{}",
            "\"other\"",
            "[" + aud + "]",
            "[\"other\"," + aud + "]",
            "[" + aud + ",1]",
            "[" + aud + ",null]",
            "[[" + aud + "]]",
            "[" + aud + "," + aud + "]",
            "\"orders-api \""));
    judged.put(
        "sub",
        List.of(
            "null",
            "1",
            "\"\"",
            "\" \"",
            "[\"a\"]",
            "\"" + "s".repeat(1024) + "\"",
            "\"" + "s".repeat(1025) + "\"",
            "\"a\\u0000\"",
            "\"\\u0085\""));
    judged.put("exp", times("-61", "-60", "-59", "0", "+1000000000"));
    judged.put("nbf", times("-9", "0", "+59", "+60", "+61"));
    judged.put("iat", times("-9", "0", "+59", "+60", "+61"));
    judged.put("jti", List.of("null", "1", "\"\"", "\"a\"", "[\"a\"]", "true"));
    judged.put("cnf", List.of("null", "{}", "{\"jkt\":\"a\"}"));
    judged.put("nonce", List.of("null", "\"a\""));
    judged.put("at_hash", List.of("\"a\""));
    judged.put("events", List.of("{\"http://schemas.openid.net/event/backchannel-logout\":{}}"));
    judged.put("typ", List.of("\"ID\"", "\"Refresh\"", "\"Bearer\"", "1"));
    return judged;
  }

  private static List<String> times(String... distances) {
    List<String> times = new ArrayList<>(List.of("null", "\"1767268900\"", "[1767268900]", "true"));
    for (String distance : distances) {
      long time = TokenMaker.NOW + Long.parseLong(distance);
      times.addAll(List.of(time + "", time + ".0", time + ".75", time / 1e9 + "e9"));
    }
    return times;
  }

  /** A claims set; of a hundred, about eighty are good. */
  Obj claims() {
    Map<String, JsonNode> claims = new LinkedHashMap<>();
    claims.put("iss", str(TokenMaker.ISSUER));
    claims.put("aud", str(TokenMaker.AUDIENCE));
    claims.put("sub", str("alice-1"));
    claims.put("exp", raw("" + (TokenMaker.NOW + 300)));
    claims.put("iat", raw("" + (TokenMaker.NOW - 10)));
    for (int i = COUNTS[random.nextInt(COUNTS.length)]; i > 0; i--) {
      claims.putIfAbsent(random.nextInt(3) == 0 ? pick(NAMES) : "m" + i, value(1));
    }
    if (random.nextInt(6) == 0) {
      String name = pick(List.copyOf(JUDGED.keySet()));
      claims.put(name, raw(pick(JUDGED.get(name))));
    }
    if (random.nextInt(20) == 0) {
      claims.remove(pick(List.copyOf(claims.keySet())));
    }
    List<Member> members = new ArrayList<>();
    claims.forEach((name, value) -> members.add(new Member(name, value)));
    if (random.nextInt(3) == 0) {
      Collections.shuffle(members, random);
    }
    return new Obj(members);
  }

  /** The same with one member more, whose value is at the edge of what JSON is. */
  Obj oddClaims() {
    List<Member> members = new ArrayList<>(claims().members());
    members.add(random.nextInt(members.size() + 1), new Member("odd", raw(odd())));
    return new Obj(members);
  }

  private String odd() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> pick(OddJson.STRINGS);
      case 4 -> OddJson.nested(30 + random.nextInt(4), random.nextBoolean());
      case 5 -> OddJson.nested(random.nextInt(300), random.nextBoolean());
      default -> pick(OddJson.VALUES);
    };
  }

  private JsonNode value(int depth) {
    int kind = random.nextInt(depth > 4 ? 6 : 8);
    if (kind < 3) {
      return str(pick(TEXTS) + pick(TEXTS));
    }
    if (kind < 6) {
      return raw(random.nextInt(8) == 0 ? Double.toString(random.nextGaussian()) : pick(PLAIN));
    }
    List<JsonNode> elements = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(value(depth + 1));
      members.add(new Member("n" + i + pick(TEXTS), elements.get(elements.size() - 1)));
    }
    return kind == 6 ? new Arr(elements) : new Obj(members);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
