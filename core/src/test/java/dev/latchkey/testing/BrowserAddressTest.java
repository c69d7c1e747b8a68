package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What other tests rely on; the expectations are what Chromium's {@code new URL(text, from)} has.
 */
class BrowserAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a                        | https://app.example  | /a",
        "b                         | https://app.example  | /x/b",
        "''                        | https://app.example  | /x/y",
        "?a=//evil                 | https://app.example  | /x/y",
        "../b                      | https://app.example  | /b",
        "/x/%2e%2E/b/.             | https://app.example  | /b/",
        "/a;/../b                  | https://app.example  | /b",
        "//evil                    | https://evil         | /",
        "/\\evil                   | https://evil         | /",
        "\\\\evil                  | https://evil         | /",
        "///evil/a                 | https://evil         | /a",
        "https:evil                | https://app.example  | /x/evil",
        "https:/evil               | https://app.example  | /evil",
        "https:/\\evil             | https://evil         | /",
        "http:evil                 | http://evil          | /",
        "HTTPS://app.example@evil/ | https://evil         | /",
        "https://evil\\@app.example| https://evil         | /@app.example",
        "https://APP.example:443/a | https://app.example  | /a",
        "https://app.example:8443/ | https://app.example:8443 | /",
        "https://%61pp.example/    | https://app.example  | /",
        "https://app\u3002example  | https://app.example  | /",
        "javascript:alert(1)       | javascript:          | alert(1)"
      })
  void readsAsBrowsersDo(String text, String origin, String path) {
    assertThat(BrowserAddress.of(text, "https://app.example/x/y"))
        .isEqualTo(new BrowserAddress(origin, path));
  }

  @ParameterizedTest
  @CsvSource({"/_/evil", "_//evil", "/_\\evil", "' //evil'", "ht_tps://evil", "https:_//evil"})
  void dropsTabsAndLineEndsFirst(String text) {
    for (char dropped : "\t\n\r".toCharArray()) {
      assertThat(BrowserAddress.of(text.replace('_', dropped), "https://app.example/x/y").origin())
          .isEqualTo("https://evil");
    }
  }
}
