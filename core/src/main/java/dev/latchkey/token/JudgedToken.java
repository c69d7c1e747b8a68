package dev.latchkey.token;

import org.jspecify.annotations.Nullable;

/**
 * What became of a token, and by whose rules.
 *
 * @param issuer who issued it, or claims to have when it is refused; {@code null} when it is
 *     refused and nobody can know
 */
public record JudgedToken(@Nullable TrustedIssuer issuer, TokenResult<VerifiedToken> result) {}
