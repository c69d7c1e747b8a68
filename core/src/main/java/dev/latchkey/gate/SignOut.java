package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.ProviderLogout;
import dev.latchkey.session.LogoutState;
import dev.latchkey.session.Sessions;
import dev.latchkey.session.SignedOut;
import java.net.URI;
import java.util.Optional;

/** Signing out of one provider's session, here and there. Thread-safe. */
final class SignOut {

  private final LogoutSettings settings;
  private final MetadataSource metadata;
  private final ProviderLogout atProvider;
  private final LogoutState states;
  private final LoginFlow flow;
  private final Sessions sessions;
  private final Report report;

  SignOut(SignInParts parts, Report report) {
    this.settings = parts.settings().logout();
    this.metadata = parts.metadata();
    this.atProvider = parts.atProvider();
    this.states = parts.logoutStates();
    this.flow = parts.flow();
    this.sessions = parts.sessions();
    this.report = report;
  }

  /** Ends the session that a request carries, whatever the provider does. */
  SignedOut here(Exchange exchange) {
    SignedOut signedOut = sessions.signOut(exchange.jar());
    if (!signedOut.isEverywhere()) {
      report.undecided(
          exchange,
          Reason.SESSION_STORE_UNAVAILABLE,
          "the browser is signed out; the session stays in the store until its time is up");
    }
    flow.forget(exchange.jar());
    return signedOut;
  }

  void tell(Exchange exchange) {
    report.tell(Event.of(Event.Kind.LOGGED_OUT, ""), exchange);
  }

  /** The way by the provider to a landing; straight there where the provider has no way. */
  URI wayTo(URI landing, Optional<String> idToken) {
    return metadata.current() instanceof MetadataLookup.Ready ready
        ? atProvider.address(ready.metadata(), landing, idToken, states.next()).orElse(landing)
        : landing;
  }

  /** Where it ends for a request that names no landing. */
  URI standardLanding() {
    return settings.standardLanding();
  }

  /** Tells whether a browser comes back that was sent to the provider with this state. */
  boolean knows(String state) {
    return states.isOurs(state);
  }
}
