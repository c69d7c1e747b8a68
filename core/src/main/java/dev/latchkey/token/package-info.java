/**
 * Deciding about tokens: access, ID and logout tokens as signed JWTs, access tokens by
 * introspection, claim rules, and who the caller is.
 *
 * <p>Start with {@link dev.latchkey.token.TrustedIssuers}, which finds whose token it is, and
 * {@link dev.latchkey.token.AccessTokens}, which verifies those of one issuer. Holding a {@link
 * dev.latchkey.token.VerifiedToken} is the proof that a token was verified; only this place can
 * make one. Foreign input becomes a {@link dev.latchkey.token.TokenResult} before any rule of an
 * application sees it.
 *
 * <p>Follows RFC 7515, RFC 7519, RFC 7662, RFC 8725, RFC 9068 OpenID Connect Core 1.0 section 3.1.3
 * and OpenID Connect Back-Channel Logout 1.0 section 2.6. It knows keys and nothing of requests,
 * cookies or rules.
 */
@NullMarked
package dev.latchkey.token;

import org.jspecify.annotations.NullMarked;
