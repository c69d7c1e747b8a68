package dev.latchkey.testkit.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletableFuture;

/** Does what applications do to responses; for runtimes, which make it. */
@Path("does")
@Produces("text/plain; charset=utf-8")
public final class DeedResource {

  private static final int ERROR_STATUS = 418;

  /** For the runtime. */
  public DeedResource() {}

  /** Does as it is told. */
  @GET
  @Path("{what}")
  public Response now(@jakarta.ws.rs.PathParam("what") String what) {
    return switch (what) {
      case "nothing" -> Response.ok("nothing").build();
      case "own-headers" ->
          Response.ok("own headers")
              .header("X-Own", "yes")
              .header("Cache-Control", "max-age=60")
              .cookie(new NewCookie.Builder("own").value("1").build())
              .build();
      case "refuse" -> Response.status(ERROR_STATUS).build();
      case "refuse-by-error" -> throw new WebApplicationException(ERROR_STATUS);
      case "throw" -> throw new IllegalStateException("thrown by the application");
      case "throw-error" -> throw new AssertionError("thrown by the application");
      default -> throw new IllegalArgumentException("no such deed");
    };
  }

  /** Answers on another thread. */
  @GET
  @Path("answer-later")
  public void later(
      @Suspended AsyncResponse answer,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext security) {
    String page = CallerResource.page("GET", uri, headers, security, "");
    CompletableFuture.runAsync(() -> answer.resume(page));
  }

  /** Fails on another thread. */
  @GET
  @Path("throw-later")
  public void throwLater(@Suspended AsyncResponse answer) {
    CompletableFuture.runAsync(
        () -> answer.resume(new IllegalStateException("thrown by the application")));
  }
}
