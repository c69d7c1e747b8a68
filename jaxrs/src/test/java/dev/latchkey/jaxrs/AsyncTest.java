package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.token.Identity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources that answer later, on other threads. */
@Tag("O13")
class AsyncTest {

  @Path("/")
  @RolesAllowed("user")
  public static final class Resources {

    @GET
    @Path("suspended")
    public void suspended(@Suspended AsyncResponse answer, @Context SecurityContext security) {
      Principal caller = security.getUserPrincipal();
      CompletableFuture.runAsync(() -> answer.resume(name(caller)));
    }

    @GET
    @Path("stage")
    public CompletionStage<String> stage(@Context SecurityContext security) {
      Principal caller = security.getUserPrincipal();
      return CompletableFuture.supplyAsync(() -> name(caller));
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
        @Context SseEventSink sink, @Context Sse sse, @Context SecurityContext security) {
      Principal caller = security.getUserPrincipal();
      CompletableFuture.runAsync(
          () -> {
            try (sink) {
              sink.send(sse.newEvent(name(caller)));
            }
          });
    }

    private static String name(Principal caller) {
      return "hello " + Identity.of(caller).subject().orElseThrow();
    }
  }

  private static App app;

  @BeforeAll
  static void open() {
    app = App.openOnJetty("optional /**", Resources.class);
  }

  @AfterAll
  static void close() {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/suspended", "/stage", "/events"})
  void theCallerStaysKnown(String path) {
    assertThat(app.as("", List.of("user"), path).body()).contains("hello ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/suspended", "/stage", "/events"})
  void whoHasNoRoleHearsNothing(String path) {
    HttpResponse<String> answer = app.get(path, "Cookie", "shop=2.nonsense; shop.1=nonsense");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("Set-Cookie")).hasSize(2);
    assertThat(app.as("", List.of(), path).statusCode()).isEqualTo(403);
  }
}
