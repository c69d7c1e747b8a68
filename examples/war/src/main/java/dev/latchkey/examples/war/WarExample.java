package dev.latchkey.examples.war;

import dev.latchkey.examples.shop.ShopLog;
import dev.latchkey.examples.shop.ShopSettings;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the war beside this jar. With {@code LATCHKEY_ISSUER} it uses that provider, else one of its
 * own; {@code PORT} and {@code CONTEXT_PATH} say where.
 */
public final class WarExample {

  private WarExample() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws Exception {
    ShopLog.toTerminal();
    try (ShopSettings settings = ShopSettings.ofThisProcess();
        WarTomcat tomcat = new WarTomcat(settings.port(), Files.createTempDirectory("shop"))) {
      // what a server's administrator would do; the war itself is an ordinary one
      settings.forWar().forEach((key, value) -> System.setProperty("latchkey." + key, value));
      Runtime.getRuntime().addShutdownHook(new Thread(tomcat::close, "tomcat-end"));
      if (!tomcat.deploy(settings.contextPath(), war())) {
        System.exit(2); // Tomcat has said why
      }
      System.out.println(settings.welcome());
      tomcat.await();
    }
  }

  private static Path war() throws URISyntaxException {
    Path jar =
        Path.of(WarExample.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return jar.resolveSibling("war.war");
  }
}
