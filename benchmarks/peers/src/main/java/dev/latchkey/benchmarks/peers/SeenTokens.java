package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.pairs.Operation;
import dev.latchkey.token.AccessTokens;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tokens that Latchkey has verified before and that come again as new strings, as requests bring
 * them. The floor is that string.
 */
final class SeenTokens {

  private static final int CACHE = 20_000;
  private static final int LONG_AGO = 1 << 16;

  private final char[][] tokens;
  private final int[] order;
  private int next;

  private SeenTokens(Issuer issuer, int size) throws GeneralSecurityException {
    tokens = new char[size][];
    for (int i = 0; i < size; i++) {
      tokens[i] = issuer.token().toCharArray();
    }
    order = new SplittableRandom(1).ints(LONG_AGO, 0, size).toArray();
  }

  static Contest of(Issuer issuer, int size) throws GeneralSecurityException {
    AccessTokens verifier = LatchkeyTokens.of(issuer, CACHE);
    List<String> unchecked =
        Fitness.uncheckedBy(token -> () -> LatchkeyTokens.verified(verifier, token), issuer);
    SeenTokens tokens = new SeenTokens(issuer, size);
    for (char[] token : tokens.tokens) {
      verifier.verify(new String(token));
    }
    SeenTokens again = new SeenTokens(tokens);
    Operation recall = () -> LatchkeyTokens.verified(verifier, tokens.fresh());
    return new Contest(again::fresh, recall, unchecked);
  }

  private SeenTokens(SeenTokens other) {
    tokens = other.tokens;
    order = other.order;
  }

  private String fresh() {
    next = (next + 1) % LONG_AGO;
    return new String(tokens[order[next]]);
  }
}
