package dev.latchkey.stories;

import dev.latchkey.Latchkey;
import dev.latchkey.servlet.OidcFilter;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.websocket.server.WsSci;

/** An application with a WebSocket at {@code /chat} that says whom it talks to. */
final class TomcatWithWebSocket implements App {

  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();
  private final Latchkey latchkey;

  /**
   * Starts it.
   *
   * @param latchkey made once the application's own address is known
   */
  TomcatWithWebSocket(Function<String, Latchkey> latchkey) {
    try {
      tomcat.setBaseDir(Files.createTempDirectory(Path.of("target"), "tomcat-").toString());
      connector.setProperty("address", "127.0.0.1");
      connector.setPort(FreePort.any());
      this.latchkey = latchkey.apply(url(""));
      tomcat.setConnector(connector);
      deploy();
      tomcat.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat did not start", e);
    }
  }

  private void deploy() {
    Context context = tomcat.addContext("", null);
    context.addServletContainerInitializer(new WsSci(), Set.of());
    context.addServletContainerInitializer((classes, servlets) -> addChat(servlets), Set.of());
    Tomcat.addServlet(context, "caller", new CallerServlet()).addMapping("/*");
    FilterDef filter = new FilterDef();
    filter.setFilterName("oidc");
    filter.setFilter(new OidcFilter(latchkey));
    filter.setAsyncSupported("true");
    FilterMap everything = new FilterMap();
    everything.setFilterName("oidc");
    everything.addURLPattern("/*");
    context.addFilterDef(filter);
    context.addFilterMapBefore(everything);
  }

  private static void addChat(jakarta.servlet.ServletContext servlets) {
    try {
      ((ServerContainer) servlets.getAttribute(ServerContainer.class.getName()))
          .addEndpoint(Chat.class);
    } catch (DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers with the user's name. */
  @ServerEndpoint("/chat")
  public static final class Chat {

    /** For the container. */
    public Chat() {}

    /** Called for each message. */
    @OnMessage
    public String hear(String message, Session session) {
      return message + ", " + session.getUserPrincipal().getName();
    }
  }

  @Override
  public String url(String path) {
    return "http://127.0.0.1:" + connector.getPort() + path;
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat did not stop", e);
    } finally {
      latchkey.close();
    }
  }
}
