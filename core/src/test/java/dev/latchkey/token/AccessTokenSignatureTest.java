package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.accessClaims;
import static dev.latchkey.token.TokenMaker.encoded;
import static dev.latchkey.token.TokenMaker.header;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.Surroundings;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyAddress;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySettings;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.RemoteKeys;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no signature by the issuer's key, and what a token looks like from outside. */
class AccessTokenSignatureTest extends AccessTokenCase {

  private static final Set<Reason> AFTER_A_CHANGED_BIT =
      EnumSet.of(
          Reason.TOKEN_MALFORMED,
          Reason.ALGORITHM_REFUSED,
          Reason.KEY_UNKNOWN,
          Reason.TYPE_WRONG,
          Reason.ISSUER_WRONG,
          Reason.SIGNATURE_INVALID);

  private static final int EC_BYTES = 32;

  static Stream<String> good() {
    return Stream.of(TokenMaker.rs256(), TokenMaker.es256());
  }

  @Tag("A28")
  @ParameterizedTest
  @MethodSource("good")
  void oneChangedBitAnywhereAndItIsRefused(String token) {
    String[] segments = token.split("\\.");
    for (int segment = 0; segment < 3; segment++) {
      byte[] bytes = Objects.requireNonNull(Base64Url.decode(segments[segment]));
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        String[] forged = segments.clone();
        forged[segment] = Base64Url.encode(changed);
        assertRefusedAfterChange(String.join(".", forged), segment);
      }
    }
  }

  private void assertRefusedAfterChange(String token, int segment) {
    TokenResult<VerifiedToken> result = tokens.verify(BearerToken.of(token));

    assertThat(result).isInstanceOf(TokenResult.Refused.class);
    Reason reason = ((TokenResult.Refused<VerifiedToken>) result).reason();
    assertThat(segment == 2 ? EnumSet.of(Reason.SIGNATURE_INVALID) : AFTER_A_CHANGED_BIT)
        .contains(reason);
  }

  @Test
  @Tag("E18")
  void tenThousandBadSignaturesOfAKnownKeyCauseNoFetch() {
    FakeTransport network = new FakeTransport();
    network.answers(200, new String(TokenMaker.jwks(), StandardCharsets.UTF_8));
    KeyAddress address = KeyAddress.of(URI.create("https://id.example.com/keys"));
    SettableClock now = new SettableClock(Instant.ofEpochSecond(NOW));
    Surroundings outside = new Surroundings(network, now, now, new FakeBackground(), event -> {});
    KeySettings settings = KeySettings.standard().refresh(Duration.ofDays(1));
    try (RemoteKeys keys = new RemoteKeys(TokenMaker.ISSUER, List.of(address), settings, outside)) {
      AccessTokens remote = new AccessTokens(SETTINGS, keys, now);
      assertAccepted(remote, TokenMaker.rs256());
      String signed = TokenMaker.rs256("jti", quoted("another"));
      int claimsAt = signed.indexOf('.') + 1;
      String foreign = signed.substring(signed.lastIndexOf('.'));
      for (int i = 0; i < 10_000; i++) {
        String claims = encoded(accessClaims("jti", quoted("forged " + i)));
        assertRefused(
            remote, signed.substring(0, claimsAt) + claims + foreign, Reason.SIGNATURE_INVALID);
        now.advance(Duration.ofMillis(6)); // over a minute, twice the cool-down
      }
    }
    assertThat(network.calls).hasSize(1);
  }

  @Test
  @Tag("A24")
  @Tag("F-12")
  void aSignatureByAKeyThatIsNotAtHandJustNowIsNotCalledBad() {
    String stranger = TokenMaker.nimbus("RS256", null, accessClaims(), TestKeys.rsa(2048));
    AccessTokens incomplete =
        verifier(SETTINGS, new IncompleteKeys(FixedKeys.fromJwks(TokenMaker.jwks())));

    assertAccepted(incomplete, TokenMaker.nimbus("RS256", null, accessClaims()));
    assertThat(incomplete.verify(BearerToken.of(stranger)))
        .isEqualTo(new TokenResult.Unavailable<>(Reason.KEYS_UNAVAILABLE, "one address is down"));
    assertRefused(stranger, Reason.SIGNATURE_INVALID);
  }

  /** Keys of one address, while another cannot be reached. */
  private record IncompleteKeys(KeySource atHand) implements KeySource {

    @Override
    public KeyLookup find(@Nullable String kid, String algorithm) {
      KeyLookup.Found found = (KeyLookup.Found) atHand.find(kid, algorithm);
      return new KeyLookup.Found(
          found.candidates(),
          new KeyLookup.Unavailable(Reason.KEYS_UNAVAILABLE, "one address is down"));
    }

    @Override
    public boolean holds(VerificationKey key) {
      return atHand.holds(key);
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }

  @Tag("A28")
  @ParameterizedTest
  @MethodSource("good")
  void partsOfTwoGoodTokensDoNotFitTogether(String token) {
    String other = TokenMaker.rs256("sub", quoted("bob-2"));
    String[] mine = token.split("\\.");
    String[] theirs = other.split("\\.");

    assertRefused(mine[0] + "." + theirs[1] + "." + mine[2], Reason.SIGNATURE_INVALID);
    assertRefused(mine[0] + "." + mine[1] + "." + theirs[2], Reason.SIGNATURE_INVALID);
  }

  @Tag("A29")
  @ParameterizedTest
  @ValueSource(strings = {"", ".", ". ", ".\t", ".\n", ".=", ".."})
  void refusesATokenWithoutItsSignature(String end) {
    String token = TokenMaker.rs256();

    assertRefused(token.substring(0, token.lastIndexOf('.')) + end, Reason.TOKEN_MALFORMED);
  }

  @Tag("A38")
  @Tag("C12")
  @Tag("C13")
  @ParameterizedTest
  @MethodSource("good")
  void refusesTheSameSignatureSpelledOtherwise(String token) {
    char last = token.charAt(token.length() - 1);
    String respelled = token.substring(0, token.length() - 1) + (char) (last + 1);

    for (String other :
        new String[] {
          respelled,
          token + "=",
          token + "==",
          token + " ",
          " " + token,
          token + "\n",
          token.replace('.', '\uff0e'),
          token + "\u200b",
          token + "#",
          token + "?",
          "\"" + token + "\""
        }) {
      assertRefused(other, Reason.TOKEN_MALFORMED);
    }
  }

  static Stream<Arguments> forgedPaddings() throws GeneralSecurityException {
    String info = "3031300d060960864801650304020105000420";
    String sha1Info = "3021300906052b0e03021a05000414";
    String hash = HexFormat.of().formatHex(sha256(signingInput()));
    String full = info + hash;
    return Stream.of(
        Arguments.of("block type 2", block("0002", "ff", full, "")),
        Arguments.of("block type 0", block("0000", "00", full, "")),
        Arguments.of("first byte not zero", block("0101", "ff", full, "")),
        Arguments.of("padding of other bytes", block("0001", "fe", full, "")),
        Arguments.of("short padding, bytes behind", "0001ffff00" + full + "00".repeat(200)),
        Arguments.of(
            "8 bytes of padding, garbage behind",
            "0001" + "ff".repeat(8) + "00" + full + "5a".repeat(194)),
        Arguments.of("no separator", "0001" + "ff".repeat(203) + full),
        Arguments.of("no hash info", block("0001", "ff", hash, "")),
        Arguments.of("info of another hash", block("0001", "ff", sha1Info + hash, "")),
        Arguments.of("bytes behind the hash", block("0001", "ff", full, "0000")),
        Arguments.of(
            "long form of a length",
            block("0001", "ff", "308131300d060960864801650304020105000420" + hash, "")),
        Arguments.of(
            "NULL with a value",
            block("0001", "ff", "3033300f0609608648016503040201" + "0502aabb" + "0420" + hash, "")),
        Arguments.of(
            "cut hash",
            block("0001", "ff", "3030300d06096086480165030402010500041f" + hash.substring(2), "")),
        Arguments.of("the hash alone", "00".repeat(224) + hash));
  }

  @Tag("A33")
  @ParameterizedTest(name = "{0}")
  @MethodSource("forgedPaddings")
  void refusesAForgedPadding(String what, String block) {
    assertThat(block).hasSize(512);
    RSAPrivateKey key = (RSAPrivateKey) TestKeys.RSA.getPrivate();
    BigInteger number = new BigInteger(block, 16);
    assertThat(number).isLessThan(key.getModulus());
    BigInteger signed = number.modPow(key.getPrivateExponent(), key.getModulus());

    assertRefused(
        signingInput() + "." + Base64Url.encode(TestKeys.fixed(signed, 256)),
        Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("A33")
  void theTruePaddingMadeTheSameWayIsAccepted() throws GeneralSecurityException {
    RSAPrivateKey key = (RSAPrivateKey) TestKeys.RSA.getPrivate();
    String hash = HexFormat.of().formatHex(sha256(signingInput()));
    String block = block("0001", "ff", "3031300d060960864801650304020105000420" + hash, "");
    BigInteger signed =
        new BigInteger(block, 16).modPow(key.getPrivateExponent(), key.getModulus());

    assertAccepted(signingInput() + "." + Base64Url.encode(TestKeys.fixed(signed, 256)));
    assertRefused( // the same number with a zero in front
        signingInput() + "." + Base64Url.encode(TestKeys.fixed(signed, 257)),
        Reason.SIGNATURE_INVALID);
    BigInteger beyond = signed.add(key.getModulus());
    if (beyond.bitLength() <= 2048) { // the same number modulo n
      assertRefused(
          signingInput() + "." + Base64Url.encode(TestKeys.fixed(beyond, 256)),
          Reason.SIGNATURE_INVALID);
    }
  }

  @Test
  @Tag("A34")
  void refusesTheSixteenPsychicSignatures() {
    BigInteger order = ((ECPublicKey) TestKeys.P256.getPublic()).getParams().getOrder();
    BigInteger[] numbers = {BigInteger.ZERO, BigInteger.ONE, order.subtract(BigInteger.ONE), order};
    String input = ecInput();
    for (BigInteger r : numbers) {
      for (BigInteger s : numbers) {
        assertRefused(input + "." + Base64Url.encode(joined(r, s)), Reason.SIGNATURE_INVALID);
      }
    }
  }

  @Test
  @Tag("A35")
  void refusesASignatureInDer() {
    String input = ecInput();
    for (int i = 0; i < 20; i++) { // of 70 to 72 bytes
      byte[] der =
          TestKeys.sign(
              "SHA256withECDSA", TestKeys.P256, input.getBytes(StandardCharsets.US_ASCII));

      assertRefused(input + "." + Base64Url.encode(der), Reason.SIGNATURE_INVALID);
    }
  }

  @Tag("A36")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 32, 63, 65, 66, 96, 128, 132, 10_000})
  void refusesAnEcdsaSignatureOfAnotherLength(int length) {
    String token = TokenMaker.es256();
    String input = token.substring(0, token.lastIndexOf('.'));
    byte[] good =
        Objects.requireNonNull(Base64Url.decode(token.substring(token.lastIndexOf('.') + 1)));

    assertAccepted(token);
    assertRefused(
        input + "." + Base64Url.encode(Arrays.copyOf(good, length)), Reason.SIGNATURE_INVALID);
    byte[] padded = new byte[length];
    System.arraycopy(good, 0, padded, Math.max(0, length - 64), Math.min(64, length));
    assertRefused(input + "." + Base64Url.encode(padded), Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("A37")
  void theTwinOfAnEcdsaSignatureIsJudgedLikeTheOriginal() {
    String token = TokenMaker.es256();
    String twin = twin(token);

    VerifiedToken original = assertAccepted(tokens, token);
    assertThat(twin).isNotEqualTo(token);
    assertThat(assertAccepted(tokens, twin).identity()).isEqualTo(original.identity());
    clock.jump(Duration.ofSeconds(300 + 60));
    assertRefused(token, Reason.EXPIRED);
    assertRefused(twin, Reason.EXPIRED);
  }

  private static String twin(String token) {
    int dot = token.lastIndexOf('.');
    byte[] good = Objects.requireNonNull(Base64Url.decode(token.substring(dot + 1)));
    BigInteger order = ((ECPublicKey) TestKeys.P256.getPublic()).getParams().getOrder();
    BigInteger r = new BigInteger(1, Arrays.copyOf(good, EC_BYTES));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, EC_BYTES, 2 * EC_BYTES));
    return token.substring(0, dot + 1) + Base64Url.encode(joined(r, order.subtract(s)));
  }

  @Test
  @Tag("A60")
  void aForgerLearnsNothingOfTheClaims() {
    String good = forged(accessClaims());
    for (String claims :
        new String[] {
          accessClaims("exp", String.valueOf(NOW - 3_600)),
          accessClaims("aud", quoted("other")),
          accessClaims("sub", ""),
          accessClaims("cnf", "{}"),
          accessClaims("nbf", String.valueOf(NOW + 3_600)),
          accessClaims("exp", "null")
        }) {
      assertThat(tokens.verify(BearerToken.of(forged(claims))))
          .isEqualTo(tokens.verify(BearerToken.of(good)));
    }
    assertRefused(good, Reason.SIGNATURE_INVALID);
  }

  private static String forged(String claims) {
    return TokenMaker.nimbus("RS256", "r1", claims, TestKeys.RSA_TWO);
  }

  @Tag("C04")
  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 8_000_000})
  void refusesALongTokenForItsLengthAlone(int length) {
    String token = TokenMaker.rs256() + "A".repeat(length);
    BearerToken sent = BearerToken.of(token);
    long begin = System.nanoTime();

    for (int i = 0; i < 1_000; i++) {
      assertThat(tokens.verify(sent)).isInstanceOf(TokenResult.Refused.class);
    }

    assertThat(System.nanoTime() - begin).as("nanoseconds").isLessThan(1_000_000_000L);
    assertRefused(token, Reason.TOKEN_TOO_LARGE);
  }

  @Test
  @Tag("C04")
  void theLongestTokenIsAcceptedAndOneCharacterMoreIsNot() {
    String token = TokenMaker.rs256();

    assertAccepted(verifier(withMaxBytes(token.length())), token);
    assertRefused(verifier(withMaxBytes(token.length() - 1)), token, Reason.TOKEN_TOO_LARGE);
  }

  private static AccessTokenSettings withMaxBytes(int maxBytes) {
    return new AccessTokenSettings(
        TokenMaker.ISSUER,
        SETTINGS.audience(),
        SETTINGS.algorithms(),
        SETTINGS.clockSkew(),
        maxBytes,
        SETTINGS.requireAccessTokenType(),
        SETTINGS.places(),
        SETTINGS.cacheSize());
  }

  @Test
  @Tag("C05")
  void refusesAMillionDots() {
    assertRefused(".".repeat(1_000_000), Reason.TOKEN_TOO_LARGE);
    assertRefused(".".repeat(16 * 1024), Reason.TOKEN_MALFORMED);
    assertRefused("", Reason.TOKEN_MALFORMED);
  }

  private static String signingInput() {
    return encoded(header()) + "." + encoded(accessClaims());
  }

  private static String ecInput() {
    return encoded(header("alg", quoted("ES256"), "kid", quoted("e1")))
        + "."
        + encoded(accessClaims());
  }

  private static String block(String type, String padding, String middle, String end) {
    int used = type.length() + 2 + middle.length() + end.length();
    return type + padding.repeat((512 - used) / 2) + "00" + middle + end;
  }

  private static byte[] joined(BigInteger r, BigInteger s) {
    byte[] joined = Arrays.copyOf(TestKeys.fixed(r, EC_BYTES), 2 * EC_BYTES);
    System.arraycopy(TestKeys.fixed(s, EC_BYTES), 0, joined, EC_BYTES, EC_BYTES);
    return joined;
  }

  private static byte[] sha256(String text) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
  }
}
