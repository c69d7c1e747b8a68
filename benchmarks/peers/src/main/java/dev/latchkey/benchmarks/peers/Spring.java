package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import java.security.interfaces.RSAPublicKey;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;

/** Spring Security as a resource server. */
final class Spring {

  private Spring() {}

  /** The decoder with a key set, as for an issuer's published keys. */
  static Verifier decoder(Issuer issuer) {
    NimbusJwtDecoder decoder = withKeySet(issuer);
    return token -> () -> decoder.decode(token);
  }

  /** The decoder with the one key as the JDK has it. */
  static Verifier decoderWithOneKey(Issuer issuer) {
    if (!issuer.algorithm().equals("RS256")) {
      throw new UnsupportedOperationException("takes RSA keys only");
    }
    NimbusJwtDecoder decoder =
        checking(NimbusJwtDecoder.withPublicKey((RSAPublicKey) issuer.publicKey()).build());
    return token -> () -> decoder.decode(token);
  }

  /** The whole filter for bearer tokens, over a request that is only an object. */
  static Verifier filter(Issuer issuer) {
    BearerTokenAuthenticationFilter filter =
        new BearerTokenAuthenticationFilter(
            new ProviderManager(new JwtAuthenticationProvider(withKeySet(issuer))));
    return token -> {
      MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders");
      request.addHeader("Authorization", "Bearer " + token);
      MockHttpServletResponse response = new MockHttpServletResponse();
      Object[] caller = new Object[1];
      return () -> {
        caller[0] = null;
        filter.doFilter(
            request,
            response,
            (passed, answer) -> caller[0] = SecurityContextHolder.getContext().getAuthentication());
        SecurityContextHolder.clearContext(); // which the filter chain does after each request
        return caller[0];
      };
    };
  }

  private static NimbusJwtDecoder withKeySet(Issuer issuer) {
    return checking(
        switch (issuer.algorithm()) {
          case "RS256", "ES256" ->
              NimbusJwtDecoder.withJwkSource(Nimbus.keySource(issuer))
                  .jwsAlgorithm(SignatureAlgorithm.from(issuer.algorithm()))
                  .build();
          case "HS256" ->
              NimbusJwtDecoder.withSecretKey(issuer.secret())
                  .macAlgorithm(MacAlgorithm.HS256)
                  .build();
          default -> throw new UnsupportedOperationException("has no such algorithm");
        });
  }

  private static NimbusJwtDecoder checking(NimbusJwtDecoder decoder) {
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(Issuer.NAME),
            new JwtAudienceValidator(Issuer.AUDIENCE)));
    return decoder;
  }
}
