package dev.latchkey.token;

import dev.latchkey.json.Json;
import dev.latchkey.seal.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed token taken apart: strict in form, nothing believed (RFC 7515 section 7.1). Immutable.
 */
final class CompactJws {

  private final Claims header;
  private final Claims claims;
  private final byte[] signingInput;
  private final byte[] signature;

  CompactJws(Claims header, Claims claims, byte[] signingInput, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  /** Takes a token apart; {@code null} unless it is three segments of canonical base64url. */
  static @Nullable CompactJws parse(String token) {
    int firstDot = token.indexOf('.');
    int secondDot = token.indexOf('.', firstDot + 1);
    if (firstDot < 1 || secondDot < 0 || token.indexOf('.', secondDot + 1) >= 0) {
      return null;
    }
    Claims header = object(token, 0, firstDot);
    Claims claims = header == null ? null : object(token, firstDot + 1, secondDot);
    byte[] signature = Base64Url.decode(token, secondDot + 1, token.length());
    if (header == null || claims == null || signature == null || signature.length == 0) {
      return null;
    }
    byte[] signingInput = token.substring(0, secondDot).getBytes(StandardCharsets.US_ASCII);
    return new CompactJws(header, claims, signingInput, signature);
  }

  /**
   * Tells whether a text is a signed or encrypted token by the looks of it: several segments, and
   * the first one begins with the base64url of a brace. Cheap, and wide on purpose.
   */
  static boolean isMeant(String token) {
    int firstDot = token.indexOf('.');
    return firstDot > 1
        && token.indexOf('.', firstDot + 1) > 0
        && token.charAt(0) == 'e'
        && "wxyz0123456789-_".indexOf(token.charAt(1)) >= 0;
  }

  private static @Nullable Claims object(String token, int from, int to) {
    byte[] json = Base64Url.decode(token, from, to);
    Map<String, @Nullable Object> members = json == null ? null : Json.readObject(json);
    return members == null ? null : Claims.of(members);
  }

  Claims header() {
    return header;
  }

  Claims claims() {
    return claims;
  }

  byte[] signingInput() {
    return signingInput;
  }

  byte[] signature() {
    return signature;
  }
}
