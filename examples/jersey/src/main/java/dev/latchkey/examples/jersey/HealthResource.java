package dev.latchkey.examples.jersey;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Tells a load balancer that the application is up: {@code public}. */
@Path("/health")
@PermitAll
public final class HealthResource {

  /** Is up. */
  @GET
  public Response health() {
    return Responses.json("{\"status\":\"up\"}");
  }
}
