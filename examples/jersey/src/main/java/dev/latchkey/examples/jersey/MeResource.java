package dev.latchkey.examples.jersey;

import dev.latchkey.examples.shop.Answers;
import dev.latchkey.examples.shop.Pages;
import dev.latchkey.token.Identity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** What is known about the caller: {@code login}, so there always is one. */
@Path("/me")
public final class MeResource {

  /** Says who calls, to people and to programs. */
  @GET
  public Response me(
      @Context SecurityContext security,
      @Context UriInfo uri,
      @HeaderParam("Accept") @Nullable String accept) {
    Identity caller = Identity.of(security.getUserPrincipal());
    return accept != null && accept.contains("application/json")
        ? Responses.json(Answers.caller(caller))
        : Responses.html(new Pages(Responses.root(uri)).me(caller));
  }
}
