package dev.latchkey.token;

import java.util.List;
import java.util.Set;

/**
 * Whom an access token must be meant for (RFC 7519 section 4.1.3, RFC 9068 section 4).
 *
 * @param wanted the audiences of this application; empty only when {@code unchecked}
 * @param all whether all of them must be named, not just one
 * @param unchecked the operator wrote {@code audience=*}
 */
public record AudienceRule(Set<String> wanted, boolean all, boolean unchecked) {

  /** What Keycloak names where nobody told it an audience: its own account console. */
  private static final List<String> KEYCLOAK_OWN = List.of("account");

  /** Refuses an empty list, which must never mean "unchecked". */
  public AudienceRule {
    wanted = Set.copyOf(wanted);
    if (wanted.isEmpty() != unchecked) {
      throw new IllegalArgumentException("an audience rule needs audiences, or be unchecked");
    }
  }

  /** Any of the given audiences will do. */
  public static AudienceRule anyOf(Set<String> audiences) {
    return new AudienceRule(audiences, false, false);
  }

  /** All of the given audiences must be there. */
  public static AudienceRule allOf(Set<String> audiences) {
    return new AudienceRule(audiences, true, false);
  }

  /** The audience is not looked at. */
  public static AudienceRule none() {
    return new AudienceRule(Set.of(), false, true);
  }

  /**
   * Why a token for these is refused, and what mends it.
   *
   * @param read the claims they were read from
   */
  String refusal(List<String> audience, String read) {
    String wish = String.join(" ", wanted);
    String found =
        (audience.isEmpty() ? "the token has no " + read : "the token is meant for " + audience)
            + (audience.isEmpty() || read.equals("/aud") ? "" : " (read from " + read + ")")
            + ", configured is "
            + (all ? "audience-mode=all audience=" : "audience=")
            + wish;
    return audience.isEmpty() && read.equals("/aud") || audience.equals(KEYCLOAK_OWN)
        ? found
            + "; have the provider add it: in Keycloak, an audience mapper for "
            + wish
            + " on the client that asks for the token, or on one of its client scopes"
        : found + "; have the provider add that audience, or configure the one it sends";
  }

  boolean accepts(List<String> audience) {
    return unchecked || (all ? audience.containsAll(wanted) : namesAny(audience));
  }

  private boolean namesAny(List<String> audience) {
    for (String named : audience) {
      if (wanted.contains(named)) {
        return true;
      }
    }
    return false;
  }
}
