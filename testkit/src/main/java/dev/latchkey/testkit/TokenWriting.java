package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a token is written down: in compact form, with what a test wants changed on the way. */
final class TokenWriting {
  private UnaryOperator<byte[]> header = UnaryOperator.identity();
  private UnaryOperator<byte[]> claims = UnaryOperator.identity();
  private UnaryOperator<byte[]> signature = UnaryOperator.identity();
  private UnaryOperator<String> text = UnaryOperator.identity();

  void header(UnaryOperator<byte[]> change) {
    header = after(header, change);
  }

  void claims(UnaryOperator<byte[]> change) {
    claims = after(claims, change);
  }

  void signature(UnaryOperator<byte[]> change) {
    signature = after(signature, change);
  }

  void text(UnaryOperator<String> change) {
    text = after(text, change);
  }

  private static <T> UnaryOperator<T> after(UnaryOperator<T> first, UnaryOperator<T> then) {
    return value -> then.apply(first.apply(value));
  }

  /** RFC 7515 section 7.1. */
  String write(
      Map<String, @Nullable Object> headerMembers,
      Map<String, @Nullable Object> claimMembers,
      TokenSignature signing) {
    String input = encode(header, headerMembers) + "." + encode(claims, claimMembers);
    byte[] signed = signature.apply(signing.sign(input.getBytes(US_ASCII)));
    return text.apply(input + "." + Base64URL.encode(signed));
  }

  private static String encode(UnaryOperator<byte[]> change, Map<String, @Nullable Object> json) {
    byte[] written = JSONObjectUtils.toJSONString(json).getBytes(UTF_8);
    return Base64URL.encode(change.apply(written)).toString();
  }
}
