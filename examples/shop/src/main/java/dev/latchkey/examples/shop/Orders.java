package dev.latchkey.examples.shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The orders of the shop, kept in memory. Thread-safe. */
public final class Orders {

  /** One order. */
  public record Order(int number, String article, String orderedBy) {}

  private final List<Order> orders =
      new CopyOnWriteArrayList<>(
          List.of(new Order(1, "latch", "alice"), new Order(2, "key", "bob")));

  /** All orders, oldest first. */
  public List<Order> all() {
    return List.copyOf(orders);
  }

  /** Takes an order. */
  public synchronized Order add(String article, String orderedBy) {
    Order order = new Order(orders.size() + 1, article, orderedBy);
    orders.add(order);
    return order;
  }
}
