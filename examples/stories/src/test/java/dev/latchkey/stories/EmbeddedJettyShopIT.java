package dev.latchkey.stories;

/** The shop in an embedded Jetty. */
class EmbeddedJettyShopIT extends ShopContract {

  EmbeddedJettyShopIT() {
    super("embedded-jetty/target/embedded-jetty.jar");
  }
}
