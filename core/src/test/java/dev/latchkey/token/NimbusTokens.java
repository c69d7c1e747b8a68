package dev.latchkey.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Nimbus decides, set up to ask for what {@link AccessTokens} asks for. */
final class NimbusTokens {

  private static final JOSEObjectType NONE = null;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  NimbusTokens(NimbusKeys keys, int skewSeconds, Instant now) {
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            NONE,
            JOSEObjectType.JWT,
            new JOSEObjectType("application/jwt"),
            new JOSEObjectType("at+jwt"),
            new JOSEObjectType("application/at+jwt")));
    processor.setJWSKeySelector(keys);
    processor.setJWSVerifierFactory(new NimbusVerifiers());
    processor.setJWTClaimsSetVerifier(new Demands(skewSeconds, Date.from(now)));
  }

  private static final class Demands extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final Date now;

    Demands(int skewSeconds, Date now) {
      super(
          TokenMaker.AUDIENCE,
          new JWTClaimsSet.Builder().issuer(TokenMaker.ISSUER).build(),
          Set.of("exp", "sub"));
      setMaxClockSkew(skewSeconds);
      this.now = now;
    }

    @Override
    protected Date currentTime() {
      return now;
    }
  }

  /**
   * What became of a token.
   *
   * @param claims as they were written; {@code null} where it is refused
   * @param why it is refused; empty where it is not
   */
  record Verdict(@Nullable Map<String, Object> claims, String why) {}

  Verdict verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      processor.process(jwt, null);
      return new Verdict(jwt.getPayload().toJSONObject(), "");
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      return new Verdict(null, e.toString());
    }
  }
}
