package dev.latchkey.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A secret beside published keys: which of the two a remembered token still rests on. */
class SecretKeysTest {

  private static final FixedKeys PUBLISHED =
      FixedKeys.fromJwks(
          TestKeys.jwks(TestKeys.jwk("r1", TestKeys.RSA.getPublic()))
              .getBytes(StandardCharsets.UTF_8));

  private static SecretKeys of(String secret) {
    return SecretKeys.beside(PUBLISHED, secret.getBytes(StandardCharsets.UTF_8), Set.of("HS256"));
  }

  private static VerificationKey found(KeySource keys, String algorithm) {
    return ((KeyLookup.Found) keys.find("r1", algorithm)).candidates().get(0);
  }

  @Test
  void holdsItsSecretAndWhatIsPublishedBesideIt() {
    SecretKeys keys = of("s".repeat(32));

    assertThat(keys.holds(found(keys, "HS256"))).isTrue();
    assertThat(keys.holds(found(keys, "RS256"))).isTrue();
    assertThat(keys.find("r1", "HS512")).isInstanceOf(KeyLookup.Unknown.class);
  }

  @Test
  @Tag("A08")
  void holdsNoSecretOfAnotherProvider() {
    VerificationKey anothers = found(of("t".repeat(32)), "HS256");

    assertThat(of("s".repeat(32)).holds(anothers)).isFalse();
    assertThat(PUBLISHED.holds(anothers)).isFalse();
  }
}
