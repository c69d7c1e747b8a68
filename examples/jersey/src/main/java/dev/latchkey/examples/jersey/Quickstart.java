package dev.latchkey.examples.jersey;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Tokens;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.jaxrs.RequiresScope;
import dev.latchkey.token.Identity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.glassfish.jersey.server.ResourceConfig;

/** What the README shows; a test holds the two together. */
final class Quickstart {

  private Quickstart() {}

  static ResourceConfig protect(Latchkey latchkey) {
    // readme: protect a JAX-RS application
    ResourceConfig application = new ResourceConfig(OrderResource.class);
    application.register(new OidcFeature(latchkey));
    // end
    return application;
  }

  // readme: annotate a resource
  @Path("/api/orders/{number}")
  @RequiresScope("orders:read")
  public static final class OrderResource {

    @GET
    public String show(@Context SecurityContext security) {
      Identity caller = Identity.of(security.getUserPrincipal());
      String token = Tokens.of(security.getUserPrincipal()).accessToken(); // for calls to others
      return caller.getName() + " calls with " + token.length() + " characters";
    }

    @DELETE
    @RequiresScope("orders:write")
    @RolesAllowed({"clerk", "manager"})
    public void cancel() {}
  }
  // end
}
