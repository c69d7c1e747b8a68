package dev.latchkey.token;

import static dev.latchkey.testing.VectorFolder.object;
import static dev.latchkey.token.TokenMaker.accessClaims;
import static dev.latchkey.token.TokenMaker.encoded;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import dev.latchkey.event.Reason;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.testing.VectorFolder;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Encrypted tokens are refused by their look: no key is asked for, nothing opened or inflated. */
class EncryptedTokensTest extends AccessTokenCase {

  private static final int KEY = 1;
  private static final int IV = 2;
  private static final int CIPHERTEXT = 3;
  private static final int TAG = 4;

  private final NoKey keys = new NoKey();
  private final AccessTokens tokens = verifier(SETTINGS, keys);

  @SuppressWarnings("deprecation") // RSA1_5 is what attackers send
  static Stream<Arguments> encrypted() throws JOSEException {
    String claims = accessClaims();
    String none = encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".";
    String good = rsa(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM, rs256());
    String legacy = rsa(JWEAlgorithm.RSA1_5, EncryptionMethod.A128CBC_HS256, rs256());
    String curve = curve(JWEAlgorithm.ECDH_ES, rs256());
    String wrapped = curve(JWEAlgorithm.ECDH_ES_A128KW, rs256());
    String direct = direct(rs256());
    List<Arguments> rows = new ArrayList<>();
    add(rows, "D01", good, curve, wrapped, direct, symmetric(rs256()));
    add(rows, "D02", rsa(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM, none));
    add(rows, "D03", rsa(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM, claims));
    add(rows, "D04", direct(direct(direct(rs256()))));
    add(rows, "D05", legacy, with(legacy, CIPHERTEXT, text -> "AAAA"));
    for (int i = 0; i < 8; i++) {
      int at = 10 + i;
      add(rows, "D06", with(legacy, KEY, text -> flipped(text, at)));
    }
    add(rows, "D07", password(Integer.MAX_VALUE));
    add(rows, "D08", password(1), passwordBased(rs256()));
    add(rows, "D09", compressed("x".repeat(8_000_000)));
    add(rows, "D10", header("\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"GZIP\""));
    add(rows, "D10", with(compressed(rs256()), CIPHERTEXT, text -> flipped(text, 3)));
    for (String epk :
        List.of(
            "{}",
            "null",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
            "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AQ\"}",
            "{\"kty\":\"EC\",\"d\":\"AA\"}")) {
      add(rows, "D11", header("\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":" + epk));
    }
    for (int bytes : new int[] {0, 1, 4, 8, 12, 15, 17}) {
      add(rows, "D12", with(good, TAG, text -> "A".repeat(bytes / 3 * 4)));
      add(rows, "D13", with(good, IV, text -> "A".repeat(bytes / 3 * 4)));
    }
    add(rows, "D14", with(legacy, CIPHERTEXT, text -> flipped(text, text.length() - 2)));
    add(rows, "D14", with(legacy, TAG, text -> flipped(text, 1)));
    add(
        rows,
        "D15",
        header("\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\",\"x\":\"" + "x".repeat(9_000) + '"'));
    add(rows, "D16", with(good, KEY, text -> ""), with(wrapped, KEY, text -> ""));
    add(rows, "D16", with(direct, KEY, text -> "AAAA"), with(curve, KEY, text -> "AAAA"));
    add(rows, "D17", direct(rs256(), Arrays.copyOf(HmacTokens.modulus(TestKeys.RSA), 32)));
    add(
        rows,
        "D18",
        header("\"alg\":\"none\",\"enc\":\"A128GCM\""),
        header("\"alg\":\"dir\",\"enc\":\"NONE\""));
    add(
        rows,
        "D18",
        header("\"alg\":\"ECDH-ES\",\"enc\":null,\"apu\":\"" + "x".repeat(9_000) + '"'));
    add(
        rows,
        "D19",
        header("\"alg\":\"dir\",\"enc\":\"A128GCM\"," + claims.substring(1, claims.length() - 1)));
    add(rows, "D21", rsa(JWEAlgorithm.RSA_OAEP, EncryptionMethod.A256GCM, rs256()));
    return rows.stream();
  }

  private static void add(List<Arguments> rows, String row, String... encrypted) {
    for (String token : encrypted) {
      rows.add(Arguments.of(row, token));
    }
  }

  @Tag("D01")
  @Tag("D02")
  @Tag("D03")
  @Tag("D04")
  @Tag("D05")
  @Tag("D06")
  @Tag("D07")
  @Tag("D08")
  @Tag("D09")
  @Tag("D10")
  @Tag("D11")
  @Tag("D12")
  @Tag("D13")
  @Tag("D14")
  @Tag("D15")
  @Tag("D16")
  @Tag("D17")
  @Tag("D18")
  @Tag("D19")
  @Tag("D21")
  @ParameterizedTest(name = "{0}")
  @MethodSource("encrypted")
  void refusesEveryEncryptedTokenInTheSameWayAndUnopened(String row, String token) {
    TokenResult<VerifiedToken> result = tokens.verify(BearerToken.of(token));

    assertThat(result)
        .isEqualTo(
            new TokenResult.Refused<>(
                Reason.TOKEN_ENCRYPTED,
                "the token is encrypted, and encrypted tokens are not read; have the provider issue"
                    + " signed ones for this audience, or set token.verification=auto to ask it"
                    + " about the others"));
    assertThat(keys.lookups).isZero();
  }

  @Test
  @Tag("D18")
  void refusesAnOversizedOneByItsLengthAlone() {
    String header =
        "\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"apu\":\"" + "x".repeat(1_000_000) + '"';

    assertRefused(tokens, header(header), Reason.TOKEN_TOO_LARGE);
    assertThat(keys.lookups).isZero();
  }

  @Test
  void callsJunkOfFivePartsNotEncrypted() {
    for (String junk :
        List.of(
            "....",
            "a.b.c.d.e",
            encoded("{}") + "....",
            encoded("{\"alg\":\"RS256\"}") + ".a.b.c.d",
            encoded("[\"enc\"]") + "....",
            encoded("{\"enc\":1,\"enc\":2}") + "....",
            encoded("{\"enc\":1}") + ".....",
            encoded("{\"enc\":1}") + "...")) {
      assertRefused(tokens, junk, Reason.TOKEN_MALFORMED);
    }
    assertThat(keys.lookups).isZero();
  }

  @Test
  @Tag("D01")
  void refusesAnEncryptedIdTokenWithAdviceOfItsOwn() {
    IdTokens idTokens =
        new IdTokens(
            new IdTokenSettings(
                TokenMaker.ISSUER,
                "shop",
                Set.of(),
                ALGORITHMS,
                SETTINGS.clockSkew(),
                SETTINGS.maxBytes()),
            keys,
            clock);

    TokenResult.Refused<VerifiedIdToken> refused =
        (TokenResult.Refused<VerifiedIdToken>)
            idTokens.verify(direct(TokenMaker.idClaims()), "n-1", "opaque");
    assertThat(refused.reason()).isEqualTo(Reason.TOKEN_ENCRYPTED);
    assertThat(refused.detail()).contains("register this client at the provider for ID tokens");
    assertThat(keys.lookups).isZero();
  }

  @Test
  @Tag("D05")
  @Tag("D12")
  void refusesEveryEncryptedVector() {
    List<String> foreign = new ArrayList<>();
    WycheproofCase.read("json_web_encryption_test.json").forEach(each -> foreign.add(each.token()));
    for (Path file : VectorFolder.files("jose-cookbook", "jwe")) {
      if (object(VectorFolder.json(file), "output").get("compact") instanceof String compact) {
        foreign.add(compact);
      }
    }

    assertThat(foreign)
        .hasSize(148)
        .allSatisfy(
            token ->
                assertThat(tokens.verify(BearerToken.of(token)))
                    .isInstanceOfSatisfying(
                        TokenResult.Refused.class,
                        refused ->
                            assertThat(refused.reason())
                                .isIn(Reason.TOKEN_ENCRYPTED, Reason.TOKEN_MALFORMED)));
    assertThat(keys.lookups).isZero();
  }

  private static String rsa(JWEAlgorithm algorithm, EncryptionMethod method, String content) {
    return sealed(
        new JWEHeader.Builder(algorithm, method),
        new RSAEncrypter((RSAPublicKey) TestKeys.RSA.getPublic()),
        content);
  }

  private static String curve(JWEAlgorithm algorithm, String content) throws JOSEException {
    return sealed(
        new JWEHeader.Builder(algorithm, EncryptionMethod.A128GCM),
        new ECDHEncrypter((ECPublicKey) TestKeys.P256.getPublic()),
        content);
  }

  private static String direct(String content) {
    return direct(content, new byte[32]);
  }

  private static String direct(String content, byte[] key) {
    return direct(new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), content, key);
  }

  private static String compressed(String content) {
    return direct(
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .compressionAlgorithm(CompressionAlgorithm.DEF),
        content,
        new byte[32]);
  }

  private static String direct(JWEHeader.Builder header, String content, byte[] key) {
    try {
      return sealed(header, new DirectEncrypter(key), content);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String symmetric(String content) throws JOSEException {
    return sealed(
        new JWEHeader.Builder(JWEAlgorithm.A256KW, EncryptionMethod.A256GCM),
        new AESEncrypter(new byte[32]),
        content);
  }

  private static String passwordBased(String content) {
    return sealed(
        new JWEHeader.Builder(JWEAlgorithm.PBES2_HS256_A128KW, EncryptionMethod.A128GCM),
        new PasswordBasedEncrypter("secret", 8, 1_000),
        content);
  }

  private static String sealed(JWEHeader.Builder header, JWEEncrypter encrypter, String content) {
    try {
      JWEObject jwe = new JWEObject(header.contentType("JWT").build(), new Payload(content));
      jwe.encrypt(encrypter);
      return jwe.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that no library would make: a header of any members before parts of any bytes. */
  private static String header(String members) {
    return encoded("{" + members + "}") + ".AAAA.AAAA.AAAA.AAAA";
  }

  private static String password(int count) {
    return header(
        "\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2s\":\"AAAA\",\"p2c\":" + count);
  }

  private static String with(String token, int segment, UnaryOperator<String> change) {
    String[] segments = token.split("\\.", -1);
    segments[segment] = change.apply(segments[segment]);
    return String.join(".", segments);
  }

  private static String flipped(String text, int at) {
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  /** Keys that nobody may ask for. */
  private static final class NoKey implements KeySource {

    int lookups;

    @Override
    public KeyLookup find(@Nullable String kid, String algorithm) {
      lookups++;
      return new KeyLookup.Unknown();
    }

    @Override
    public boolean holds(VerificationKey key) {
      lookups++;
      return false;
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }
}
