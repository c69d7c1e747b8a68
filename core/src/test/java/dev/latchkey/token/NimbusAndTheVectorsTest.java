package dev.latchkey.token;

import static dev.latchkey.testing.VectorFolder.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEProcessor;
import com.nimbusds.jose.proc.SecurityContext;
import dev.latchkey.event.Reason;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.testing.VectorFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signed tokens of the foreign vectors: what we accept of them, Nimbus accepts. */
class NimbusAndTheVectorsTest {

  @Tag("A28")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "json_web_signature_test.json | 42 {KEY_UNKNOWN=[355, 356],"
            + " TOKEN_MALFORMED=[360, 361, 362, 365, 366, 368, 369, 371, 375]}",
        "json_web_key_test.json | 4 {KEY_UNKNOWN=[7, 8]}",
        "json_web_crypto_test.json | 3 {KEY_UNKNOWN=[46]}",
      })
  void weAcceptNoCaseOfWycheproofThatNimbusRefuses(String file, String decisions) {
    assertThat(decisions(WycheproofCase.read(file))).isEqualTo(decisions);
  }

  @Test
  @Tag("A28")
  void weAcceptNoExampleOfTheCookbookThatNimbusRefuses() {
    List<WycheproofCase> examples = new ArrayList<>();
    for (String folder : List.of("jws", "curve25519", "rfc7797")) {
      for (Path file : VectorFolder.files("jose-cookbook", folder)) {
        Map<String, Object> json = VectorFolder.json(file);
        if (object(json, "output").get("compact") instanceof String token) {
          byte[] jwks = WycheproofCase.jwks(publicPart(object(object(json, "input"), "key")));
          examples.add(new WycheproofCase(examples.size(), true, List.of(), token, jwks));
        }
      }
    }

    assertThat(decisions(examples)).isEqualTo("5 {}");
  }

  private static Map<String, Object> publicPart(Map<String, Object> key) {
    Map<String, Object> published = new LinkedHashMap<>(key);
    published.keySet().removeAll(Set.of("d", "p", "q", "dp", "dq", "qi"));
    return published;
  }

  /** How many both accept, and the numbers of those that we alone refuse, by what we say. */
  private static String decisions(List<WycheproofCase> cases) {
    int both = 0;
    Map<String, Set<Integer>> alone = new TreeMap<>();
    for (WycheproofCase test : cases) {
      byte[] secret = secret(test);
      Optional<Reason> refusal = refusal(test, secret);
      boolean theirs = nimbusAccepts(test, secret);
      if (refusal.isEmpty()) {
        assertThat(theirs).as("case %s, which we accept", test.id()).isTrue();
        both++;
      } else if (theirs) {
        alone.computeIfAbsent(refusal.get().name(), each -> new TreeSet<>()).add(test.id());
      }
    }
    return both + " " + alone;
  }

  private static Optional<Reason> refusal(WycheproofCase test, byte[] secret) {
    return secret.length == 0
        ? test.refusal()
        : ForeignJws.refusalBySecret(test.token(), secret, algorithm(test));
  }

  private static boolean nimbusAccepts(WycheproofCase test, byte[] secret) {
    DefaultJOSEProcessor<SecurityContext> nimbus = new DefaultJOSEProcessor<>();
    nimbus.setJWSVerifierFactory(new NimbusVerifiers());
    nimbus.setJWSTypeVerifier((type, context) -> {}); // ours is judged with the claims
    try {
      nimbus.setJWSKeySelector(
          secret.length == 0
              ? new NimbusKeys(
                  JWKSet.parse(new String(test.jwks(), StandardCharsets.UTF_8)),
                  secret,
                  AccessTokenCase.ALGORITHMS)
              : new NimbusKeys(new JWKSet(), secret, Set.of(algorithm(test))));
      nimbus.process(JWSObject.parse(test.token()), null);
      return true;
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Where the only key is one for a MAC, we take it for the secret of the settings. */
  private static byte[] secret(WycheproofCase test) {
    String algorithm = algorithm(test);
    if (!SecretKeys.areFor(algorithm)) {
      return new byte[0];
    }
    Object key = test.secret().orElseThrow().get("k");
    byte[] secret = Base64.getUrlDecoder().decode((String) key);
    return secret.length < SecretKeys.leastBytes(algorithm) ? new byte[0] : secret;
  }

  private static String algorithm(WycheproofCase test) {
    return String.valueOf(test.secret().map(key -> key.get("alg")).orElse(null));
  }
}
