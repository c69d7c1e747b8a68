package dev.latchkey.jaxrs;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which method of a type another one overrides, implements, or is. */
final class Signature {

  private Signature() {}

  /** Returns the method that is declared there; {@code null} when there is none. */
  static @Nullable Method find(Method method, Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(other -> !other.isBridge() && other.getName().equals(method.getName()))
        .filter(other -> takesTheSame(method, other))
        .findFirst()
        .orElse(null);
  }

  private static boolean takesTheSame(Method method, Method other) {
    Class<?>[] own = method.getParameterTypes();
    Class<?>[] theirs = other.getParameterTypes();
    Type[] declared = other.getGenericParameterTypes();
    if (own.length != theirs.length || declared.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      boolean same = own[i] == theirs[i];
      boolean filledIn = declared[i] instanceof TypeVariable && theirs[i].isAssignableFrom(own[i]);
      if (!same && !filledIn) {
        return false;
      }
    }
    return true;
  }
}
