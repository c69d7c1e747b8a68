package dev.latchkey.http;

import dev.latchkey.json.Utf8;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code application/x-www-form-urlencoded}, written and strictly read. */
public final class FormEncoding {

  private static final int MAX_PARAMETERS = 100;

  private FormEncoding() {}

  /** Encodes one name or value (RFC 6749 appendix B). */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Encodes parameters in their order; a name may occur more than once. */
  public static String encode(Collection<Map.Entry<String, String>> parameters) {
    return parameters.stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  /**
   * Adds parameters to an address that may have some already, blanks as %20, which both readings of
   * a query understand.
   */
  public static URI append(URI address, Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return address;
    }
    String separator = address.getRawQuery() == null ? "?" : "&";
    String encoded = encode(parameters.entrySet()).replace("+", "%20");
    return URI.create(address + separator + encoded);
  }

  /**
   * Decodes a query or a form.
   *
   * @return names with all their values in order, or {@code null} for a bad percent escape, bad
   *     UTF-8, or more than 100 parameters, empty ones counted
   */
  public static @Nullable Map<String, List<String>> decode(String encoded) {
    String[] pairs = encoded.split("&", MAX_PARAMETERS + 1); // the last is all that was not split
    if (pairs.length > MAX_PARAMETERS) {
      return null;
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : pairs) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decodeOne(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decodeOne(pair.substring(equals + 1));
      if (name == null || value == null) {
        return null;
      }
      parameters.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
    }
    return parameters;
  }

  /**
   * Looks for one parameter in a query, whatever the others are like.
   *
   * @return its values in order, or {@code null} when one of them has a bad percent escape or bad
   *     UTF-8
   */
  public static @Nullable List<String> values(String encoded, String name) {
    List<String> values = new ArrayList<>(1);
    for (String pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      if (name.equals(decodeOne(equals < 0 ? pair : pair.substring(0, equals)))) {
        String value = decodeOne(equals < 0 ? "" : pair.substring(equals + 1));
        if (value == null) {
          return null;
        }
        values.add(value);
      }
    }
    return values;
  }

  /**
   * Decodes a path, where a plus is a plus.
   *
   * @return {@code null} for a bad percent escape, bad UTF-8, or a character that must be encoded
   */
  public static @Nullable String decodePath(String encoded) {
    return decodeOne(encoded.replace("+", "%2B"));
  }

  private static @Nullable String decodeOne(String encoded) {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        int high = i + 2 < encoded.length() ? hexDigit(encoded.charAt(i + 1)) : -1;
        int low = high < 0 ? -1 : hexDigit(encoded.charAt(i + 2));
        if (low < 0) {
          return null;
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else if (c > ' ' && c < 0x7f) {
        bytes.put((byte) (c == '+' ? ' ' : c));
      } else {
        return null;
      }
    }
    return Utf8.decode(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private static int hexDigit(char c) {
    // Character.digit would also take full-width digits
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
