package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/**
 * Asks the gate again, once a resource is found, where a filter has changed method or address since
 * {@link GateFilter}: what was decided must be what is carried out. Thread-safe.
 */
@Priority(Priorities.AUTHENTICATION)
final class SecondLook implements ContainerRequestFilter {

  private final Latchkey latchkey;

  SecondLook(Latchkey latchkey) {
    this.latchkey = latchkey;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    JaxrsGateRequest decided = Admission.of(context).request();
    JaxrsGateRequest now = decided.asOfNow(context);
    if (!now.equals(decided)) {
      Admission.ask(latchkey, now, context);
    }
  }
}
