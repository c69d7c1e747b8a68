package dev.latchkey;

import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which signatures count, and the secret that some of them are made with. */
final class AlgorithmPlan {

  private static final Set<String> BY_SECRET = new TreeSet<>(List.of("HS256", "HS384", "HS512"));

  /** Two names of one algorithm (RFC 9864 section 2.2), so naming one allows both. */
  private static final Set<String> EDWARDS = Set.of("EdDSA", "Ed25519");

  private final Set<String> allowed;
  private final byte[] secret;

  private AlgorithmPlan(Set<String> allowed, byte[] secret) {
    this.allowed = allowed;
    this.secret = secret;
  }

  static AlgorithmPlan read(SettingValues values, Problems problems) {
    Set<String> known = new LinkedHashSet<>(List.of(Setting.ALGORITHMS.defaultText().split(" ")));
    known.add("Ed25519");
    known.addAll(BY_SECRET);
    Set<String> allowed = new LinkedHashSet<>(values.words(Setting.ALGORITHMS));
    for (String algorithm : allowed) {
      if (!known.contains(algorithm)) {
        problems.add(
            Setting.ALGORITHMS, "names " + algorithm + "; known are " + String.join(" ", known));
      }
    }
    if (allowed.stream().anyMatch(EDWARDS::contains)) {
      allowed.addAll(EDWARDS);
    }
    return new AlgorithmPlan(allowed, secret(values, problems, bySecret(allowed)));
  }

  private static Set<String> bySecret(Set<String> allowed) {
    Set<String> named = new TreeSet<>(BY_SECRET);
    named.retainAll(allowed);
    return named;
  }

  /** OpenID Connect Core section 10.1: the key is the client secret in UTF-8. */
  private static byte[] secret(SettingValues values, Problems problems, Set<String> needing) {
    if (needing.isEmpty()) {
      return new byte[0];
    }
    Optional<String> text = values.secret(Setting.CLIENT_SECRET, Setting.CLIENT_SECRET_FILE);
    byte[] secret = text.orElse("").getBytes(StandardCharsets.UTF_8);
    if (text.isEmpty() && !values.has(Setting.CLIENT_SECRET_FILE)) {
      problems.add(
          Setting.ALGORITHMS,
          "names "
              + String.join(" ", needing)
              + ", whose key is the client's secret; set client-secret, or leave them out");
    }
    for (String algorithm : needing) {
      if (text.isPresent() && secret.length < SecretKeys.leastBytes(algorithm)) {
        problems.add(
            Setting.CLIENT_SECRET,
            "has "
                + secret.length
                + " bytes, but as the key of "
                + algorithm
                + " it needs at least "
                + SecretKeys.leastBytes(algorithm)
                + " (RFC 7518 section 3.2); have the provider make a longer one, or leave "
                + algorithm
                + " out of algorithms");
      }
    }
    return secret;
  }

  /** The names that a token's header may have. */
  Set<String> allowed() {
    return allowed;
  }

  /** Tells whether either provider, knowing the secret, could make the tokens of the other. */
  boolean sharesSecretWith(AlgorithmPlan other) {
    return secret.length > 0 && Arrays.equals(secret, other.secret);
  }

  /** The keys that signatures are checked with. */
  KeySource keys(KeySource published) {
    Set<String> bySecret = bySecret(allowed);
    return bySecret.isEmpty() ? published : SecretKeys.beside(published, secret, bySecret);
  }
}
