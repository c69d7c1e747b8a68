package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a filter stands where nothing goes past it, and warns: a path that nobody mapped is
 * a path that nobody protects. Doubt says nothing, since containers need not tell. Thread-safe.
 */
final class FilterPlace {

  private static final String EVERYTHING = "/*";

  private final AtomicBoolean looked = new AtomicBoolean();

  /** Looks at what is mapped, when the container starts a filter. */
  void check(FilterConfig config, @Nullable Latchkey latchkey) {
    try {
      ServletContext context = config.getServletContext();
      FilterRegistration registration = context.getFilterRegistration(config.getFilterName());
      if (latchkey != null && registration != null && !isEverythingMapped(context)) {
        latchkey.warn(unmapped(registration));
      }
    } catch (RuntimeException untold) {
      // some contexts throw in place of an answer, and a test's may have none
    }
  }

  /** Another of our filters may stand before everything, and this one before a part of it. */
  private static boolean isEverythingMapped(ServletContext context) {
    for (FilterRegistration each : context.getFilterRegistrations().values()) {
      if (OidcFilter.class.getName().equals(each.getClassName())
          && each.getUrlPatternMappings().contains(EVERYTHING)) {
        return true;
      }
    }
    return false;
  }

  private static String unmapped(FilterRegistration registration) {
    return "the filter "
        + registration.getName()
        + " is mapped to the paths "
        + registration.getUrlPatternMappings()
        + " and the servlets "
        + registration.getServletNameMappings()
        + "; nothing else is protected, whatever the rules say: map it to /*, and make the rest"
        + " public by a rule";
  }

  /** Looks who was called before, with the first request. */
  void check(ServletRequest request, @Nullable Latchkey latchkey) {
    if (!looked.get()
        && latchkey != null
        && request.getDispatcherType() == DispatcherType.REQUEST
        && looked.compareAndSet(false, true)) {
      Set<String> before = before();
      if (!before.isEmpty()) {
        latchkey.warn(
            "other filters are called before OidcFilter: "
                + before
                + "; what they answer is not protected, and what they make of a request is"
                + " believed: put OidcFilter first");
      }
    }
  }

  /** The API tells no order, but who has called us stands below us. */
  private static Set<String> before() {
    Set<String> before = new LinkedHashSet<>();
    StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .forEach(
            frame -> {
              Class<?> caller = frame.getDeclaringClass();
              if (Filter.class.isAssignableFrom(caller) && caller != OidcFilter.class) {
                before.add(caller.getName());
              }
            });
    return before;
  }
}
