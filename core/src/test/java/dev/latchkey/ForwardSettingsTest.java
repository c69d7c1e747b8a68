package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code forward.<Header-Name>} as it is written: no two claims get to one header. */
@Tag("L11")
class ForwardSettingsTest {

  private static LatchkeyBuilder builder() {
    return Latchkey.builder()
        .issuer("https://id.example.com")
        .audience("orders-api")
        .transport(
            call -> {
              throw new IOException("no provider is needed");
            })
        .rules("public /**");
  }

  private static boolean manages(Latchkey latchkey, String header) {
    Decision decision = latchkey.decide(FakeRequest.get("/open"));
    return ((Decision.Proceed) decision).requestHeaders().manages(header);
  }

  @ParameterizedTest
  @CsvSource({"X-User, x-user", "X-User, X-USER"})
  void twinsStopTheStart(String one, String other) {
    LatchkeyBuilder builder =
        builder().set("forward." + one, "/email").set("forward." + other, "/sub");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("forward: two of the headers")
        .hasMessageContaining(one)
        .hasMessageContaining(other)
        .hasMessageContaining("are alike");
  }

  @ParameterizedTest
  @CsvSource({"x_user", "X.User", "'X User'", "X:User", "Sec-User", "Host", "Content-Length"})
  void namesThatServersReadInTwoWaysOrNeedThemselvesStopTheStart(String name) {
    assertThatThrownBy(builder().set("forward." + name, "/email")::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("forward: \"" + name + "\" cannot be forwarded");
  }

  @Test
  void twinsInAFileAreOneSettingThereTwice() {
    Map<String, String> parameters = Map.of("config", "/WEB-INF/latchkey.properties");
    String file = "forward.X-User=/email\nforward.x-user=/sub\n";

    assertThatThrownBy(
            builder()
                    .parameters(
                        parameters,
                        path -> new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))
                ::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are one setting");
  }

  @Test
  void whatTheBuilderSaysTakesThePlaceOfATwinInAFile() {
    Map<String, String> parameters = Map.of("forward.x-user", "/sub", "forward.X-Mail", "/email");
    try (Latchkey latchkey =
        builder().set("forward.X-User", "/name").parameters(parameters, path -> null).build()) {
      assertThat(manages(latchkey, "x_user")).isTrue();
      assertThat(manages(latchkey, "x_mail")).isTrue();
    }
  }
}
