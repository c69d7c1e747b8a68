package dev.latchkey.seal;

import static dev.latchkey.testing.Invariant.holds;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code Cookie} headers: each line of the input is one. */
public final class CookieHeaderFuzz {

  private CookieHeaderFuzz() {}

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<String> headers = new String(input, StandardCharsets.ISO_8859_1).lines().toList();
    CookieJar jar = CookieJar.of(headers);
    Map<String, List<String>> cookies = cookies(headers);
    holds(jar.setCookies().isEmpty(), "reading sets nothing");
    holds(jar.namesStartingWith("").size() == cookies.size(), "every name is known once");
    cookies.forEach(
        (name, values) -> {
          String expected = values.size() == 1 ? values.get(0) : null;
          holds(jar.has(name), "a cookie that came is there");
          holds(
              expected == null ? jar.value(name) == null : expected.equals(jar.value(name)),
              "one value counts, two do not");
        });
  }

  /** The same by splitting, as RFC 6265 section 5.4 joins them. */
  private static Map<String, List<String>> cookies(List<String> headers) {
    List<String> pairs = new ArrayList<>();
    for (String header : headers) {
      String[] parts = header.split(";", -1);
      for (int i = 0; i < parts.length; i++) {
        String pair = i == 0 ? parts[i] : parts[i].replaceFirst("^ +", "");
        if (pair.indexOf('=') > 0) {
          pairs.add(pair);
        }
      }
    }
    return pairs.stream()
        .collect(
            Collectors.groupingBy(
                pair -> pair.substring(0, pair.indexOf('=')),
                Collectors.mapping(
                    pair -> pair.substring(pair.indexOf('=') + 1), Collectors.toList())));
  }
}
