package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Changes of JSON that no JSON library would write. */
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
}
