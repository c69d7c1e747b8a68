/**
 * The one decision that every request gets, and the HTTP shape of its answer.
 *
 * <p>Start with {@link dev.latchkey.gate.Gate}: its {@code decide} tells the story of a request. An
 * adapter shows the gate a {@link dev.latchkey.gate.GateRequest} and carries out the {@link
 * dev.latchkey.gate.Decision}; it knows no header and no protocol. {@link
 * dev.latchkey.gate.RequestTarget} refuses paths that two readers could read differently, {@link
 * dev.latchkey.gate.LoginRoutes}, {@link dev.latchkey.gate.LogoutRoutes} and what {@link
 * dev.latchkey.gate.SignIn} lists beside them serve our own paths, once for each provider where
 * users sign in; {@link dev.latchkey.gate.SeenSession} says whose session counts, {@link
 * dev.latchkey.gate.Answers} says no, and {@link dev.latchkey.gate.PageRenderer} may write it.
 *
 * <p>Follows RFC 6750, RFC 9110 section 11 and RFC 9457. What a token, key or login must be is
 * decided further left; doubt means stop.
 */
@NullMarked
package dev.latchkey.gate;

import org.jspecify.annotations.NullMarked;
