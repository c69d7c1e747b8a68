package dev.latchkey.testkit.contract;

import dev.latchkey.token.Identity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;

/** Sends events to some; for runtimes, which make it. */
@Path("annotated/events")
public final class EventResource {

  /** For the runtime. */
  public EventResource() {}

  /** One event, from another thread. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RolesAllowed("admin")
  public void events(
      @Context SseEventSink sink, @Context Sse sse, @Context SecurityContext security) {
    String caller = Identity.of(security.getUserPrincipal()).subject().orElseThrow();
    CompletableFuture.runAsync(
        () -> {
          try (sink) {
            sink.send(sse.newEvent("hello " + caller));
          }
        });
  }
}
