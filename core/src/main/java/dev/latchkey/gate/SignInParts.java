package dev.latchkey.gate;

import dev.latchkey.event.Listener;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.ProviderLogout;
import dev.latchkey.session.LogoutState;
import dev.latchkey.session.Sessions;
import dev.latchkey.token.LogoutTokens;
import dev.latchkey.token.TrustedIssuer;
import java.time.InstantSource;

/**
 * What signing in at one provider needs.
 *
 * @param issuer who vouches for its users
 * @param settings where signing in and out happens
 * @param flow the way there and back
 * @param sessions who is signed in
 * @param metadata what the provider says of itself
 * @param atProvider signing out there
 * @param logoutStates what comes back from there
 * @param logoutTokens verifies what it says of users who signed out
 * @param clock tells how long a session will last
 */
public record SignInParts(
    TrustedIssuer issuer,
    SignInSettings settings,
    LoginFlow flow,
    Sessions sessions,
    MetadataSource metadata,
    ProviderLogout atProvider,
    LogoutState logoutStates,
    LogoutTokens logoutTokens,
    InstantSource clock) {

  /** Tells of this provider where nothing else is known of a request. */
  Report report(Listener listener) {
    return new Report(issuer.issuer(), listener);
  }
}
