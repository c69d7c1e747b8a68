package dev.latchkey.token;

import com.nimbusds.jose.shaded.gson.JsonParseException;
import com.nimbusds.jose.shaded.gson.stream.JsonReader;
import com.nimbusds.jose.shaded.gson.stream.JsonToken;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.TestKeys;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A token that Nimbus accepts, looked at again for what we do not take; slow, and not our code. */
final class LooseToken {

  private final String token;
  private final List<Base64URL> segments;
  private int depth;
  private int deepest;
  private int values;
  private boolean nameTwice;
  private boolean loneSurrogate;
  private boolean longNumber;

  LooseToken(String token) {
    this.token = token;
    this.segments = List.of(token.trim().split("\\.")).stream().map(Base64URL::new).toList();
    lookAt(text(0));
    lookAt(text(1));
  }

  private String text(int segment) {
    return segments.get(segment).decodeToString();
  }

  private void lookAt(String json) {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      while (reader.peek() != JsonToken.END_DOCUMENT) {
        value(reader);
      }
    } catch (IOException | JsonParseException e) {
      throw new IllegalStateException("Nimbus reads what its own reader does not", e);
    }
  }

  private void value(JsonReader reader) throws IOException {
    values++;
    switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> text(reader.nextString());
      case NUMBER -> longNumber |= reader.nextString().length() > 64;
      default -> reader.skipValue();
    }
  }

  private void object(JsonReader reader) throws IOException {
    Set<String> names = new HashSet<>();
    reader.beginObject();
    deepest = Math.max(deepest, ++depth);
    while (reader.hasNext()) {
      String name = reader.nextName();
      text(name);
      nameTwice |= !names.add(name);
      value(reader);
    }
    depth--;
    reader.endObject();
  }

  private void array(JsonReader reader) throws IOException {
    reader.beginArray();
    deepest = Math.max(deepest, ++depth);
    while (reader.hasNext()) {
      value(reader);
    }
    depth--;
    reader.endArray();
  }

  private void text(String text) {
    loneSurrogate |= !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  int length() {
    return token.length();
  }

  int deepest() {
    return deepest;
  }

  int values() {
    return values;
  }

  boolean hasANameTwice() {
    return nameTwice;
  }

  boolean hasALoneSurrogate() {
    return loneSurrogate;
  }

  boolean hasALongNumber() {
    return longNumber;
  }

  boolean hasAByteOrderMark() {
    return text(0).startsWith("\ufeff") || text(1).startsWith("\ufeff");
  }

  /** Tells whether its bytes are written in the one way that RFC 7515 section 2 has for them. */
  boolean isCanonical() {
    String canonical =
        String.join(".", segments.stream().map(each -> TestKeys.base64(each.decode())).toList());
    return canonical.equals(token);
  }

  boolean isUtf8() {
    try {
      for (Base64URL segment : segments.subList(0, 2)) {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(segment.decode()));
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  Map<String, Object> header() {
    return parsed(0);
  }

  Map<String, Object> claims() {
    return parsed(1);
  }

  /** Tells whether a claim is there and is nothing. */
  boolean hasNull(String claim) {
    return claims().containsKey(claim) && claims().get(claim) == null;
  }

  private Map<String, Object> parsed(int segment) {
    try {
      return JSONObjectUtils.parse(text(segment));
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
