package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.testing.SignatureProviders;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever verifies says the same of every vector as the JDK, of which {@link WycheproofTest}. */
class WycheproofByProviderTest {

  private static final List<String> FILES =
      List.of(
          "json_web_signature_test.json", "json_web_key_test.json", "json_web_crypto_test.json");

  @ParameterizedTest
  @Tag("A28")
  @Tag("A33")
  @Tag("A34")
  @Tag("A36")
  @Tag("A39")
  @ValueSource(strings = {SignatureProviders.CORRETTO, SignatureProviders.CONSCRYPT})
  void agreesWithTheJdk(String name) {
    SignatureProvider provider = SignatureProviders.named(name);
    int accepted = 0;
    for (String file : FILES) {
      for (WycheproofCase test : WycheproofCase.read(file)) {
        assertThat(ForeignJws.refusal(test.token(), test.jwks(), provider))
            .as(file + ", case " + test.id())
            .isEqualTo(test.refusal());
        accepted += test.refusal().isEmpty() ? 1 : 0;
      }
    }
    assertThat(accepted).isEqualTo(32 + 1 + 2);
  }
}
