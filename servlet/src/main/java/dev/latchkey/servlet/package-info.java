/**
 * The way in for servlet containers: {@link dev.latchkey.servlet.OidcFilter}.
 *
 * <p>It shows the gate the request, adds the headers that the decision brings along, and then goes
 * on or answers. It names the caller in the servlet API's own way: {@code getUserPrincipal}, {@code
 * getRemoteUser}, {@code getAuthType}, {@code isUserInRole}. It knows the gate and {@code Identity}
 * and not a word of the protocol. {@code DecidedRequest} is what the application sees, {@code
 * FilterPlace} warns where requests go past it.
 */
@NullMarked
package dev.latchkey.servlet;

import org.jspecify.annotations.NullMarked;
