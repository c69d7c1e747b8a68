package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a page load can follow a redirect to sign in. */
@Tag("G33")
class NavigationTest {

  @Test
  void believesTheBrowser() {
    assertThat(Navigation.isPageLoad(FakeRequest.get("/").header("Sec-Fetch-Mode", "navigate")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cors", "no-cors", "same-origin", "websocket", "nested-navigate"})
  void isNoneWhenAScriptAskedWhateverItAccepts(String mode) {
    FakeRequest request =
        FakeRequest.get("/").header("Sec-Fetch-Mode", mode).header("Accept", "text/html");

    assertThat(Navigation.isPageLoad(request)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "application/xhtml+xml", "text/html,application/xml;q=0.9,*/*;q=0.8"})
  void goesByAcceptWhereTheBrowserSaysNothing(String accept) {
    assertThat(Navigation.isPageLoad(FakeRequest.get("/").header("Accept", accept))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json", "text/plain", "image/*"})
  void isNoneForProgramsThatDoNotAskForAPage(String accept) {
    assertThat(Navigation.isPageLoad(FakeRequest.get("/").header("Accept", accept))).isFalse();
    assertThat(Navigation.isPageLoad(FakeRequest.get("/"))).isFalse();
  }

  @Test
  void isNoneForScriptsOfOldThatSaySo() {
    FakeRequest request =
        FakeRequest.get("/")
            .header("Accept", "text/html")
            .header("X-Requested-With", "XMLHttpRequest");

    assertThat(Navigation.isPageLoad(request)).isFalse();
  }
}
