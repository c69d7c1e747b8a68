package dev.latchkey.benchmarks.servers.jersey;

import dev.latchkey.benchmarks.servers.OrdersServlet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers with one order, whoever asks. */
@Path("/orders")
public final class OrdersResource {

  /** The order. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String order() {
    return OrdersServlet.BODY;
  }
}
