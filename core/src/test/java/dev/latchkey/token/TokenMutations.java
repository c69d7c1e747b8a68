package dev.latchkey.token;

import dev.latchkey.testing.TestKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;

/** Changes to a token after it was signed; the other token is a good one of the same issuer. */
final class TokenMutations {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Random random;
  private final List<Mutation> all =
      List.of(
          new Mutation("a letter changed", (token, other) -> replaced(token, letter())),
          new Mutation("a character changed", (token, other) -> replaced(token, character())),
          new Mutation("a character put in", (token, other) -> inserted(token, character())),
          new Mutation("a character left out", (token, other) -> inserted(token, "", 1)),
          new Mutation("white space put in", (token, other) -> inserted(token, pick(" ", "\n"))),
          new Mutation("white space around", (token, other) -> pick(" ", "\t", "\n") + token + " "),
          new Mutation("a dot put in", (token, other) -> inserted(token, ".")),
          new Mutation("cut", (token, other) -> token.substring(0, at(token))),
          new Mutation(
              "appended", (token, other) -> token + pick("A", "AAAA", ".", "=", "-", "%00")),
          new Mutation("padded", (token, other) -> changed(token, TokenMutations::padded)),
          new Mutation("junk bits", (token, other) -> changed(token, this::respelled)),
          new Mutation(
              "the other alphabet", (token, other) -> token.replace('-', '+').replace('_', '/')),
          new Mutation("case changed", (token, other) -> swappedCase(token)),
          new Mutation("header of another", (token, other) -> mixed(token, other, 0)),
          new Mutation("claims of another", (token, other) -> mixed(token, other, 1)),
          new Mutation("signature of another", (token, other) -> mixed(token, other, 2)),
          new Mutation("segments swapped", (token, other) -> swappedSegments(token)),
          new Mutation("header none", (token, other) -> withHeader(token, "{\"alg\":\"none\"}")),
          new Mutation("header HS256", (token, other) -> withHeader(token, "{\"alg\":\"HS256\"}")),
          new Mutation("claims spelled anew", (token, other) -> withClaims(token)),
          new Mutation("signature left out", (token, other) -> signature(token, new byte[0])),
          new Mutation("signature cut", (token, other) -> resized(token, -1)),
          new Mutation("signature longer", (token, other) -> resized(token, 1)),
          new Mutation("signature zero", (token, other) -> signature(token, new byte[64])),
          new Mutation("halves swapped", (token, other) -> signature(token, halvesSwapped(token))),
          new Mutation("the twin", (token, other) -> signature(token, twin(token))),
          new Mutation("DER", (token, other) -> signature(token, der(token))));

  private record Mutation(String name, BinaryOperator<String> change) {}

  /** A changed token and what was done to it. */
  record Mutant(String token, String how) {}

  TokenMutations(Random random) {
    this.random = random;
  }

  Mutant of(String token, String other) {
    Mutation mutation = all.get(random.nextInt(all.size()));
    return new Mutant(mutation.change.apply(token, other), mutation.name);
  }

  private String replaced(String token, String by) {
    return inserted(token, by, 1);
  }

  private String inserted(String token, String what) {
    return inserted(token, what, 0);
  }

  private String inserted(String token, String what, int inPlaceOf) {
    int at = at(token);
    return token.substring(0, at) + what + token.substring(at + inPlaceOf);
  }

  /** Anywhere; the ends of segments are what is got wrong, so they come often. */
  private int at(String token) {
    int end = random.nextBoolean() ? token.length() : token.indexOf('.', random.nextInt(20));
    return random.nextInt(3) == 0 ? Math.max(0, end - 1) : random.nextInt(token.length());
  }

  private String letter() {
    return String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
  }

  private String character() {
    return pick("=", "+", "/", ".", "\n", "\u0000", "\u00e9", "\u0141", "\uff0e", "~", letter());
  }

  private interface Change {
    String of(String segment);
  }

  private String changed(String token, Change change) {
    String[] segments = token.split("\\.", -1);
    int which = random.nextInt(segments.length);
    segments[which] = change.of(segments[which]);
    return String.join(".", segments);
  }

  private static String padded(String segment) {
    return segment + "=".repeat(Math.max(1, (4 - segment.length() % 4) % 4));
  }

  /** Another last letter, which differs in bits that count for nothing. */
  private String respelled(String segment) {
    int last = segment.length() - 1;
    int unused = segment.length() % 4 == 2 ? 16 : segment.length() % 4 == 3 ? 4 : 1;
    return last < 0
        ? "A"
        : segment.substring(0, last)
            + LETTERS.charAt(LETTERS.indexOf(segment.charAt(last)) ^ random.nextInt(unused));
  }

  private String swappedCase(String token) {
    int at = at(token);
    char c = token.charAt(at);
    return replaced(token, at, Character.isLowerCase(c) ? (char) (c - 32) : (char) (c | 32));
  }

  private static String replaced(String token, int at, char by) {
    return token.substring(0, at) + by + token.substring(at + 1);
  }

  private static String mixed(String token, String other, int which) {
    String[] segments = token.split("\\.", -1);
    segments[which] = other.split("\\.", -1)[which];
    return String.join(".", segments);
  }

  private String swappedSegments(String token) {
    String[] segments = token.split("\\.", -1);
    int one = random.nextInt(3);
    int two = random.nextInt(3);
    String kept = segments[one];
    segments[one] = segments[two];
    segments[two] = kept;
    return String.join(".", segments);
  }

  private static String withHeader(String token, String header) {
    return TokenMaker.encoded(header) + token.substring(token.indexOf('.'));
  }

  /** The same claims, a blank more in front. */
  private static String withClaims(String token) {
    String[] segments = token.split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(segments[1]), StandardCharsets.UTF_8);
    segments[1] = TokenMaker.encoded(" " + claims);
    return String.join(".", segments);
  }

  private static String signature(String token, byte[] signature) {
    return token.substring(0, token.lastIndexOf('.') + 1) + TestKeys.base64(signature);
  }

  private static byte[] signature(String token) {
    return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
  }

  private String resized(String token, int sign) {
    byte[] good = signature(token);
    int length = good.length + sign * (1 + random.nextInt(good.length));
    return signature(token, Arrays.copyOf(good, length));
  }

  private static byte[] halvesSwapped(String token) {
    byte[] good = signature(token);
    byte[] swapped = good.clone();
    System.arraycopy(good, 0, swapped, good.length / 2, good.length / 2);
    System.arraycopy(good, good.length / 2, swapped, 0, good.length / 2);
    return swapped;
  }

  /** Of an ECDSA signature on P-256, the other one that is as good. */
  private static byte[] twin(String token) {
    byte[] good = signature(token);
    BigInteger order = ((ECPublicKey) TestKeys.P256.getPublic()).getParams().getOrder();
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, 32, Math.max(33, good.length)));
    byte[] other = TestKeys.fixed(order.subtract(s.mod(order)), 32);
    byte[] twin = Arrays.copyOf(good, 64);
    System.arraycopy(other, 0, twin, 32, 32);
    return twin;
  }

  private static byte[] der(String token) {
    byte[] good = signature(token);
    byte[] r = new BigInteger(1, Arrays.copyOf(good, good.length / 2)).toByteArray();
    byte[] s =
        new BigInteger(1, Arrays.copyOfRange(good, good.length / 2, good.length)).toByteArray();
    byte[] der = new byte[6 + r.length + s.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 2;
    der[3] = (byte) r.length;
    System.arraycopy(r, 0, der, 4, r.length);
    der[4 + r.length] = 2;
    der[5 + r.length] = (byte) s.length;
    System.arraycopy(s, 0, der, 6 + r.length, s.length);
    return der;
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }
}
