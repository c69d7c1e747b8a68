package dev.latchkey.servlet;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Warns of an application that has this library among its own and uses no {@link OidcFilter}: after
 * its first request, when all filters that there are have been started. For containers, which find
 * it by its name in {@code META-INF/services}.
 */
public final class ForgottenFilter implements ServletContainerInitializer {

  private static final Logger LOG = System.getLogger("dev.latchkey");

  /** For containers. */
  public ForgottenFilter() {}

  /** Begins to look, unless the library is one that the container has for everybody. */
  @Override
  public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
    if (context.getClassLoader() == ForgottenFilter.class.getClassLoader()) {
      context.addListener(new Look());
    }
  }

  private static final class Look implements ServletRequestListener {

    private final AtomicBoolean done = new AtomicBoolean();

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
      ServletContext context = event.getServletContext();
      if (!done.get()
          && done.compareAndSet(false, true)
          && context.getAttribute(FilterPlace.SEEN) == null) {
        LOG.log(
            Level.WARNING,
            "the application {0} has latchkey-servlet and no OidcFilter, so nothing protects it:"
                + " map the filter to /*, or remove the library",
            context.getContextPath());
      }
    }
  }
}
