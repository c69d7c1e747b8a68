/**
 * One call out, one answer back: deadlines, size caps, address rules, and remote documents that are
 * kept fresh.
 *
 * <p>Start with {@link dev.latchkey.http.HttpTransport}, the seam; {@link
 * dev.latchkey.http.JdkTransport} is the one that ships: it applies {@link
 * dev.latchkey.http.AddressRules}, {@link dev.latchkey.http.Trust} and {@link
 * dev.latchkey.http.HttpProxy}. {@link dev.latchkey.http.GuardedTransport} applies the rules to a
 * user's own. {@link dev.latchkey.http.FreshDocument} holds what discovery and key sets have in
 * common, {@link dev.latchkey.http.Respite} spares a server that is down.
 *
 * <p>API are {@code HttpTransport}, {@code HttpCall} and {@code HttpAnswer}; the other public types
 * are internal and may change. This place knows JSON and events and no word of OpenID Connect.
 *
 * <p>Follows RFC 9110, RFC 9111 section 5.2, RFC 9325 and RFC 9525 as far as said.
 */
@NullMarked
package dev.latchkey.http;

import org.jspecify.annotations.NullMarked;
