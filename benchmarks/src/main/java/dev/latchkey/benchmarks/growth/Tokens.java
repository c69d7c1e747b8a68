package dev.latchkey.benchmarks.growth;

import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.Verifiers;
import dev.latchkey.benchmarks.pairs.Comparison;
import dev.latchkey.benchmarks.pairs.Operation;
import dev.latchkey.benchmarks.pairs.Pace;
import dev.latchkey.benchmarks.pairs.Pairing;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerToken;
import dev.latchkey.token.TokenResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** More and more remembered tokens, coming again in random order as new strings. */
final class Tokens {

  /** The first comes twice: once for the JDK, which compiles on the way. */
  private static final List<Integer> SIZES = List.of(1_000, 1_000, 10_000, 100_000, 1_000_000);

  /** Of heap, the token itself in both its forms included. */
  private static final long BYTES_EACH = 7_000;

  private Tokens() {}

  static Table measure(Pace pace) throws Exception {
    Table table =
        new Table(
            "tokens",
            "Remembered tokens",
            "tokens",
            List.of("finding it", "the string alone"),
            List.of("ns beyond the string", "ns of the string"));
    Issuer issuer = new Issuer("HS256"); // a million signatures of RS256 take half an hour
    double smallest = 0;
    double smallestString = 0;
    for (int size : SIZES) {
      if (Runtime.getRuntime().maxMemory() < size * BYTES_EACH) {
        System.err.printf("tokens, %,d: left out, they need a heap of 8 GB%n", size);
        continue;
      }
      var found = compare(issuer, size, pace);
      double beyond = found.nanosBeyond().median();
      double string = found.floorNanos().median();
      if (size == SIZES.get(0)) {
        smallest = beyond;
        smallestString = string;
      }
      table.add(size, List.of(beyond / smallest, string / smallestString), List.of(beyond, string));
    }
    return table;
  }

  private static Comparison compare(Issuer issuer, int size, Pace pace) throws Exception {
    AccessTokens verifier = Verifiers.of(issuer, size + size / 4);
    byte[][] tokens = new byte[size][];
    for (int i = 0; i < size; i++) {
      String header = "Bearer " + issuer.token();
      tokens[i] = header.getBytes(StandardCharsets.ISO_8859_1);
      verify(verifier, header);
    }
    SplittableRandom forFloor = new SplittableRandom(1);
    SplittableRandom again = new SplittableRandom(1);
    Operation string = () -> string(tokens, forFloor);
    return new Pairing(string, () -> verify(verifier, string(tokens, again)), pace).run();
  }

  private static String string(byte[][] tokens, SplittableRandom random) {
    return new String(tokens[random.nextInt(tokens.length)], StandardCharsets.ISO_8859_1);
  }

  private static Object verify(AccessTokens verifier, String header) {
    if (verifier.verify(new BearerToken(header)) instanceof TokenResult.Verified<?> verified) {
      return verified;
    }
    throw new IllegalStateException("not fit to be measured");
  }
}
