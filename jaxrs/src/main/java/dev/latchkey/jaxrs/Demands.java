package dev.latchkey.jaxrs;

import dev.latchkey.gate.Requirement;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a resource method and its class ask for. The method's own come first,
 * then those of the methods that it overrides or implements, then its class's, then those of the
 * classes and interfaces above. The nearest word about roles counts, the nearest word about scopes,
 * and the nearest word about providers; a {@code @PermitAll} is a word about all three.
 */
final class Demands {

  private static final List<Class<? extends Annotation>> ABOUT_ROLES =
      List.of(RolesAllowed.class, PermitAll.class, DenyAll.class);

  private final String askedBy;
  private final Collection<String> known;
  private @Nullable AnnotatedElement roles;
  private @Nullable AnnotatedElement scopes;
  private @Nullable AnnotatedElement providers;

  private Demands(String askedBy, Collection<String> known) {
    this.askedBy = askedBy;
    this.known = known;
  }

  /**
   * Reads the annotations.
   *
   * @param known the names of the providers that there are
   * @return what the caller must meet, all of it; empty when nothing is asked for
   * @throws IllegalArgumentException when they contradict each other, or name no scope that a token
   *     could have, or an unknown provider
   */
  static List<Requirement> of(Method method, Class<?> resource, Collection<String> known) {
    Demands demands = new Demands(resource.getName() + "." + method.getName(), known);
    elements(method, resource).forEach(demands::take);
    return demands.requirements();
  }

  /** A method and its class, each with what it inherits from, nearest first. */
  static Stream<AnnotatedElement> elements(Method method, Class<?> resource) {
    List<Class<?>> types = new ArrayList<>();
    collect(resource, types);
    return Stream.concat(
        types.stream().map(type -> Signature.find(method, type)).filter(Objects::nonNull),
        types.stream());
  }

  /** Superclasses before interfaces, as Java itself inherits. */
  private static void collect(@Nullable Class<?> type, List<Class<?>> types) {
    List<Class<?>> line = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      line.add(each);
    }
    types.addAll(line);
    line.forEach(
        each -> Arrays.stream(each.getInterfaces()).forEach(above -> collect(above, types)));
  }

  private void take(AnnotatedElement element) {
    List<Class<? extends Annotation>> words =
        ABOUT_ROLES.stream().filter(element::isAnnotationPresent).toList();
    if (words.size() > 1) {
      throw new IllegalArgumentException(
          element
              + " has @"
              + words.get(0).getSimpleName()
              + " and @"
              + words.get(1).getSimpleName()
              + ", which contradict each other; remove one of them");
    }
    boolean nearestAboutRoles = roles == null && !words.isEmpty();
    if (nearestAboutRoles) {
      roles = element;
    }
    boolean permits = nearestAboutRoles && words.contains(PermitAll.class);
    if (scopes == null && (permits || element.isAnnotationPresent(RequiresScope.class))) {
      scopes = element;
    }
    if (providers == null && (permits || element.isAnnotationPresent(FromProvider.class))) {
      providers = element;
    }
  }

  private List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>();
    if (roles != null && roles.isAnnotationPresent(DenyAll.class)) {
      all.add(Requirement.nobody("@DenyAll of " + askedBy));
    }
    RolesAllowed allowed = roles == null ? null : roles.getAnnotation(RolesAllowed.class);
    if (allowed != null) {
      all.add(Requirement.oneRoleOf(List.of(allowed.value()), "@RolesAllowed of " + askedBy));
    }
    RequiresScope needed = scopes == null ? null : scopes.getAnnotation(RequiresScope.class);
    if (needed != null) {
      all.add(scopes(needed));
    }
    FromProvider named = providers == null ? null : providers.getAnnotation(FromProvider.class);
    return named == null ? List.copyOf(all) : from(names(named), all);
  }

  private List<Requirement> from(List<String> names, List<Requirement> all) {
    return all.isEmpty()
        ? List.of(Requirement.anyCaller("@FromProvider of " + askedBy).from(names))
        : all.stream().map(each -> each.from(names)).toList();
  }

  private List<String> names(FromProvider named) {
    List<String> names = List.of(named.value());
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "@FromProvider of " + askedBy + " names no provider, so nobody could pass; name one");
    }
    for (String name : names) {
      if (!name.equals("*") && !known.contains(name)) {
        throw new IllegalArgumentException(
            "@FromProvider of %s: unknown provider \"%s\"; known are %s, and * for all"
                .formatted(askedBy, name, String.join(", ", known)));
      }
    }
    return names;
  }

  private Requirement scopes(RequiresScope needed) {
    String who = "@RequiresScope of " + askedBy;
    try {
      return Requirement.allScopes(List.of(needed.value()), who);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(who + ": " + wrong.getMessage(), wrong);
    }
  }
}
