package dev.latchkey.provider;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider says of itself, checked for form. Empty means that it says nothing.
 *
 * @param issuer the identifier, exactly as configured
 * @param tokenEndpointAuthMethods empty means the default, {@code client_secret_basic}
 * @param issParameterSupported whether authorization responses carry {@code iss} (RFC 9207)
 */
public record Metadata(
    String issuer,
    Optional<URI> authorizationEndpoint,
    Optional<URI> tokenEndpoint,
    Optional<URI> jwksUri,
    Optional<URI> endSessionEndpoint,
    Optional<URI> userinfoEndpoint,
    Optional<URI> introspectionEndpoint,
    Optional<URI> revocationEndpoint,
    Set<String> tokenEndpointAuthMethods,
    boolean issParameterSupported,
    Set<String> codeChallengeMethods,
    Set<String> idTokenAlgorithms) {

  /** Copies the sets. */
  public Metadata {
    tokenEndpointAuthMethods = Set.copyOf(tokenEndpointAuthMethods);
    codeChallengeMethods = Set.copyOf(codeChallengeMethods);
    idTokenAlgorithms = Set.copyOf(idTokenAlgorithms);
  }

  /** Begins metadata that the settings give endpoint by endpoint. */
  public static MetadataBuilder builder(String issuer) {
    return new MetadataBuilder(issuer);
  }
}
