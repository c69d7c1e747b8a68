package dev.latchkey.stories;

/** The shop as a war in a Tomcat. */
class WarShopIT extends ShopContract {

  WarShopIT() {
    super("war/target/war.jar");
  }
}
