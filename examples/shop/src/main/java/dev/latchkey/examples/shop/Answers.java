package dev.latchkey.examples.shop;

import dev.latchkey.token.Identity;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;

/** What the shop tells programs, as JSON. */
public final class Answers {

  private Answers() {}

  /** Who calls. */
  public static String caller(Identity caller) {
    return Json.createObjectBuilder()
        .add("subject", caller.subject().orElse(""))
        .add("name", caller.getName())
        .add("issuer", caller.issuer())
        .add("scopes", array(caller.scopes()))
        .add("roles", array(caller.roles()))
        .add("expires", caller.expiresAt().toString())
        .build()
        .toString();
  }

  /** All orders. */
  public static String orders(Collection<Orders.Order> orders) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    orders.forEach(order -> all.add(json(order)));
    return Json.createObjectBuilder().add("orders", all).build().toString();
  }

  /** One order. */
  public static String order(Orders.Order order) {
    return json(order).toString();
  }

  /** What only an administrator sees. */
  public static String admin(Identity caller) {
    return Json.createObjectBuilder().add("admin", caller.getName()).build().toString();
  }

  private static JsonObject json(Orders.Order order) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    return json.add("number", order.number())
        .add("article", order.article())
        .add("orderedBy", order.orderedBy())
        .build();
  }

  private static JsonArrayBuilder array(Collection<String> texts) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    texts.forEach(array::add);
    return array;
  }
}
