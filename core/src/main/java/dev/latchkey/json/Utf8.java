package dev.latchkey.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decodes UTF-8 without repairing it: a replaced byte could turn one name into another. */
public final class Utf8 {

  private Utf8() {}

  /** Returns the text, or {@code null} for what is not UTF-8 to the last byte. */
  public static @Nullable String decode(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return decodeStrictly(bytes);
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String decodeStrictly(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (decoder.decode(ByteBuffer.wrap(bytes), out, true).isError()) {
      return null;
    }
    return out.flip().toString();
  }
}
