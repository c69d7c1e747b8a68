package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a product does otherwise than others. Data only: whoever reads a token, a document or a
 * setting asks here and does the same for all. Immutable.
 */
public final class Profile {

  /** Stands for the client's id in pointers and headers. */
  public static final String CLIENT_ID = "{client-id}";

  private final ProfileBuilder data;

  Profile(ProfileBuilder data) {
    this.data = data;
  }

  /**
   * Finds a known profile.
   *
   * @throws IllegalArgumentException for an unknown name, listing those that are known
   */
  public static Profile named(String name) {
    for (Profile profile : KnownProfiles.ALL) {
      if (profile.name().equals(name)) {
        return profile;
      }
    }
    throw new IllegalArgumentException(
        "provider-profile is \""
            + name
            + "\"; known are "
            + String.join(", ", KnownProfiles.ALL.stream().map(Profile::name).toList()));
  }

  /** What most providers do. */
  public static Profile generic() {
    return KnownProfiles.GENERIC;
  }

  /** All profiles there are. */
  public static List<Profile> known() {
    return KnownProfiles.ALL;
  }

  /** The value of {@code provider-profile}. */
  public String name() {
    return data.name;
  }

  /** What else a reader should know, one sentence or two. */
  public String note() {
    return data.note;
  }

  /** JSON Pointers (RFC 6901) to scopes. */
  public List<String> scopeClaims() {
    return data.scopeClaims;
  }

  /** JSON Pointers to roles; {@link #CLIENT_ID} may stand in them. */
  public List<String> rolesClaims() {
    return data.rolesClaims;
  }

  /** JSON Pointers to groups. */
  public List<String> groupsClaims() {
    return data.groupsClaims;
  }

  /** JSON Pointers to what a token has in place of groups that are too many for it. */
  public List<String> groupsLeftOut() {
    return data.groupsLeftOut;
  }

  /** JSON Pointers to whom an access token is meant for. */
  public List<String> audienceClaims() {
    return data.audienceClaims;
  }

  /** JSON Pointers to the client that a token was issued to; the first that is there counts. */
  public List<String> clientClaims() {
    return data.clientClaims;
  }

  /** Values at JSON Pointers that the tokens of applications have, and no user's. */
  public Map<String, String> applicationMarks() {
    return data.applicationMarks;
  }

  /** Where a session's claims are looked up, as in {@code claims.sources}. */
  public List<String> claimsSources() {
    return data.claimsSources;
  }

  /** The claim that tells an access token from others, and what it says then. */
  public Optional<TokenKind> accessTokenKind() {
    return Optional.ofNullable(data.accessTokenKind);
  }

  /** Headers of requests for keys; {@link #CLIENT_ID} may stand in their values. */
  public Map<String, String> jwksHeaders() {
    return data.jwksHeaders;
  }

  /** Whether there is an endpoint to ask about tokens (RFC 7662). */
  public boolean introspects() {
    return data.introspects;
  }

  /**
   * What to know before bearer tokens of an issuer are verified by their signatures; {@code null}
   * where there is nothing.
   */
  public @Nullable String caution(String issuer) {
    return data.caution != null && data.cautionFor.test(issuer) ? data.caution : null;
  }

  /** How browsers sign out where it is not as the specification says. */
  Optional<ProviderLogout.OwnLogout> ownLogout() {
    return Optional.ofNullable(data.ownLogout);
  }

  /** What an operator should read beside a refusal for these reasons. */
  public Map<Reason, String> advice() {
    return data.advice;
  }

  /** Whether tokens name the issuer without {@code https://} at times. */
  boolean leavesOutScheme() {
    return data.leavesOutScheme;
  }

  /** A claim beside {@code iss} that names the issuer, too. */
  Optional<String> secondIssuerClaim() {
    return Optional.ofNullable(data.secondIssuerClaim);
  }

  /** How issuers are named after their tenants. */
  Optional<TenantNaming> tenantNaming() {
    return Optional.ofNullable(data.tenantNaming);
  }

  /** The name. */
  @Override
  public String toString() {
    return name();
  }
}
