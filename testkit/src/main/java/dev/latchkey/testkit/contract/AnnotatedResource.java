package dev.latchkey.testkit.contract;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says by annotations who may call it; for runtimes, which make it. */
@Path("annotated")
@RolesAllowed("user")
@Produces("text/plain; charset=utf-8")
public final class AnnotatedResource {

  @Context private UriInfo uri;
  @Context private HttpHeaders headers;
  @Context private SecurityContext security;

  /** For the runtime, which fills the rest in. */
  @SuppressWarnings("NullAway.Init")
  public AnnotatedResource() {}

  private String page() {
    return CallerResource.page("GET", uri, headers, security, "");
  }

  /** As the class says. */
  @GET
  @Path("users")
  public String users() {
    return page();
  }

  /** For some. */
  @GET
  @Path("admins")
  @RolesAllowed("admin")
  public String admins() {
    return page();
  }

  /** For all. */
  @GET
  @Path("all")
  @PermitAll
  public String all() {
    return page();
  }

  /** For nobody. */
  @GET
  @Path("nobody")
  @DenyAll
  public String nobody() {
    return page();
  }

  /** For some, on another thread. */
  @GET
  @Path("admins-later")
  @RolesAllowed("admin")
  public void adminsLater(@Suspended AsyncResponse answer) {
    String page = page();
    CompletableFuture.runAsync(() -> answer.resume(page));
  }

  /** For some, on another thread. */
  @GET
  @Path("admins-at-some-time")
  @RolesAllowed("admin")
  public CompletionStage<String> adminsAtSomeTime() {
    String page = page();
    return CompletableFuture.supplyAsync(() -> page);
  }

  /** Leads to what says for itself who may call it. */
  @Path("below")
  @PermitAll
  public Below below() {
    return new Below(page());
  }

  /** Leads some to what says nothing itself. */
  @Path("guarded")
  @RolesAllowed("admin")
  public Guarded guarded() {
    return new Guarded(page());
  }

  /** What a locator leads to. */
  public static final class Below {

    private final String page;

    Below(String page) {
      this.page = page;
    }

    /** For some. */
    @GET
    @Path("admins")
    @RolesAllowed("admin")
    public String admins() {
      return page;
    }

    /** For all. */
    @GET
    @Path("all")
    public String all() {
      return page;
    }
  }

  /** What only the way to it protects. */
  public static final class Guarded {

    private final String page;

    Guarded(String page) {
      this.page = page;
    }

    /** For those who came here. */
    @GET
    @Path("page")
    public String page() {
      return page;
    }

    /** Leads on. */
    @Path("deeper")
    public Below deeper() {
      return new Below(page);
    }
  }
}
