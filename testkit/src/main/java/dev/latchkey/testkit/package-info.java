/**
 * An OpenID provider in the same process: for Latchkey's own tests, for the demo, and for the tests
 * of applications that use Latchkey.
 *
 * <p>Start reading at {@link dev.latchkey.testkit.TestProvider}; {@link
 * dev.latchkey.testkit.TestToken} makes tokens without a login and {@link
 * dev.latchkey.testkit.Faults} makes the provider misbehave. Unless told otherwise the provider is
 * honest and strict: it refuses what a real one refuses. It knows nothing of Latchkey but the names
 * of its settings, and it must never be reachable from outside the machine it runs on.
 *
 * <p>It follows OpenID Connect Core, Discovery and RP-Initiated Logout 1.0, RFC 6749, RFC 6750, RFC
 * 7636 (PKCE), RFC 9068 (access tokens) and RFC 9207 (issuer in the authorization response).
 */
@NullMarked
package dev.latchkey.testkit;

import org.jspecify.annotations.NullMarked;
