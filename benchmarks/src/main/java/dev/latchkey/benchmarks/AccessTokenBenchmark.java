package dev.latchkey.benchmarks;

import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerToken;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
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

  private char[] header = {};
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
    header = ("Bearer " + text).toCharArray();
    int lastDot = text.lastIndexOf('.');
    signingInput = text.substring(0, lastDot).getBytes(StandardCharsets.US_ASCII);
    signature = Base64.getUrlDecoder().decode(text.substring(lastDot + 1));
    key = issuer.publicKey();
    remembering = Verifiers.of(issuer, 10_000);
    forgetting = Verifiers.of(issuer, 0);
    check(remembering, text);
    check(forgetting, text);
  }

  private static void check(AccessTokens tokens, String good) {
    if (!(tokens.verify(BearerToken.of(good)) instanceof TokenResult.Verified<VerifiedToken>)
        || !(tokens.verify(BearerToken.of(Issuer.forged(good)))
            instanceof TokenResult.Refused<VerifiedToken>)) {
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
    return forgetting.verify(new BearerToken(new String(header)));
  }

  /** A token that was seen before, as a request brings it: a new string. */
  @Benchmark
  public Object seen() {
    return remembering.verify(new BearerToken(new String(header)));
  }

  /** The string alone, to be taken off the one above. */
  @Benchmark
  public Object freshString() {
    return new String(header);
  }
}
