package dev.latchkey.examples.jersey;

import dev.latchkey.examples.shop.Answers;
import dev.latchkey.examples.shop.Orders;
import dev.latchkey.jaxrs.RequiresScope;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API of orders: {@code bearer}, with a scope for reading and one for writing. */
@Path("/api/orders")
@Singleton
@RequiresScope("orders:write")
public final class OrdersResource {

  private final Orders orders = new Orders();

  /** All orders. */
  @GET
  @RequiresScope("orders:read")
  public Response all() {
    return Responses.json(Answers.orders(orders.all()));
  }

  /** Takes an order; the article stands in the address or in a form. */
  @POST
  public Response add(
      @Context SecurityContext security,
      @QueryParam("article") @Nullable String asked,
      @Nullable Form form) {
    String written = form == null ? null : form.asMap().getFirst("article");
    String article = Stream.of(asked, written).filter(Objects::nonNull).findFirst().orElse("latch");
    String caller = security.getUserPrincipal().getName();
    return Responses.json(201, Answers.order(orders.add(article, caller)));
  }
}
