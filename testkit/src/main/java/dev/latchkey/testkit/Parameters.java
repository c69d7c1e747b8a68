package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a query or a form, as sent. */
final class Parameters {
  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads {@code application/x-www-form-urlencoded} text.
   *
   * @throws IllegalArgumentException if a percent sign is not followed by two hex digits
   */
  static Parameters parse(@Nullable String encoded) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      // RFC 6749 section 3.1: a parameter without a value is treated as if it was omitted.
      if (!value.isEmpty()) {
        values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      }
    }
    return new Parameters(values);
  }

  static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Splits a list separated by blanks, such as a scope; null is the empty list. */
  static Set<String> words(@Nullable String list) {
    Set<String> words =
        new LinkedHashSet<>(List.of(list == null ? new String[0] : list.split(" ")));
    words.remove("");
    return words;
  }

  /** The first value of that name, or null where there is none. */
  @Nullable String value(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.get(0);
  }

  /** A name that was sent more than once, or null. RFC 6749 section 3.1 and 3.2 forbid that. */
  @Nullable String repeated() {
    return values.keySet().stream().filter(this::repeats).findFirst().orElse(null);
  }

  boolean repeats(String name) {
    return values.getOrDefault(name, List.of()).size() > 1;
  }

  /** All names with their first values, in the order sent. */
  Map<String, String> firstValues() {
    Map<String, String> first = new LinkedHashMap<>();
    values.forEach((name, all) -> first.put(name, all.get(0)));
    return first;
  }
}
