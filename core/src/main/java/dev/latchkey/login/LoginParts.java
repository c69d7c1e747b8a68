package dev.latchkey.login;

import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.token.IdTokens;

/**
 * The parts of a provider that a login needs.
 *
 * @param metadata where its addresses are
 * @param tokenEndpoint where codes are redeemed
 * @param idTokens how its ID tokens are verified
 */
public record LoginParts(MetadataSource metadata, TokenEndpoint tokenEndpoint, IdTokens idTokens) {}
