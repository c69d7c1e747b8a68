package dev.latchkey.examples.shop.servlets;

import dev.latchkey.examples.shop.Answers;
import dev.latchkey.examples.shop.Orders;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The API of orders: {@code bearer}, with a scope for reading and one for writing. */
public final class OrdersServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Orders orders = new Orders();

  /** For the container. */
  public OrdersServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Responses.json(response, Answers.orders(orders.all()));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Identity caller = Identity.of(request.getUserPrincipal());
    String article = request.getParameter("article");
    response.setStatus(HttpServletResponse.SC_CREATED);
    Responses.json(
        response, Answers.order(orders.add(article == null ? "latch" : article, caller.getName())));
  }
}
