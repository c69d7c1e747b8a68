package dev.latchkey.token;

import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.TokenKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an access token must be.
 *
 * @param issuer whose token it must be
 * @param audience whom it must be meant for
 * @param algorithms the allowed names of RFC 7518 section 3.1
 * @param clockSkew how far two clocks may differ, 0 to 5 minutes
 * @param maxBytes the longest token looked at, in bytes
 * @param requireAccessTokenType whether {@code typ} must say {@code at+jwt} (RFC 9068 section 4)
 *     and all claims of its section 2.2 must be there
 * @param places where name, scopes, roles and groups stand
 * @param cacheSize how many verified tokens are remembered
 * @param demands what the operator asks beyond that
 * @param kind how this issuer's access tokens are told from its other tokens; empty: by what is
 *     common to all
 */
public record AccessTokenSettings(
    IssuerMatch issuer,
    AudienceRule audience,
    Set<String> algorithms,
    Duration clockSkew,
    int maxBytes,
    boolean requireAccessTokenType,
    ClaimPlaces places,
    int cacheSize,
    ClaimDemands demands,
    Optional<TokenKind> kind) {

  /** The issuer setting that accepts every issuer. */
  public static final String ANY_ISSUER = IssuerMatch.ANY;

  /** Copies the algorithms. */
  public AccessTokenSettings {
    algorithms = Set.copyOf(algorithms);
  }

  /** An issuer that is compared byte for byte, and nothing is asked beyond the specifications. */
  public AccessTokenSettings(
      String issuer,
      AudienceRule audience,
      Set<String> algorithms,
      Duration clockSkew,
      int maxBytes,
      boolean requireAccessTokenType,
      ClaimPlaces places,
      int cacheSize) {
    this(
        IssuerMatch.exact(issuer),
        audience,
        algorithms,
        clockSkew,
        maxBytes,
        requireAccessTokenType,
        places,
        cacheSize,
        ClaimDemands.none(),
        Optional.empty());
  }

  /** The same, with demands of the operator's. */
  public AccessTokenSettings demanding(ClaimDemands newDemands) {
    return new AccessTokenSettings(
        issuer,
        audience,
        algorithms,
        clockSkew,
        maxBytes,
        requireAccessTokenType,
        places,
        cacheSize,
        newDemands,
        kind);
  }

  /** The same, for any audience: for a token that was issued to us and is meant for others. */
  public AccessTokenSettings forAnyAudience() {
    return new AccessTokenSettings(
        issuer,
        AudienceRule.none(),
        algorithms,
        clockSkew,
        maxBytes,
        requireAccessTokenType,
        places,
        cacheSize,
        demands,
        kind);
  }
}
