package dev.latchkey.stories;

/** The shop as a war in a Tomcat, below a path. */
class WarBelowPathShopIT extends ShopContract {

  WarBelowPathShopIT() {
    super("war/target/war.jar", "/shop");
  }
}
