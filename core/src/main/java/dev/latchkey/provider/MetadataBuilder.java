package dev.latchkey.provider;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Collects metadata; what is not set is empty. Not thread-safe. */
public final class MetadataBuilder {

  private final String issuer;
  private final Map<Endpoint, URI> endpoints = new EnumMap<>(Endpoint.class);
  private Set<String> tokenEndpointAuthMethods = Set.of();
  private Set<String> introspectionAuthMethods = Set.of();
  private boolean issParameterSupported;
  private Set<String> codeChallengeMethods = Set.of();
  private Set<String> idTokenAlgorithms = Set.of();
  private Set<String> responseModes = Set.of();

  MetadataBuilder(String issuer) {
    this.issuer = issuer;
  }

  /** Sets one of the addresses. */
  public MetadataBuilder endpoint(Endpoint endpoint, URI uri) {
    endpoints.put(endpoint, uri);
    return this;
  }

  /** Sets {@code authorization_endpoint}. */
  public MetadataBuilder authorizationEndpoint(URI uri) {
    return endpoint(Endpoint.AUTHORIZATION, uri);
  }

  /** Sets {@code token_endpoint}. */
  public MetadataBuilder tokenEndpoint(URI uri) {
    return endpoint(Endpoint.TOKEN, uri);
  }

  /** Sets {@code jwks_uri}. */
  public MetadataBuilder jwksUri(URI uri) {
    return endpoint(Endpoint.KEYS, uri);
  }

  /** Sets {@code end_session_endpoint}. */
  public MetadataBuilder endSessionEndpoint(URI uri) {
    return endpoint(Endpoint.END_SESSION, uri);
  }

  /** Sets {@code userinfo_endpoint}. */
  public MetadataBuilder userinfoEndpoint(URI uri) {
    return endpoint(Endpoint.USERINFO, uri);
  }

  /** Sets {@code introspection_endpoint}. */
  public MetadataBuilder introspectionEndpoint(URI uri) {
    return endpoint(Endpoint.INTROSPECTION, uri);
  }

  /** Sets {@code revocation_endpoint}. */
  public MetadataBuilder revocationEndpoint(URI uri) {
    return endpoint(Endpoint.REVOCATION, uri);
  }

  /** Sets {@code token_endpoint_auth_methods_supported}. */
  public MetadataBuilder tokenEndpointAuthMethods(Set<String> methods) {
    tokenEndpointAuthMethods = methods;
    return this;
  }

  /** Sets {@code introspection_endpoint_auth_methods_supported}. */
  public MetadataBuilder introspectionAuthMethods(Set<String> methods) {
    introspectionAuthMethods = methods;
    return this;
  }

  /** Sets {@code authorization_response_iss_parameter_supported}. */
  public MetadataBuilder issParameterSupported(boolean supported) {
    issParameterSupported = supported;
    return this;
  }

  /** Sets {@code code_challenge_methods_supported}. */
  public MetadataBuilder codeChallengeMethods(Set<String> methods) {
    codeChallengeMethods = methods;
    return this;
  }

  /** Sets {@code id_token_signing_alg_values_supported}. */
  public MetadataBuilder idTokenAlgorithms(Set<String> algorithms) {
    idTokenAlgorithms = algorithms;
    return this;
  }

  /** Sets {@code response_modes_supported}. */
  public MetadataBuilder responseModes(Set<String> modes) {
    responseModes = modes;
    return this;
  }

  /** Makes the metadata. */
  public Metadata build() {
    return new Metadata(
        issuer,
        endpoints,
        tokenEndpointAuthMethods,
        introspectionAuthMethods,
        issParameterSupported,
        codeChallengeMethods,
        idTokenAlgorithms,
        responseModes,
        Set.of());
  }
}
