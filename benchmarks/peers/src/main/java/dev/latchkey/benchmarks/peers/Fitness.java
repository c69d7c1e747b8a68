package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a verifier verifies, which is asked before it is timed. */
final class Fitness {

  private static final Duration LIFE = Duration.ofHours(1);

  private Fitness() {}

  /**
   * Finds the claims that a verifier takes as they come: of {@code iss}, {@code aud}, {@code exp}.
   *
   * @throws IllegalStateException where it refuses a good token or takes a forged one
   */
  static List<String> uncheckedBy(Verifier verifier, Issuer issuer)
      throws GeneralSecurityException {
    String good = issuer.token();
    Exception refusal = refusal(verifier, good);
    if (refusal != null) {
      throw new IllegalStateException("refuses a good token", refusal);
    }
    if (refusal(verifier, Issuer.forged(good)) == null) {
      throw new IllegalStateException("takes a forged token");
    }
    List<String> unchecked = new ArrayList<>();
    note(unchecked, "iss", verifier, issuer.token("https://evil.example", Issuer.AUDIENCE, LIFE));
    note(unchecked, "aud", verifier, issuer.token(Issuer.NAME, "another-api", LIFE));
    note(unchecked, "exp", verifier, issuer.token(Issuer.NAME, Issuer.AUDIENCE, LIFE.negated()));
    return unchecked;
  }

  private static void note(List<String> unchecked, String claim, Verifier verifier, String wrong) {
    if (refusal(verifier, wrong) == null) {
      unchecked.add(claim);
    }
  }

  private static @Nullable Exception refusal(Verifier verifier, String token) {
    try {
      Object answer = verifier.of(token).run();
      return answer == null || answer.equals(false) ? new SecurityException("refused") : null;
    } catch (Exception e) { // each library has its own way to say no
      return e;
    }
  }
}
