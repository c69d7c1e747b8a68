package dev.latchkey.testkit.contract;

import dev.latchkey.Latchkey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;

/**
 * The contract for servlet containers, with dispatches, error pages, and servlets that are mapped
 * in the ways there are. A subclass starts its container with a {@link ServletContainerInitializer}
 * that registers the rest:
 *
 * <pre>{@code
 * class JettyContractTest extends ServletContract {
 *   @Override
 *   protected Filter filter(Latchkey latchkey) {
 *     return new OidcFilter(latchkey);
 *   }
 *
 *   @Override
 *   protected ServletServer server() …
 * }
 * }</pre>
 *
 * <p>Needs the servlet API on the class path.
 */
public abstract class ServletContract extends AdapterContract
    implements DispatchJourneys, SocketJourneys, Http2Journeys, SlowProviderJourneys {

  /** The status that the container has to have an error page for. */
  public static final int ERROR_STATUS = 418;

  /** The location of that error page. */
  public static final String ERROR_PAGE = "/never/error";

  /**
   * Where the container has to have a WebSocket in its own way, which answers {@code hello} with
   * {@code ada says hello}, where {@code ada} is the subject of its principal.
   */
  public static final String OWN_SOCKET = "/mine/own-talk";

  /** For subclasses. */
  protected ServletContract() {}

  /** Makes the filter to be tested. */
  protected abstract Filter filter(Latchkey latchkey);

  /** Says how the container is started. */
  protected abstract ServletServer server();

  @Override
  protected final RunningServer start(Deployment deployment) throws Exception {
    Filter filter = filter(deployment.latchkey());
    return server()
        .start(deployment.contextPath(), (classes, context) -> register(context, filter));
  }

  private static void register(ServletContext context, Filter filter) {
    FilterRegistration.Dynamic first = context.addFilter("latchkey", filter);
    first.setAsyncSupported(true);
    first.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    Servlet caller = new CallerServlet();
    register(context, "caller", caller, "/", "/api/mapped/*", "/api/exact", "*.do");
    register(context, "deeds", new DeedServlet(), "/does/*");
    register(context, "talk", new TalkServlet(), "/mine/talk");
  }

  private static void register(
      ServletContext context, String name, Servlet servlet, String... patterns) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(patterns);
  }
}
