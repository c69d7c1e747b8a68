package dev.latchkey.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where names, scopes, roles, groups and the audience stand among claims: JSON Pointers in order.
 * The first that holds a name wins; the values of all other places count together.
 *
 * @param principal for the name shown, the first printable string wins
 * @param scopes for scopes: a string split on single blanks, or an array of strings
 * @param roles for roles: arrays of strings
 * @param groups for groups: arrays of strings
 * @param groupsLeftOut for what is there instead of groups that are too many for a token
 * @param audience for whom a token is meant: strings or arrays of strings
 * @param subjects for whom it speaks
 */
public record ClaimPlaces(
    List<ClaimPointer> principal,
    List<ClaimPointer> scopes,
    List<ClaimPointer> roles,
    List<ClaimPointer> groups,
    List<ClaimPointer> groupsLeftOut,
    List<ClaimPointer> audience,
    SubjectRule subjects) {

  /** RFC 7519 section 4.1.3. */
  private static final List<ClaimPointer> AUD = pointers("/aud");

  /** Copies the lists. */
  public ClaimPlaces {
    principal = List.copyOf(principal);
    scopes = List.copyOf(scopes);
    roles = List.copyOf(roles);
    groups = List.copyOf(groups);
    groupsLeftOut = List.copyOf(groupsLeftOut);
    audience = List.copyOf(audience);
  }

  /** Audience and subject where RFC 9068 has them. */
  public ClaimPlaces(
      List<ClaimPointer> principal,
      List<ClaimPointer> scopes,
      List<ClaimPointer> roles,
      List<ClaimPointer> groups) {
    this(principal, scopes, roles, groups, List.of(), AUD, SubjectRule.standard());
  }

  /** The places that most providers use. */
  public static ClaimPlaces standard() {
    return new ClaimPlaces(
        pointers("/preferred_username", "/email", "/sub"),
        pointers("/scope", "/scp"),
        pointers("/roles"),
        pointers("/groups"));
  }

  private static List<ClaimPointer> pointers(String... texts) {
    return java.util.Arrays.stream(texts).map(ClaimPointer::parse).toList();
  }

  @Nullable String name(List<Claims> sources) {
    for (ClaimPointer place : principal) {
      if (first(place, sources) instanceof String name && isFitToShow(name)) {
        return name;
      }
    }
    return null;
  }

  /** Such texts end up in headers and access logs, so a line break must not get into one. */
  private static boolean isFitToShow(String text) {
    return !text.isBlank() && AccessTokenRules.isIdentifier(text);
  }

  Set<String> scopes(Claims accessToken) {
    Set<String> found = new LinkedHashSet<>();
    for (ClaimPointer place : scopes) {
      Object value = place.in(accessToken.asMap());
      if (value instanceof String text) {
        addParts(text, found);
      } else if (value != null) {
        addStrings(value, found);
        found.removeIf(scope -> scope.indexOf(' ') >= 0); // one in an array, two in a joined list
      }
    }
    return Collections.unmodifiableSet(found);
  }

  /** Whom a token is meant for; {@code null} where a place holds anything but strings. */
  @Nullable List<String> audience(Claims accessToken) {
    List<String> found = List.of();
    for (ClaimPointer place : audience) {
      Object value = place.in(accessToken.asMap());
      List<String> named = value instanceof String one ? List.of(one) : Claims.strings(value);
      if (named != null) {
        found = joined(found, named);
      } else if (value != null) {
        return null;
      }
    }
    return found;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    if (first.isEmpty()) {
      return second;
    }
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return Collections.unmodifiableList(both);
  }

  Set<String> roles(List<Claims> sources) {
    return collect(roles, sources);
  }

  Set<String> groups(List<Claims> sources) {
    return collect(groups, sources);
  }

  /** Tells whether there are more groups than a token lists; a plain {@code false} says no. */
  boolean leavesOutGroups(List<Claims> sources) {
    for (ClaimPointer place : groupsLeftOut) {
      Object mark = first(place, sources);
      if (mark != null && !mark.equals(false) && !mark.equals("false")) {
        return true;
      }
    }
    return false;
  }

  /** Splits on a single blank; what is no scope counts for nothing (RFC 6749 section 3.3). */
  public static Set<String> split(String scope) {
    Set<String> parts = new LinkedHashSet<>();
    addParts(scope, parts);
    return parts;
  }

  private static void addParts(String scope, Set<String> found) {
    int from = 0;
    while (from < scope.length()) {
      int blank = scope.indexOf(' ', from);
      int to = blank < 0 ? scope.length() : blank;
      addFit(scope.substring(from, to), found);
      from = to + 1;
    }
  }

  private static Set<String> collect(List<ClaimPointer> places, List<Claims> sources) {
    Set<String> found = Collections.emptySet();
    for (ClaimPointer place : places) {
      Object value = first(place, sources);
      if (value != null) {
        found = found.isEmpty() ? new LinkedHashSet<>() : found;
        addStrings(value, found);
      }
    }
    return Collections.unmodifiableSet(found);
  }

  /**
   * No authority comes from a wrong shape: a lone string is no list of roles, and a text that logs
   * and headers cannot show as it is, is no role.
   */
  private static void addStrings(@Nullable Object value, Set<String> found) {
    List<String> strings = Claims.strings(value);
    if (strings != null) {
      for (String string : strings) {
        addFit(string, found);
      }
    }
  }

  private static void addFit(String text, Set<String> found) {
    if (isFitToShow(text)) {
      found.add(text);
    }
  }

  static @Nullable Object first(ClaimPointer place, List<Claims> sources) {
    for (Claims source : sources) {
      Object value = place.in(source.asMap());
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
