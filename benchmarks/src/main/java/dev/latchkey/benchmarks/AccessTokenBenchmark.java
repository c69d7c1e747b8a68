package dev.latchkey.benchmarks;

import dev.latchkey.keys.FixedKeys;
import dev.latchkey.token.AccessTokenSettings;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.AudienceRule;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One access token: the bare signature, a token not seen before, and one seen before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AccessTokenBenchmark {

  /** The signature algorithm. */
  @Param({"RS256", "ES256"})
  public String algorithm = "";

  private char[] token = {};
  private byte[] signingInput = {};
  private byte[] signature = {};
  private PublicKey key;
  private AccessTokens remembering;
  private AccessTokens forgetting;

  /** Makes a token and sees to it that a good one passes and a forged one does not. */
  @Setup
  public void prepare() throws Exception {
    Issuer issuer = new Issuer(algorithm);
    String text = issuer.token();
    token = text.toCharArray();
    int lastDot = text.lastIndexOf('.');
    signingInput = text.substring(0, lastDot).getBytes(StandardCharsets.US_ASCII);
    signature = Base64.getUrlDecoder().decode(text.substring(lastDot + 1));
    key = issuer.publicKey();
    remembering = verifier(issuer, 10_000);
    forgetting = verifier(issuer, 0);
    check(remembering, text);
    check(forgetting, text);
  }

  private static AccessTokens verifier(Issuer issuer, int cacheSize) {
    AccessTokenSettings settings =
        new AccessTokenSettings(
            Issuer.NAME,
            AudienceRule.anyOf(Set.of(Issuer.AUDIENCE)),
            Set.of("RS256", "ES256"),
            Duration.ofSeconds(60),
            16 * 1024,
            false,
            ClaimPlaces.standard(),
            cacheSize);
    return new AccessTokens(settings, FixedKeys.fromJwks(issuer.jwks()), InstantSource.system());
  }

  private static void check(AccessTokens tokens, String good) {
    if (!(tokens.verify(good) instanceof TokenResult.Verified<VerifiedToken>)
        || !(tokens.verify(Issuer.forged(good)) instanceof TokenResult.Refused<VerifiedToken>)) {
      throw new IllegalStateException("not fit to be measured");
    }
  }

  /** The floor: what any verifier must pay. */
  @Benchmark
  public boolean bareVerify() throws GeneralSecurityException {
    Signature engine =
        Signature.getInstance(
            algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    engine.initVerify(key);
    engine.update(signingInput);
    return engine.verify(signature);
  }

  /** A token that was not seen before. */
  @Benchmark
  public Object unseen() {
    return forgetting.verify(new String(token));
  }

  /** A token that was seen before, as a request brings it: a new string. */
  @Benchmark
  public Object seen() {
    return remembering.verify(new String(token));
  }

  /** The string alone, to be taken off the one above. */
  @Benchmark
  public Object freshString() {
    return new String(token);
  }
}
