package dev.latchkey.jaxrs;

import dev.latchkey.gate.Requirement;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the annotations on the way to a sub-resource ask for: those of the locator methods that led
 * there, and of their classes. JAX-RS does not tell which locator it was, so all count that could
 * have returned the sub-resource. Thread-safe.
 */
final class LocatorDemands {

  private record Step(Class<?> from, Class<?> to) {}

  private final Map<Step, List<Requirement>> known = new ConcurrentHashMap<>();
  private final Collection<String> providers;

  LocatorDemands(Collection<String> providers) {
    this.providers = providers;
  }

  /**
   * Returns what is asked for on the way.
   *
   * @param matched the resources, the last one found first; CXF adds that only when it is called
   * @param last the class of the last one
   */
  List<Requirement> onTheWay(List<Object> matched, Class<?> last) {
    List<Requirement> all = new ArrayList<>();
    Class<?> to = last;
    for (Object resource : matched) {
      Class<?> from = typeOf(resource);
      if (resource != matched.get(0) || !last.isAssignableFrom(from)) {
        all.addAll(known.computeIfAbsent(new Step(from, to), this::read));
        to = from;
      }
    }
    return all;
  }

  private static Class<?> typeOf(Object resource) {
    return resource instanceof Class<?> type ? type : resource.getClass();
  }

  private List<Requirement> read(Step step) {
    return Arrays.stream(step.from.getMethods())
        .filter(method -> !method.isBridge() && leadsTo(step.to, method))
        .flatMap(locator -> Demands.of(locator, step.from, providers).stream())
        .toList();
  }

  private static boolean leadsTo(Class<?> type, Method method) {
    Class<?> returned = method.getReturnType();
    return (returned.isAssignableFrom(type) || returned == Class.class) && isLocator(method);
  }

  private static boolean isLocator(Method method) {
    return Demands.elements(method, method.getDeclaringClass())
        .filter(Method.class::isInstance)
        .anyMatch(each -> each.isAnnotationPresent(Path.class) && !isForMethod(each));
  }

  private static boolean isForMethod(java.lang.reflect.AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(each -> each.annotationType().isAnnotationPresent(HttpMethod.class));
  }
}
