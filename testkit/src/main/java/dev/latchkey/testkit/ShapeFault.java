package dev.latchkey.testkit;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;

/** Ways in which a token is no JWT at all, or one that two readers would read differently. */
public enum ShapeFault implements TokenFault {
  /** The signature is missing with its dot. */
  TWO_PARTS(token -> token.rewrite(text -> text.substring(0, text.lastIndexOf('.'))), "A29", "A30"),
  /** A fourth part. */
  FOUR_PARTS(token -> token.rewrite(text -> text + ".AA"), "A30"),
  /** A dot in front. */
  DOT_IN_FRONT(token -> token.rewrite(text -> "." + text), "A30"),
  /** A dot at the end. */
  DOT_AT_END(token -> token.rewrite(text -> text + "."), "A30"),
  /** Ten thousand dots. */
  DOTS(token -> token.rewrite(text -> ".".repeat(10_000)), "A30", "C05"),
  /** No payload, as a detached one is sent (RFC 7515 appendix F). */
  DETACHED(token -> token.rewrite(text -> text.replaceFirst("\\..*\\.", "..")), "A30"),
  /** The JSON form of a JWS (RFC 7515 section 7.2). */
  JSON_FORM(token -> token.rewrite(ShapeFault::flattened), "A31"),
  /** The JSON form in a text that also has three parts. */
  JSON_FORM_WITH_DOTS(token -> token.rewrite(text -> flattened(text) + ".e30.AA"), "A32"),
  /** A claim twice, with two values. */
  REPEATED_CLAIM(token -> token.rewriteClaims(Rewrite.member("\"sub\":\"root\"")), "C01"),
  /** A claim twice, once in escapes. */
  REPEATED_BY_ESCAPE(token -> token.rewriteClaims(Rewrite.member("\"s\\u0075b\":\"root\"")), "C02"),
  /** Five thousand arrays in one another. */
  DEEP(
      token ->
          token.rewriteClaims(Rewrite.member("\"deep\":" + "[".repeat(5_000) + "]".repeat(5_000))),
      "C03"),
  /** A token of a megabyte. */
  HUGE(token -> token.claim("noise", "x".repeat(1_000_000)), "C04"),
  /** A hundred thousand claims. */
  MANY_CLAIMS(token -> token.rewriteClaims(Rewrite.member(members(100_000))), "C06"),
  /** A number that would be written out with a billion digits. */
  HUGE_NUMBER(token -> token.rewriteClaims(Rewrite.member("\"number\":1e999999999")), "C07"),
  /** Bytes that are no UTF-8. */
  NOT_UTF8(
      token ->
          token
              .claim("name", "Ad\u00e4")
              .rewriteClaims(Rewrite.encoding(StandardCharsets.ISO_8859_1)),
      "C08"),
  /** UTF-16. */
  UTF16(token -> token.rewriteClaims(Rewrite.encoding(StandardCharsets.UTF_16)), "C09"),
  /** A byte order mark. */
  BYTE_ORDER_MARK(token -> token.rewriteClaims(Rewrite.text(json -> "\ufeff" + json)), "C09"),
  /** Something behind the claims. */
  TRAILING_BYTES(token -> token.rewriteClaims(Rewrite.text(json -> json + "{}")), "C10"),
  /** A comment within the claims. */
  COMMENT(token -> token.rewriteClaims(Rewrite.text(json -> "/**/" + json)), "C10"),
  /** Claims that are an array. */
  ARRAY(token -> token.rewriteClaims(Rewrite.text(json -> "[" + json + "]")), "C11"),
  /** Padding behind a part. */
  PADDING(token -> token.rewrite(text -> text + "="), "C12"),
  /** The characters of standard base64. */
  STANDARD_BASE64(
      token -> token.rewrite(text -> text.substring(0, text.length() - 4) + "+/+/"), "C12"),
  /** A dot of full width. */
  FULL_WIDTH_DOT(token -> token.rewrite(text -> text.replace('.', '\uff0e')), "C13"),
  /** Half a character in the subject. */
  LONE_SURROGATE(token -> token.rewriteClaims(Rewrite.member("\"name\":\"\\ud800\"")), "C14"),
  /** Claims that a careless reader would make objects of: not wrong, plain data. */
  CLASS_NAMES(
      token -> token.claim("@type", "java.lang.ProcessBuilder").claim("@class", "x"), "C15"),
  /** An encrypted token. */
  ENCRYPTED(
      token -> token.rewrite(text -> jwe("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}")), "D01"),
  /** An encrypted token whose key takes two billion rounds to derive. */
  ENCRYPTED_BY_PASSWORD(
      token ->
          token.rewrite(
              text ->
                  jwe(
                      "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2s\":\"AAAA\","
                          + "\"p2c\":2147483647}")),
      "D07");

  private final Consumer<TestToken> change;
  private final Set<String> rows;

  ShapeFault(Consumer<TestToken> change, String... rows) {
    this.change = change;
    this.rows = Set.of(rows);
  }

  private static String flattened(String token) {
    String[] parts = token.split("\\.");
    return """
        {"protected":"%s","payload":"%s","signature":"%s"}"""
        .formatted(parts[0], parts[1], parts[2]);
  }

  private static String members(int count) {
    StringBuilder members = new StringBuilder("\"0\":0");
    for (int i = 1; i < count; i++) {
      members.append(",\"").append(Integer.toString(i, 36)).append("\":0");
    }
    return members.toString();
  }

  private static String jwe(String header) {
    return Base64URL.encode(header) + ".AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
  }

  @Override
  public void accept(TestToken token) {
    change.accept(token);
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
