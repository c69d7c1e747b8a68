package dev.latchkey.provider;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Collects metadata; what is not set is empty. Not thread-safe. */
public final class MetadataBuilder {

  private final String issuer;
  private Optional<URI> authorizationEndpoint = Optional.empty();
  private Optional<URI> tokenEndpoint = Optional.empty();
  private Optional<URI> jwksUri = Optional.empty();
  private Optional<URI> endSessionEndpoint = Optional.empty();
  private Optional<URI> userinfoEndpoint = Optional.empty();
  private Optional<URI> introspectionEndpoint = Optional.empty();
  private Optional<URI> revocationEndpoint = Optional.empty();
  private Set<String> tokenEndpointAuthMethods = Set.of();
  private boolean issParameterSupported;
  private Set<String> codeChallengeMethods = Set.of();
  private Set<String> idTokenAlgorithms = Set.of();

  MetadataBuilder(String issuer) {
    this.issuer = issuer;
  }

  /** Sets {@code authorization_endpoint}. */
  public MetadataBuilder authorizationEndpoint(URI uri) {
    authorizationEndpoint = Optional.of(uri);
    return this;
  }

  /** Sets {@code token_endpoint}. */
  public MetadataBuilder tokenEndpoint(URI uri) {
    tokenEndpoint = Optional.of(uri);
    return this;
  }

  /** Sets {@code jwks_uri}. */
  public MetadataBuilder jwksUri(URI uri) {
    jwksUri = Optional.of(uri);
    return this;
  }

  /** Sets {@code end_session_endpoint}. */
  public MetadataBuilder endSessionEndpoint(URI uri) {
    endSessionEndpoint = Optional.of(uri);
    return this;
  }

  /** Sets {@code userinfo_endpoint}. */
  public MetadataBuilder userinfoEndpoint(URI uri) {
    userinfoEndpoint = Optional.of(uri);
    return this;
  }

  /** Sets {@code introspection_endpoint}. */
  public MetadataBuilder introspectionEndpoint(URI uri) {
    introspectionEndpoint = Optional.of(uri);
    return this;
  }

  /** Sets {@code revocation_endpoint}. */
  public MetadataBuilder revocationEndpoint(URI uri) {
    revocationEndpoint = Optional.of(uri);
    return this;
  }

  /** Sets {@code token_endpoint_auth_methods_supported}. */
  public MetadataBuilder tokenEndpointAuthMethods(Set<String> methods) {
    tokenEndpointAuthMethods = methods;
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

  /** Makes the metadata. */
  public Metadata build() {
    return new Metadata(
        issuer,
        authorizationEndpoint,
        tokenEndpoint,
        jwksUri,
        endSessionEndpoint,
        userinfoEndpoint,
        introspectionEndpoint,
        revocationEndpoint,
        tokenEndpointAuthMethods,
        issParameterSupported,
        codeChallengeMethods,
        idTokenAlgorithms);
  }
}
