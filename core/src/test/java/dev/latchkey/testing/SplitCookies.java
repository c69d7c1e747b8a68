package dev.latchkey.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code Cookie} headers read by splitting, as RFC 6265 section 5.4 joins them. */
public final class SplitCookies {

  private SplitCookies() {}

  /** The values of each name, in order. */
  public static Map<String, List<String>> of(List<String> headers) {
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
