package dev.latchkey.token;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For whom a token speaks: for a user, or for an application in its own name, and where the two are
 * told apart. Immutable.
 *
 * @param mayBeAbsent whether a token without {@code sub} is an application's; only for providers
 *     that never leave it out of a user's
 * @param clients where the id of the client stands that the token was issued to, in order: by RFC
 *     9068 section 2.2 in {@code client_id}, else in {@code azp} (OpenID Connect Core section 2)
 * @param marks values that stand at these places in the tokens of applications only
 */
public record SubjectRule(
    boolean mayBeAbsent, List<ClaimPointer> clients, Map<ClaimPointer, String> marks) {

  private static final SubjectRule STANDARD =
      new SubjectRule(
          false, List.of(ClaimPointer.parse("/client_id"), ClaimPointer.parse("/azp")), Map.of());

  /** Copies the lists. */
  public SubjectRule {
    clients = List.copyOf(clients);
    marks = Map.copyOf(marks);
  }

  /** {@code sub} is needed, and an application is known by having its client id there. */
  public static SubjectRule standard() {
    return STANDARD;
  }

  /** Returns {@code sub}, or the client's id where it may be absent; {@code null} for neither. */
  @Nullable String subject(Claims claims) {
    return claims.has("sub") || !mayBeAbsent ? claims.string("sub") : client(claims);
  }

  /**
   * Tells whose token it is. RFC 9068 section 2.2 has the client's id in {@code sub} where no user
   * is involved, so a client that calls itself like a user is still no user (RFC 9700 section
   * 4.15).
   */
  Identity.Kind kind(Claims claims) {
    String subject = subject(claims);
    boolean application =
        !claims.has("sub") || subject != null && subject.equals(client(claims)) || marked(claims);
    return application ? Identity.Kind.APPLICATION : Identity.Kind.USER;
  }

  private boolean marked(Claims claims) {
    for (Map.Entry<ClaimPointer, String> mark : marks.entrySet()) {
      if (mark.getValue().equals(mark.getKey().in(claims.asMap()))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String client(Claims claims) {
    return client(List.of(claims));
  }

  /** The client that a token was issued to: the first place that holds anything decides. */
  @Nullable String client(List<Claims> sources) {
    for (ClaimPointer place : clients) {
      Object client = ClaimPlaces.first(place, sources);
      if (client != null) {
        return client instanceof String id && AccessTokenRules.isIdentifier(id) ? id : null;
      }
    }
    return null;
  }
}
