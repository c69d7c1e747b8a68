package dev.latchkey.examples.jersey;

import dev.latchkey.examples.shop.Answers;
import dev.latchkey.token.Identity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** For administrators: a rule says so, and an annotation as well. */
@Path("/api/admin")
@RolesAllowed("admin")
public final class AdminResource {

  /** Greets the administrator. */
  @GET
  public Response admin(@Context SecurityContext security) {
    return Responses.json(Answers.admin(Identity.of(security.getUserPrincipal())));
  }
}
