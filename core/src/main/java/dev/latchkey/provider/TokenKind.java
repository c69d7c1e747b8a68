package dev.latchkey.provider;

/**
 * A claim by which a provider's access tokens are told from its other tokens.
 *
 * @param claim its name
 * @param value what it says in an access token
 * @param needed whether a token without the claim is no access token either
 */
public record TokenKind(String claim, String value, boolean needed) {}
