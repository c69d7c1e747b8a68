/**
 * Talking to the provider: discovery, the token endpoint, introspection, revocation, the logout
 * address, client authentication, and what is known of particular products.
 *
 * <p>Start with {@link dev.latchkey.provider.MetadataSource}; {@link
 * dev.latchkey.provider.Discovery} is the usual one. What this place returns is read but
 * unverified: an ID token is still a string here. What products do otherwise than others stands in
 * {@link dev.latchkey.provider.Profile}, and who counts as the issuer in {@link
 * dev.latchkey.provider.IssuerMatch}.
 *
 * <p>Public types here are internal and may change. This place knows how to call and what an answer
 * looks like, and nothing of verification, sessions or rules.
 *
 * <p>Follows OpenID Connect Discovery 1.0, RFC 8414, RFC 6749 sections 2.3, 4.1.3 and 5, RFC 7009,
 * RFC 7662, OpenID Connect RP-Initiated Logout 1.0.
 */
@NullMarked
package dev.latchkey.provider;

import org.jspecify.annotations.NullMarked;
