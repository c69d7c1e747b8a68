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
  private final byte[] text;
  private final int signed;
  private final byte[] signature;

  CompactJws(Claims header, Claims claims, byte[] text, int signed, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.text = text;
    this.signed = signed;
    this.signature = signature;
  }

  /** Takes a token apart; {@code null} unless it is three segments of canonical base64url. */
  static @Nullable CompactJws parse(String token) {
    return parse(token, KnownHeaders.NONE);
  }

  /** As {@link #parse(String)}, reading the header again only when it is not known. */
  static @Nullable CompactJws parse(String token, KnownHeaders known) {
    int firstDot = token.indexOf('.');
    int secondDot = token.indexOf('.', firstDot + 1);
    if (firstDot < 1 || secondDot < 0 || token.indexOf('.', secondDot + 1) >= 0) {
      return null;
    }
    // what is not Latin-1 becomes a question mark, which no segment may hold either
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    Claims header = known.find(token, firstDot);
    if (header == null) {
      header = object(text, 0, firstDot);
    }
    Claims claims = header == null ? null : object(text, firstDot + 1, secondDot);
    byte[] signature = Base64Url.decode(text, secondDot + 1, text.length);
    return header == null || claims == null || signature == null || signature.length == 0
        ? null
        : new CompactJws(header, claims, text, secondDot, signature);
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

  private static @Nullable Claims object(byte[] text, int from, int to) {
    byte[] json = Base64Url.decode(text, from, to);
    Map<String, @Nullable Object> members = json == null ? null : Json.readObject(json);
    return members == null ? null : Claims.of(members);
  }

  Claims header() {
    return header;
  }

  Claims claims() {
    return claims;
  }

  /** The whole token; what was signed stands at its beginning. */
  byte[] text() {
    return text;
  }

  /** How much of the {@link #text} was signed: all before the last dot. */
  int signed() {
    return signed;
  }

  byte[] signature() {
    return signature;
  }
}
