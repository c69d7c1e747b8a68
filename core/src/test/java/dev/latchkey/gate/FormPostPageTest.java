package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A callback path that is a page of the application, too: whose is what is posted there? */
class FormPostPageTest {

  private static final String[] OPEN_CALLBACK = {"rules", "public /oidc/callback\nlogin /pages/**"};

  private static FakeRequest post() {
    return FakeRequest.of("POST", "/oidc/callback");
  }

  private static void assertTheApplications(PostedLogin login, FakeRequest request) {
    assertThat(login.shop.latchkey.decide(request)).isInstanceOf(Decision.Proceed.class);
    assertThat(request.bodyRead()).as("nobody can read it twice").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "multipart/form-data; boundary=x", "text/plain", ""})
  void whatIsNoFormIsTheApplications(String type) {
    try (PostedLogin login = PostedLogin.at("/pages/a", OPEN_CALLBACK)) {
      assertTheApplications(
          login, post().header("Content-Type", type).body("code=c&state=" + login.state()));
    }
  }

  @ParameterizedTest
  @CsvSource({"Origin, https://shop.example.com", "Sec-Fetch-Site, same-origin"})
  void whatAPageOfTheApplicationPostsIsTheApplications(String header, String value) {
    try (PostedLogin login = PostedLogin.at("/pages/a", OPEN_CALLBACK)) {
      assertTheApplications(login, post().header(header, value).form("name=ada"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://id.example.com",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "X-Nothing, said"
  })
  void everyOtherFormIsTheProviders(String header, String value) {
    try (PostedLogin login = PostedLogin.at("/pages/a", OPEN_CALLBACK)) {
      FakeRequest answer = post().header(header, value).form("code=c&state=" + login.state());

      assertThat(login.shop.stop(answer.cookies(login.cookies)).status()).isEqualTo(303);
      assertThat(login.shop.stop(post().header(header, value).form("name=ada")).status())
          .isEqualTo(400);
    }
  }

  @Test
  void whereTheProviderIsOfTheSameOriginEveryFormIsItsOwn() {
    try (PostedLogin login =
        PostedLogin.at(
            "/pages/a",
            "rules",
            OPEN_CALLBACK[1],
            "base-url",
            "https://id.example.com",
            "callback-path",
            "/oidc/callback")) {
      FakeRequest answer =
          post()
              .header("Sec-Fetch-Site", "same-origin")
              .form("code=c&state=" + login.state())
              .cookies(login.cookies);

      assertThat(login.shop.stop(answer).status()).isEqualTo(303);
    }
  }

  @Test
  void aPageLoadWithoutAnAnswerIsTheApplications() {
    try (PostedLogin login = PostedLogin.at("/pages/a", OPEN_CALLBACK)) {
      assertTheApplications(login, FakeRequest.page("/oidc/callback?x=y"));
    }
  }
}
