package dev.latchkey.provider;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider says of itself, checked for form. Empty means that it says nothing.
 *
 * @param issuer the identifier, exactly as configured
 * @param endpoints its addresses
 * @param tokenEndpointAuthMethods empty means the default, {@code client_secret_basic}
 * @param introspectionAuthMethods empty means those of the token endpoint
 * @param issParameterSupported whether authorization responses carry {@code iss} (RFC 9207)
 * @param logoutChannels how it tells applications that a user has signed out
 */
public record Metadata(
    String issuer,
    Map<Endpoint, URI> endpoints,
    Set<String> tokenEndpointAuthMethods,
    Set<String> introspectionAuthMethods,
    boolean issParameterSupported,
    Set<String> codeChallengeMethods,
    Set<String> idTokenAlgorithms,
    Set<String> responseModes,
    Set<LogoutChannel> logoutChannels) {

  /** Copies the collections. */
  public Metadata {
    endpoints = Map.copyOf(endpoints);
    tokenEndpointAuthMethods = Set.copyOf(tokenEndpointAuthMethods);
    introspectionAuthMethods = Set.copyOf(introspectionAuthMethods);
    codeChallengeMethods = Set.copyOf(codeChallengeMethods);
    idTokenAlgorithms = Set.copyOf(idTokenAlgorithms);
    responseModes = Set.copyOf(responseModes);
    logoutChannels = Set.copyOf(logoutChannels);
  }

  /** Begins metadata that the settings give endpoint by endpoint. */
  public static MetadataBuilder builder(String issuer) {
    return new MetadataBuilder(issuer);
  }

  /** One of the addresses. */
  public Optional<URI> endpoint(Endpoint endpoint) {
    return Optional.ofNullable(endpoints.get(endpoint));
  }

  /**
   * How clients may authenticate themselves at an endpoint; empty means the default. RFC 8414
   * section 2 has none for introspection; the endpoints are mostly alike.
   */
  public Set<String> authMethodsAt(Endpoint endpoint) {
    return endpoint == Endpoint.INTROSPECTION && !introspectionAuthMethods.isEmpty()
        ? introspectionAuthMethods
        : tokenEndpointAuthMethods;
  }

  /** Where browsers sign in. */
  public Optional<URI> authorizationEndpoint() {
    return endpoint(Endpoint.AUTHORIZATION);
  }

  /** Where codes become tokens. */
  public Optional<URI> tokenEndpoint() {
    return endpoint(Endpoint.TOKEN);
  }

  /** Where the keys are. */
  public Optional<URI> jwksUri() {
    return endpoint(Endpoint.KEYS);
  }

  /** Where browsers sign out. */
  public Optional<URI> endSessionEndpoint() {
    return endpoint(Endpoint.END_SESSION);
  }

  /** Where tokens are looked up. */
  public Optional<URI> introspectionEndpoint() {
    return endpoint(Endpoint.INTROSPECTION);
  }
}
