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
  private final int from;
  private final int to;
  private final byte[] signature;

  CompactJws(Claims header, Claims claims, byte[] text, int from, int to, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.text = text;
    this.from = from;
    this.to = to;
    this.signature = signature;
  }

  /** Takes a token apart; {@code null} unless it is three segments of canonical base64url. */
  static @Nullable CompactJws parse(String token) {
    return parse(token, 0, KnownHeaders.NONE);
  }

  /** The same, reading the token's header again only when it is not known. */
  static @Nullable CompactJws parse(BearerToken token, KnownHeaders known) {
    return parse(token.header(), BearerToken.START, known);
  }

  private static @Nullable CompactJws parse(String sent, int from, KnownHeaders known) {
    int firstDot = sent.indexOf('.', from);
    int secondDot = sent.indexOf('.', firstDot + 1);
    if (firstDot <= from || secondDot < 0 || sent.indexOf('.', secondDot + 1) >= 0) {
      return null;
    }
    // what is not Latin-1 becomes a question mark, which no segment may hold either
    byte[] text = sent.getBytes(StandardCharsets.ISO_8859_1);
    Claims header = known.find(sent, from, firstDot);
    if (header == null) {
      header = object(text, from, firstDot);
    }
    Claims claims = header == null ? null : object(text, firstDot + 1, secondDot);
    byte[] signature = Base64Url.decode(text, secondDot + 1, text.length);
    return header == null || claims == null || signature == null || signature.length == 0
        ? null
        : new CompactJws(header, claims, text, from, secondDot, signature);
  }

  /**
   * Tells whether a text is a signed or encrypted token by the looks of it: several segments, and
   * the first one begins with the base64url of a brace. Cheap, and wide on purpose.
   */
  static boolean isMeant(BearerToken token) {
    String sent = token.header();
    int firstDot = sent.indexOf('.');
    return firstDot > BearerToken.START + 1
        && sent.indexOf('.', firstDot + 1) > 0
        && sent.charAt(BearerToken.START) == 'e'
        && "wxyz0123456789-_".indexOf(sent.charAt(BearerToken.START + 1)) >= 0;
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

  /** What the token was sent in. */
  byte[] text() {
    return text;
  }

  /** Where in the {@link #text} begins what was signed: with the token. */
  int from() {
    return from;
  }

  /** Where in the {@link #text} ends what was signed: before the last dot. */
  int to() {
    return to;
  }

  byte[] signature() {
    return signature;
  }
}
