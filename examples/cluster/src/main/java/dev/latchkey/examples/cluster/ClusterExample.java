package dev.latchkey.examples.cluster;

import dev.latchkey.examples.redis.RedisServer;
import dev.latchkey.examples.shop.ShopLog;
import dev.latchkey.examples.shop.ShopSettings;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Opens the shop on two nodes behind one address. With {@code LATCHKEY_ISSUER} it uses that
 * provider, else one of its own. It brings its own Redis.
 */
public final class ClusterExample {

  private ClusterExample() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws Exception {
    ShopLog.toTerminal();
    try (ShopSettings shop = ShopSettings.ofThisProcess();
        RedisServer redis = RedisServer.start()) {
      Map<String, String> settings = shop.settings();
      settings.put("session.store", "redis");
      settings.put("redis.uri", redis.uri());
      settings.put("session.secret", randomSecret()); // the same on all nodes
      run(shop, settings);
    } catch (IllegalArgumentException wrongSettings) {
      System.err.println(wrongSettings.getMessage());
      System.exit(2);
    }
  }

  private static void run(ShopSettings shop, Map<String, String> settings) throws Exception {
    try (Node one = Node.start("one", settings);
        Node two = Node.start("two", settings);
        Front front = Front.open(shop.port(), List.of(one.address(), two.address()))) {
      System.out.println(welcome(settings));
      front.join();
    }
  }

  private static String randomSecret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  private static String welcome(Map<String, String> settings) {
    return """

        The shop is open: %s
        Two nodes answer there in turn, and their sessions are in %s
        Sign in as alice with the password alice-pw, and load the page again and again.
        Ctrl-C closes it.
        """
        .formatted(settings.getOrDefault("base-url", ""), settings.get("redis.uri"));
  }
}
