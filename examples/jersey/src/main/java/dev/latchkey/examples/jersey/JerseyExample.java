package dev.latchkey.examples.jersey;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.Latchkey;
import dev.latchkey.examples.shop.ShopLog;
import dev.latchkey.examples.shop.ShopSettings;
import dev.latchkey.jaxrs.OidcFeature;
import java.net.URI;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** Opens the shop. With {@code LATCHKEY_ISSUER} it uses that provider, else one of its own. */
public final class JerseyExample {

  private JerseyExample() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws Exception {
    ShopLog.toTerminal();
    try (ShopSettings settings = ShopSettings.ofThisProcess();
        Latchkey latchkey = settings.latchkey()) {
      HttpServer server = server(settings.port(), latchkey);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0), "stop"));
      System.out.println(settings.welcome());
      Thread.currentThread().join(); // for ever, the process is ended from outside
    } catch (IllegalArgumentException wrongSettings) {
      System.err.println(wrongSettings.getMessage());
      System.exit(2);
    }
  }

  static HttpServer server(int port, Latchkey latchkey) {
    ResourceConfig application =
        new ResourceConfig(
                HomeResource.class,
                MeResource.class,
                OrdersResource.class,
                AdminResource.class,
                HealthResource.class)
            .register(new OidcFeature(latchkey))
            // parts of Jersey that the shop does not use and that warn about missing jars
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "DATASOURCE");
    return JdkHttpServerFactory.createHttpServer(
        URI.create("http://localhost:" + port + "/"), application);
  }
}
