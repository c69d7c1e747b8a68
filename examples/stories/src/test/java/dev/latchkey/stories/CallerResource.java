package dev.latchkey.stories;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/** The workload of the tutorials as a JAX-RS resource: it tells who called. */
@Path("{path: .*}")
@Produces("application/json")
public final class CallerResource {

  /** For the runtime. */
  public CallerResource() {}

  /** Answers a GET. */
  @GET
  public String get(
      @PathParam("path") String path,
      @HeaderParam("jwt") @Nullable String jwt,
      @Context SecurityContext security) {
    return tell("GET", path, jwt, security);
  }

  /** Answers a POST; the body is read and dropped. */
  @POST
  public String post(
      @PathParam("path") String path,
      @HeaderParam("jwt") @Nullable String jwt,
      @Context SecurityContext security,
      String body) {
    return tell("POST", path, jwt, security);
  }

  private static String tell(
      String method, String path, @Nullable String jwt, SecurityContext security) {
    return new Caller(method, "/" + path, jwt)
        .named(
            security.getUserPrincipal(), security.getAuthenticationScheme(), security::isUserInRole)
        .json();
  }
}
