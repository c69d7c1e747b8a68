package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Changes of JSON and bytes that no library would make. */
final class Rewrite {
  static final Charset ASCII = StandardCharsets.US_ASCII;

  private Rewrite() {}

  /** A change of the text. */
  static UnaryOperator<byte[]> text(UnaryOperator<String> change) {
    return json -> change.apply(new String(json, UTF_8)).getBytes(UTF_8);
  }

  /** One more member in front of the others, as it is written here. */
  static UnaryOperator<byte[]> member(String member) {
    return text(json -> "{" + member + "," + json.substring(1));
  }

  /** The same text in another encoding. */
  static UnaryOperator<byte[]> encoding(Charset charset) {
    return json -> new String(json, UTF_8).getBytes(charset);
  }

  /** The same bytes but for one bit in the middle; no bytes stay none. */
  static byte[] flipBit(byte[] bytes) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[flipped.length / 2] ^= 1;
    }
    return flipped;
  }
}
