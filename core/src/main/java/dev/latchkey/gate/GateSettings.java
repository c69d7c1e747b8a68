package dev.latchkey.gate;

import dev.latchkey.policy.SkewedClock;
import java.util.Optional;

/**
 * What the gate needs to know.
 *
 * @param issuer the main issuer, for events
 * @param realm the word in {@code WWW-Authenticate}; no quotes or backslashes
 * @param errorDetails whether answers say why they refuse, as only a developer should read it
 * @param corsOrigins whose pages may call beside our own
 * @param paths whether paths may have parameters
 * @param tokens where requests carry their tokens
 * @param forwarded what is put into headers of the application's request
 * @param pagesAreStored whether browsers may store the pages of who is signed in
 * @param pages writes the pages that people see; empty for ours
 * @param clock tells whether an authentication is fresh
 */
public record GateSettings(
    String issuer,
    String realm,
    boolean errorDetails,
    CorsOrigins corsOrigins,
    Paths paths,
    TokenLocations tokens,
    ForwardedIdentity forwarded,
    boolean pagesAreStored,
    Optional<PageRenderer> pages,
    SkewedClock clock) {}
