package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.SignatureProviders;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who verifies signatures, as {@code crypto.provider} has it. */
class CryptoProviderTest extends SoundSettings {

  private static String summary(Map<String, String> settings) {
    SettingValues values = Latchkey.builder().settings(settings).values();
    return StartSummary.of(values, Plans.read(values, values.problems(), false));
  }

  @Test
  void theStartSaysThatTheJdkVerifies() {
    assertThat(summary(soundWith("crypto.provider", "jdk")))
        .contains("\n  signatures: verified by the JVM's own providers\n");
  }

  @Test
  void theStartSaysWhichProviderVerifiesWhat() {
    SignatureProviders.named(SignatureProviders.CONSCRYPT); // else it is not for this platform
    assertThat(summary(soundWith("crypto.provider", "Conscrypt")))
        .contains(
            "\n  signatures: verified by Conscrypt (RS256 RS384 RS512 EdDSA Ed25519), all others by"
                + " the JVM's own providers\n");
  }

  @Test
  void takesAProviderThatIsThereUnlessItIsToldOtherwise() {
    SignatureProviders.named(SignatureProviders.CORRETTO); // else it is not for this platform
    assertThat(summary(sound()))
        .isEqualTo(summary(soundWith("crypto.provider", "auto")))
        .contains("\n  signatures: verified by AmazonCorrettoCryptoProvider (RS256 ");
  }

  @Test
  void instancesOfOneJvmMayDiffer() {
    SignatureProviders.named(SignatureProviders.CONSCRYPT);
    starts(soundWith("crypto.provider", "Conscrypt"));
    starts(soundWith("crypto.provider", "jdk"));

    assertThat(summary(soundWith("crypto.provider", "SunEC")))
        .contains("verified by SunEC (ES256 ");
    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NoSuchProvider, 'no provider \"NoSuchProvider\" is installed in this JVM; write auto, jdk or'",
    "JDK, 'no provider \"JDK\" is installed in this JVM; write auto, jdk or its name'",
    "SunJCE, SunJCE has none of the signature algorithms of tokens"
  })
  void theStartStopsWhereTheNamedOneIsNotThereOrOfNoUse(String name, String why) {
    assertThat(problems(refusal("crypto.provider", name)))
        .singleElement()
        .asString()
        .startsWith("  - crypto.provider: " + why);
  }

  @Test
  void isReadFromEverywhere() {
    String problem =
        "crypto.provider: no provider \"none\" is installed in this JVM; write auto, jdk or its name";

    assertThat(Sources.sound().builder("crypto.provider", "none").problems()).contains(problem);
    assertThat(Sources.sound().property("latchkey.crypto.provider", "none").problems())
        .contains(problem);
    assertThat(Sources.sound().variable("LATCHKEY_CRYPTO_PROVIDER", "none").problems())
        .contains(problem);
    assertThat(Sources.sound().parameter("crypto.provider", "none").problems()).contains(problem);
    assertThat(Sources.sound().file("crypto.provider=none").problems()).contains(problem);
  }

  @Test
  void isTheWholeApplications() {
    Map<String, String> settings = sound();
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", "https://partner.example.com");
    settings.put("provider.partner.crypto.provider", "jdk");

    assertThat(refusal(settings)).contains("provider.partner.crypto.provider");
  }
}
