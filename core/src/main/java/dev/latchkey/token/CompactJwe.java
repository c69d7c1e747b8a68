package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.json.Json;
import dev.latchkey.seal.Base64Url;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted token (RFC 7516 section 7.1): told apart from junk by its header, so that an
 * operator learns what to do, and looked at no further. Nothing is decrypted or inflated, and no
 * key is looked for.
 */
final class CompactJwe {

  private static final int SEGMENTS = 5;

  private CompactJwe() {}

  /** Refuses an access token that is no signed one. */
  static <T> TokenResult.Refused<T> asAccessToken(String token) {
    return refusal(
        token,
        "have the provider issue signed ones for this audience, or set token.verification=auto to"
            + " ask it about the others");
  }

  /** Refuses an ID token, or a logout token, that is no signed one. */
  static <T> TokenResult.Refused<T> asIdToken(String token) {
    return refusal(token, "register this client at the provider for ID tokens without encryption");
  }

  private static <T> TokenResult.Refused<T> refusal(String token, String advice) {
    return isOne(token)
        ? new TokenResult.Refused<>(
            Reason.TOKEN_ENCRYPTED,
            "the token is encrypted, and encrypted tokens are not read; " + advice)
        : new TokenResult.Refused<>(
            Reason.TOKEN_MALFORMED, "not a signed JWT in compact form with strict JSON inside");
  }

  private static boolean isOne(String token) {
    if (token.chars().filter(c -> c == '.').count() != SEGMENTS - 1) {
      return false;
    }
    byte[] json = Base64Url.decode(token, 0, token.indexOf('.'));
    Map<String, @Nullable Object> header = json == null ? null : Json.readObject(json);
    return header != null && header.containsKey("enc"); // section 9
  }
}
