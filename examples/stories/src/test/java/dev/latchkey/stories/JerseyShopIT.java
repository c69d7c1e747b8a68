package dev.latchkey.stories;

/** The shop on Jersey, without servlets. */
class JerseyShopIT extends ShopContract {

  JerseyShopIT() {
    super("jersey/target/jersey.jar");
  }
}
