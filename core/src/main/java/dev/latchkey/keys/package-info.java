/**
 * The keys that signatures are checked with: read strictly, kept fresh, and the ones to say which
 * algorithm they serve.
 *
 * <p>Start with {@link dev.latchkey.keys.KeySource}: {@link dev.latchkey.keys.RemoteKeys} fetches,
 * {@link dev.latchkey.keys.FixedKeys} come from the settings. A {@link
 * dev.latchkey.keys.VerificationKey} is made in this place alone and does the verifying itself, so
 * that no key meets an algorithm it is not for; {@link dev.latchkey.keys.SecretKeys} adds the one
 * secret that may be shared with the provider. {@link dev.latchkey.keys.SignatureProvider} says
 * whose arithmetic that is done with.
 *
 * <p>Public types here are internal and may change. This place knows addresses only as something it
 * is given, and nothing of tokens.
 *
 * <p>Follows RFC 7517, RFC 7518 section 3 and 6, RFC 8037, RFC 9864, RFC 8725 section 3.1 to 3.5.
 */
@NullMarked
package dev.latchkey.keys;

import org.jspecify.annotations.NullMarked;
