package dev.latchkey.benchmarks.servers.jersey;

import dev.latchkey.benchmarks.servers.Given;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** What an application writes around SmallRye's parser where MicroProfile is not at hand. */
final class SmallRyeFilter implements ContainerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final JWTParser parser;

  private SmallRyeFilter(JWTParser parser) {
    this.parser = parser;
  }

  static SmallRyeFilter of(Given given) throws JoseException {
    PublicJsonWebKey key =
        (PublicJsonWebKey) new JsonWebKeySet(given.keys()).getJsonWebKeys().get(0);
    JWTAuthContextInfo settings = new JWTAuthContextInfo(key.getPublicKey(), given.issuer());
    settings.setExpectedAudience(Set.of(given.audience()));
    settings.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
    return new SmallRyeFilter(new DefaultJWTParser(settings));
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(SCHEME) || !isGood(header)) {
      request.abortWith(Response.status(Response.Status.UNAUTHORIZED).build());
    }
  }

  private boolean isGood(String header) {
    try {
      return parser.parse(header.substring(SCHEME.length())) != null;
    } catch (ParseException refused) {
      return false;
    }
  }
}
