package dev.latchkey.stories;

/** The shop in an embedded Jetty, below a path. */
class EmbeddedJettyBelowPathShopIT extends ShopContract {

  EmbeddedJettyBelowPathShopIT() {
    super("embedded-jetty/target/embedded-jetty.jar", "/shop");
  }
}
