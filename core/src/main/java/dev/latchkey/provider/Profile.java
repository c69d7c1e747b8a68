package dev.latchkey.provider;

import java.util.List;

/**
 * Where a product puts what others put elsewhere. Data only.
 *
 * @param name the value of {@code provider-profile}
 * @param scopeClaims JSON Pointers (RFC 6901), in order
 * @param rolesClaims JSON Pointers, in order
 * @param groupsClaims JSON Pointers, in order
 * @param claimsSources names as in {@code claims.sources}, in order
 */
public record Profile(
    String name,
    List<String> scopeClaims,
    List<String> rolesClaims,
    List<String> groupsClaims,
    List<String> claimsSources) {

  /** What most providers do. */
  public static final Profile GENERIC =
      new Profile(
          "generic",
          List.of("/scope", "/scp"),
          List.of("/roles"),
          List.of("/groups"),
          List.of("id-token"));

  /** Keycloak: roles stand in the access token. */
  public static final Profile KEYCLOAK =
      new Profile(
          "keycloak",
          List.of("/scope"),
          List.of("/realm_access/roles"),
          List.of("/groups"),
          List.of("id-token", "access-token"));

  private static final List<Profile> KNOWN = List.of(GENERIC, KEYCLOAK);

  /** Copies the lists. */
  public Profile {
    scopeClaims = List.copyOf(scopeClaims);
    rolesClaims = List.copyOf(rolesClaims);
    groupsClaims = List.copyOf(groupsClaims);
    claimsSources = List.copyOf(claimsSources);
  }

  /**
   * Finds a known profile.
   *
   * @throws IllegalArgumentException for an unknown name, listing those that are known
   */
  public static Profile named(String name) {
    for (Profile profile : KNOWN) {
      if (profile.name.equals(name)) {
        return profile;
      }
    }
    throw new IllegalArgumentException(
        "provider-profile is \""
            + name
            + "\"; known are "
            + String.join(", ", KNOWN.stream().map(Profile::name).toList()));
  }
}
