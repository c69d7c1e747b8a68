package dev.latchkey.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of how its user was authenticated (OpenID Connect Core 1.0 section 2, RFC 9470
 * section 6).
 *
 * @param level {@code acr}; {@code null} where it does not say
 * @param at {@code auth_time}; {@code null} where it does not say
 */
public record Authentication(@Nullable String level, @Nullable Instant at) {

  static Authentication of(Claims claims) {
    return new Authentication(claims.string("acr"), claims.instant("auth_time"));
  }
}
