package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.util.List;
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
    return context.getFilterRegistrations().values().stream()
        .filter(each -> OidcFilter.class.getName().equals(each.getClassName()))
        .anyMatch(each -> each.getUrlPatternMappings().contains(EVERYTHING));
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
      List<String> before = before();
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
  private static List<String> before() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getDeclaringClass)
                    .filter(Filter.class::isAssignableFrom)
                    .filter(each -> each != OidcFilter.class)
                    .map(Class::getName)
                    .distinct()
                    .toList());
  }
}
