package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.Verifiers;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerToken;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tokens that Latchkey has verified before and that come again in new strings, as requests bring
 * them. The floor is what comes: the string, as a token.
 */
final class SeenTokens {

  private static final int REMEMBERED = 20_000;

  private SeenTokens() {}

  static Contest of(Issuer issuer, int size) throws GeneralSecurityException {
    AccessTokens verifier = Verifiers.of(issuer, REMEMBERED);
    List<String> unchecked =
        Fitness.uncheckedBy(
            token -> () -> LatchkeyTokens.verified(verifier, BearerToken.of(token)), issuer);
    char[][] tokens = new char[size][];
    for (int i = 0; i < size; i++) {
      BearerToken token = BearerToken.of(issuer.token());
      verifier.verify(token);
      tokens[i] = token.header().toCharArray();
    }
    Arrivals floor = new Arrivals(tokens);
    Arrivals again = new Arrivals(tokens);
    return new Contest(
        floor::next, () -> LatchkeyTokens.verified(verifier, again.next()), unchecked);
  }

  /** The same random order each time, so that the memory is as cold for the floor. */
  private static final class Arrivals {

    private static final int ROUND = 1 << 16;

    private final char[][] tokens;
    private final int[] order;
    private int at;

    Arrivals(char[][] tokens) {
      this.tokens = tokens;
      this.order = new SplittableRandom(1).ints(ROUND, 0, tokens.length).toArray();
    }

    BearerToken next() {
      at = (at + 1) % ROUND;
      return new BearerToken(new String(tokens[order[at]]));
    }
  }
}
