/**
 * An OpenID provider in the same process: for Latchkey's own tests, for the demo, and for the tests
 * of applications that use Latchkey.
 *
 * <p>Start reading at {@link dev.latchkey.testkit.TestProvider}; {@link
 * dev.latchkey.testkit.TestToken} makes tokens without a login and {@link
 * dev.latchkey.testkit.Faults} makes the provider misbehave, by a ready {@link
 * dev.latchkey.testkit.Fault} or a lambda; the README lists all of them. {@link
 * dev.latchkey.testkit.SealedStoreContract} tests a store of sessions. Unless told otherwise the
 * provider is honest and strict: it refuses what a real one refuses. Of Latchkey the provider knows
 * the names of its settings alone; what signs users in without a browser asks its gate. It must
 * never be reachable from outside the machine it runs on.
 *
 * <p>It follows OpenID Connect Core, Discovery, RP-Initiated, Back-Channel and Front-Channel Logout
 * 1.0, Form Post Response Mode, RFC 6749, RFC 6750, RFC 7009 (revocation), RFC 7636 (PKCE), RFC
 * 9068 (access tokens) and RFC 9207 (issuer in the authorization response).
 */
@NullMarked
package dev.latchkey.testkit;

import org.jspecify.annotations.NullMarked;
