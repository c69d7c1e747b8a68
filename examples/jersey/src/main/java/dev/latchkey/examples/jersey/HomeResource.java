package dev.latchkey.examples.jersey;

import dev.latchkey.examples.shop.Pages;
import dev.latchkey.token.Identity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** The home page: {@code optional}, so the caller may be known or not. */
@Path("/")
public final class HomeResource {

  /** Greets everybody. */
  @GET
  public Response home(@Context SecurityContext security, @Context UriInfo uri) {
    Pages pages = new Pages(Responses.root(uri));
    return Responses.html(pages.home(Identity.find(security.getUserPrincipal())));
  }
}
