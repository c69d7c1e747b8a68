package dev.latchkey.token;

import dev.latchkey.provider.IssuerMatch;
import java.time.Duration;
import java.util.Set;

/**
 * What an ID token must be.
 *
 * @param issuer whose token it must be
 * @param clientId must be in the audience
 * @param trustedAudiences what else the audience may name; empty for nothing
 * @param algorithms the allowed names of RFC 7518 section 3.1
 * @param clockSkew how far two clocks may differ, 0 to 5 minutes
 * @param maxBytes the longest token looked at, in bytes
 */
public record IdTokenSettings(
    IssuerMatch issuer,
    String clientId,
    Set<String> trustedAudiences,
    Set<String> algorithms,
    Duration clockSkew,
    int maxBytes) {

  /** Copies the sets. */
  public IdTokenSettings {
    trustedAudiences = Set.copyOf(trustedAudiences);
    algorithms = Set.copyOf(algorithms);
  }

  /** An issuer that is compared byte for byte. */
  public IdTokenSettings(
      String issuer,
      String clientId,
      Set<String> trustedAudiences,
      Set<String> algorithms,
      Duration clockSkew,
      int maxBytes) {
    this(IssuerMatch.exact(issuer), clientId, trustedAudiences, algorithms, clockSkew, maxBytes);
  }
}
