package dev.latchkey.token;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do as the claims say: scopes, roles and groups. Worked out at the first
 * question, because many rules never ask. Immutable to see, and thread-safe: two threads may both
 * work out the same.
 */
final class Authorities {

  private final ClaimPlaces places;
  private final List<Claims> sources;
  private final @Nullable Claims accessToken;
  private final Set<String> granted;

  // written without a lock, like the hash of a string: whoever sees none works it out again
  private @Nullable Found found;

  private record Found(Set<String> scopes, Set<String> roles, Set<String> groups) {}

  /**
   * Takes where to look.
   *
   * @param accessToken whose scopes count; {@code null} when it is opaque
   * @param granted the scopes that count where the access token names none
   */
  Authorities(
      ClaimPlaces places, List<Claims> sources, @Nullable Claims accessToken, Set<String> granted) {
    this.places = places;
    this.sources = List.copyOf(sources);
    this.accessToken = accessToken;
    this.granted = granted;
  }

  private Found found() {
    Found known = found;
    if (known == null) {
      known = new Found(findScopes(), places.roles(sources), places.groups(sources));
      found = known;
    }
    return known;
  }

  private Set<String> findScopes() {
    Set<String> named = accessToken == null ? Set.of() : places.scopes(accessToken);
    return named.isEmpty() ? Collections.unmodifiableSet(granted) : named;
  }

  Set<String> scopes() {
    return found().scopes;
  }

  Set<String> roles() {
    return found().roles;
  }

  Set<String> groups() {
    return found().groups;
  }

  boolean groupsLeftOut() {
    return places.leavesOutGroups(sources);
  }
}
