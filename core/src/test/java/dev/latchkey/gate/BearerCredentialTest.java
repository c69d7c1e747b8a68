package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.token.BearerToken;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerCredentialTest {

  private static BearerCredential of(String... authorization) {
    FakeRequest request = FakeRequest.get("/");
    for (String value : authorization) {
      request.header("Authorization", value);
    }
    return BearerCredential.of(request).checked();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "bearer ",
        "Bearer  ",
        "Bearer a b",
        "Bearer a,b",
        "Bearer \"a\"",
        "Bearer a; b",
        "Bearer =",
        "Bearer a=b",
        "Bearer t\u00f6ken",
        "Bearer a\tb",
        "Bearer a\u0000",
        "Bearer a, Bearer b",
        "Bearer realm=\"x\""
      })
  @Tag("F02")
  @Tag("F04")
  void isMalformedWhenItIsNotOneToken(String header) {
    assertThat(of(header).problem()).isEqualTo(Reason.CREDENTIAL_MALFORMED);
    assertThat(of(header).token()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER abc", "bEaReR   abc"})
  @Tag("F03")
  void comparesTheSchemeWithoutCase(String header) {
    assertThat(of(header).token()).isEqualTo(BearerToken.of("abc"));
    assertThat(of(header).problem()).isNull();
  }

  @Test
  @Tag("F02")
  void takesEveryCharacterOfATokenAndPaddingAtItsEnd() {
    assertThat(of("Bearer aZ09-._~+/==").token().text()).isEqualTo("aZ09-._~+/==");
  }

  @Test
  @Tag("F04")
  void isRepeatedWhenTwoHeadersCome() {
    assertThat(of("Bearer a", "Bearer a").problem()).isEqualTo(Reason.CREDENTIAL_REPEATED);
    assertThat(of("Basic x", "Bearer a").problem()).isEqualTo(Reason.CREDENTIAL_REPEATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic YTpi",
        "Negotiate abc",
        "DPoP abc",
        "Bearers abc",
        "Bear abc",
        "",
        " Bearer a"
      })
  @Tag("F09")
  void leavesOtherSchemesAlone(String header) {
    assertThat(of(header).token()).isNull();
    assertThat(of(header).problem()).isNull();
  }

  @Test
  void isAbsentWithoutAHeader() {
    assertThat(of().token()).isNull();
    assertThat(of().problem()).isNull();
  }

  @Test
  @Tag("P04")
  void isNeverPrinted() {
    assertThat(of("Bearer canary").toString()).doesNotContain("canary");
  }
}
