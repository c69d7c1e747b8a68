package dev.latchkey.token;

import static dev.latchkey.testing.Invariant.holds;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.FixedMetadata;
import dev.latchkey.provider.Introspection;
import dev.latchkey.provider.Metadata;
import dev.latchkey.testing.GsonNumbers;
import dev.latchkey.testing.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Answers of an introspection endpoint: the first letter is the hundreds of the status where it is
 * one of 1 to 5, the rest the body.
 */
public final class IntrospectionFuzz {

  private static final String TOKEN = "2YotnFZFEjr1zCsicMWpAA";
  private static final String SECRET = "rp-secret-0123456789";
  private static final int NIMBUS_READS_ANY_LENGTH = -1;

  private static final Metadata METADATA =
      Metadata.builder(TokenMaker.ISSUER)
          .introspectionEndpoint(URI.create(TokenMaker.ISSUER + "/introspect"))
          .build();

  private IntrospectionFuzz() {}

  /** Loads classes before the first input, whose time is measured. */
  public static void fuzzerInitialize() {
    tryAnswer(200, "{\"active\":false}".getBytes(StandardCharsets.UTF_8));
  }

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    int hundreds = input.length == 0 ? 0 : input[0] - '0';
    boolean named = hundreds >= 1 && hundreds <= 5;
    byte[] body = named ? Arrays.copyOfRange(input, 1, input.length) : input;
    tryAnswer(named ? hundreds * 100 : 200, body);
  }

  private static void tryAnswer(int status, byte[] body) {
    OpaqueTokens tokens = verifier(HttpAnswer.of(status, Map.of(), body));
    TokenResult<VerifiedToken> result = tokens.verify(BearerToken.of(TOKEN));
    holds(
        result.getClass() == tokens.verify(BearerToken.of(TOKEN)).getClass(),
        "an answer is judged alike twice");
    String said = new String(body, StandardCharsets.UTF_8);
    if (result instanceof TokenResult.Unavailable<VerifiedToken> unavailable) {
      tellsNoSecret(unavailable.detail(), said);
    } else {
      holds(status == 200, "only 200 says anything of a token");
    }
    if (result instanceof TokenResult.Refused<VerifiedToken> refused) {
      tellsNoSecret(refused.detail(), said);
    }
    if (result instanceof TokenResult.Verified<VerifiedToken> verified
        && !GsonNumbers.mayWrapIn(said)) {
      wasSaid(verified.token(), said);
    }
  }

  private static OpaqueTokens verifier(HttpAnswer answer) {
    SettableClock clock = new SettableClock(Instant.ofEpochSecond(TokenMaker.NOW));
    Introspection introspection =
        new Introspection(
            new FixedMetadata(METADATA),
            ClientCredentials.confidential("shop", SECRET),
            call -> answer,
            clock);
    return new OpaqueTokens(
        AccessTokenCase.SETTINGS,
        IntrospectionSettings.remembering(Duration.ofSeconds(30)),
        introspection,
        clock,
        clock);
  }

  private static void tellsNoSecret(String detail, String said) {
    holds(!detail.contains(TOKEN) || said.contains(TOKEN), "the token is not told");
    holds(!detail.contains(SECRET) || said.contains(SECRET), "the secret is not told");
  }

  private static void wasSaid(VerifiedToken token, String said) {
    Map<String, Object> body = nimbus(said);
    holds(Boolean.TRUE.equals(body.get("active")), "nothing but true is active");
    holds(!body.containsKey("cnf"), "it is bound to no key");
    holds(
        !body.containsKey("iss") || TokenMaker.ISSUER.equals(body.get("iss")),
        "the issuer is the configured one");
    holds(token.claims().audience().contains(TokenMaker.AUDIENCE), "the audience is ours");
    holds(
        !(body.get("exp") instanceof Number exp)
            || exp.doubleValue()
                > TokenMaker.NOW - AccessTokenCase.SETTINGS.clockSkew().toSeconds(),
        "it has not ended");
  }

  private static Map<String, Object> nimbus(String json) {
    try {
      return JSONObjectUtils.parse(json, NIMBUS_READS_ANY_LENGTH);
    } catch (ParseException e) {
      throw new AssertionError("not so: what we read, Nimbus reads", e);
    }
  }
}
