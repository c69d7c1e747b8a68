package dev.latchkey.seal;

import static dev.latchkey.testing.Invariant.holds;

import dev.latchkey.testing.SplitCookies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code Cookie} headers: each line of the input is one. */
public final class CookieHeaderFuzz {

  private CookieHeaderFuzz() {}

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<String> headers = new String(input, StandardCharsets.ISO_8859_1).lines().toList();
    CookieJar jar = CookieJar.of(headers);
    Map<String, List<String>> cookies = SplitCookies.of(headers);
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
}
