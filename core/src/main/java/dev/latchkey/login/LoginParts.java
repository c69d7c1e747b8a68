package dev.latchkey.login;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.provider.UserInfo;
import dev.latchkey.token.IdTokens;

/**
 * The parts of a provider that a login needs.
 *
 * @param metadata where its addresses are
 * @param tokenEndpoint where codes are redeemed
 * @param idTokens how its ID tokens are verified
 * @param userInfo where more is known of a user
 * @param elapsed measures how long finished logins are remembered
 */
public record LoginParts(
    MetadataSource metadata,
    TokenEndpoint tokenEndpoint,
    IdTokens idTokens,
    UserInfo userInfo,
    Ticker elapsed) {}
