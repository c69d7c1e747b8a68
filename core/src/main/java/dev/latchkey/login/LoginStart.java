package dev.latchkey.login;

import dev.latchkey.event.Reason;
import java.net.URI;

/** What became of the wish to sign in. */
public sealed interface LoginStart {

  /**
   * The browser is to go to the provider.
   *
   * @param doubt why the provider may not do what it is asked for; empty where nothing says so
   */
  record Redirect(URI address, String doubt) implements LoginStart {

    /** The host only: the address holds the state and the nonce. */
    @Override
    public String toString() {
      return "Redirect[" + address.getHost() + "]";
    }
  }

  /** The provider's addresses are not known just now. */
  record Unavailable(Reason reason, String detail) implements LoginStart {}
}
