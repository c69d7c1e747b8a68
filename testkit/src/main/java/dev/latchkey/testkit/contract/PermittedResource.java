package dev.latchkey.testkit.contract;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Lets all in who got past the rules; for runtimes, which make it. */
@Path("api/permitted")
@PermitAll
public final class PermittedResource {

  /** For the runtime. */
  public PermittedResource() {}

  /** Says so. */
  @GET
  public String permitted() {
    return "permitted";
  }
}
