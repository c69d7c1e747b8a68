package dev.latchkey.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tokens good and bad, the same for the same seed but for keys and signatures. MACs cost little, so
 * those are made anew each time; with the other algorithms a hundred each are signed and used
 * again.
 */
final class GeneratedTokens {

  private static final int POOL = 100;
  private static final int BYTES_TO_BE_TOO_LARGE = 50_000;

  private final Random random;
  private final RandomClaims claims;
  private final RandomHeaders headers;
  private final TokenMutations mutations;
  private final Map<SigningKey, List<Made>> pools = new EnumMap<>(SigningKey.class);

  /** A token, and what to say of it in place of it. */
  record Made(String token, String shape) {}

  GeneratedTokens(Random random) {
    this.random = random;
    this.claims = new RandomClaims(random);
    this.headers = new RandomHeaders(random);
    this.mutations = new TokenMutations(random);
    for (SigningKey key : SigningKey.values()) {
      List<Made> pool = new ArrayList<>();
      for (int i = 0; i < POOL; i++) {
        pool.add(fresh(key));
      }
      pools.put(key, pool);
    }
  }

  Made next() {
    SigningKey key = key();
    Made made = key == SigningKey.HS256 ? fresh(key) : pooled(key);
    if (random.nextInt(3) > 0) {
      return made;
    }
    TokenMutations.Mutant mutant = mutations.of(made.token, pooled(key()).token);
    return new Made(mutant.token(), made.shape + ", " + mutant.how());
  }

  private Made pooled(SigningKey key) {
    List<Made> pool = pools.get(key);
    return pool.get(random.nextInt(pool.size()));
  }

  /** ECDSA costs the most. */
  private SigningKey key() {
    int of = random.nextInt(20);
    return of < 16
        ? SigningKey.HS256
        : of < 18 ? SigningKey.ES256 : SigningKey.values()[random.nextInt(5)];
  }

  private Made fresh(SigningKey key) {
    String header = JsonSpelling.of(headers.header(key), random);
    int kind = random.nextInt(500);
    if (kind < 2) {
      return made(key, header, with(OddJson.longArray(9_970 + random.nextInt(40))), "many values");
    }
    if (kind < 3) {
      return made(key, header, with("\"" + "x".repeat(BYTES_TO_BE_TOO_LARGE) + "\""), "large");
    }
    if (kind < 90) {
      return made(key, header, JsonSpelling.of(claims.oddClaims(), random), "an odd member");
    }
    String text = JsonSpelling.of(claims.claims(), random);
    if (kind < 110) {
      return made(key, header, framed(text), "framed");
    }
    if (kind < 150) {
      return made(key, header, damaged(text), "a character of the claims changed");
    }
    return kind < 165
        ? made(key, header, broken(text.getBytes(StandardCharsets.UTF_8)), "a byte changed")
        : made(key, header, text, "claims");
  }

  private static Made made(SigningKey key, String header, String claims, String what) {
    return made(key, header, claims.getBytes(StandardCharsets.UTF_8), what);
  }

  private static Made made(SigningKey key, String header, byte[] claims, String what) {
    String text = new String(claims, StandardCharsets.UTF_8);
    String shown = text.length() > 3_000 ? text.substring(0, 3_000) + "..." : text;
    return new Made(key.token(header, claims), key + " " + what + " " + header + " " + shown);
  }

  private String with(String value) {
    List<JsonNode.Member> members = new ArrayList<>(claims.claims().members());
    members.add(new JsonNode.Member("long", JsonNode.raw(value)));
    return JsonSpelling.of(new JsonNode.Obj(members), random);
  }

  private String framed(String text) {
    return OddJson.FRAMES.get(random.nextInt(OddJson.FRAMES.size())).replace("%s", text);
  }

  private String damaged(String text) {
    String by = "{}[]\",:\\ 0-.eEtn'\t\n/#;";
    int at = random.nextInt(text.length());
    char c = by.charAt(random.nextInt(by.length()));
    return text.substring(0, at) + c + text.substring(at + random.nextInt(2));
  }

  private byte[] broken(byte[] text) {
    text[random.nextInt(text.length)] = (byte) (0x80 + random.nextInt(0x80));
    return text;
  }
}
