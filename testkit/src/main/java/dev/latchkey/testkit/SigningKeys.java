package dev.latchkey.testkit;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The provider's keys: those it publishes, those it has withdrawn, and one that is not its own. */
final class SigningKeys {
  private static final Set<JWSAlgorithm> RSA = JWSAlgorithm.Family.RSA;
  private static final Set<JWSAlgorithm> OTHERS =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512, JWSAlgorithm.EdDSA);

  private final JWSAlgorithm algorithm;
  private final JWSAlgorithm rsaAlgorithm;
  private final List<KeyPair> borrowed = new ArrayList<>();

  private volatile List<KeyGeneration> published;
  private volatile List<KeyGeneration> withdrawn = List.of();
  private @Nullable KeyGeneration foreign;

  SigningKeys(JWSAlgorithm algorithm) {
    this.algorithm = algorithm;
    this.rsaAlgorithm = RSA.contains(algorithm) ? algorithm : JWSAlgorithm.RS256;
    this.published = List.of(generation());
  }

  /**
   * Reads the name of an algorithm the provider can sign with.
   *
   * @throws IllegalArgumentException if it is none of RS, PS and ES with 256, 384 or 512, nor EdDSA
   */
  static JWSAlgorithm algorithm(String name) {
    JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
    if (!RSA.contains(algorithm) && !OTHERS.contains(algorithm)) {
      throw new IllegalArgumentException(
          "cannot sign with \""
              + name
              + "\"; RS, PS and ES with 256, 384 or 512, and EdDSA can be used");
    }
    return algorithm;
  }

  /** The algorithm of honest tokens. */
  JWSAlgorithm algorithm() {
    return algorithm;
  }

  KeyGeneration current() {
    return published.get(0);
  }

  /** A pair that the provider never publishes, for forgeries. */
  synchronized KeyGeneration foreign() {
    if (foreign == null) {
      foreign = generation();
    }
    return foreign;
  }

  synchronized void rotate(boolean keepOld) {
    List<KeyGeneration> old = published;
    List<KeyGeneration> next = new ArrayList<>(List.of(generation()));
    if (keepOld) {
      next.addAll(old);
    } else {
      List<KeyGeneration> gone = new ArrayList<>(withdrawn);
      gone.addAll(old);
      withdrawn = List.copyOf(gone);
    }
    published = List.copyOf(next);
  }

  Map<String, Object> document() {
    return new JWKSet(published.stream().flatMap(each -> each.published().stream()).toList())
        .toJSONObject();
  }

  /** The claims of a token that this provider has signed, with a withdrawn key perhaps; or null. */
  @Nullable JWTClaimsSet claimsOf(String token, String type) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      boolean rightType = String.valueOf(jwt.getHeader().getType()).equalsIgnoreCase(type);
      return rightType && signed(jwt) ? jwt.getJWTClaimsSet() : null;
    } catch (ParseException e) {
      return null;
    }
  }

  private boolean signed(SignedJWT jwt) {
    return published.stream().anyMatch(each -> each.signed(jwt))
        || withdrawn.stream().anyMatch(each -> each.signed(jwt));
  }

  private KeyGeneration generation() {
    KeyPair pair = KeyPairs.borrow();
    borrowed.add(pair);
    return KeyGeneration.of(pair, rsaAlgorithm);
  }

  /** Gives the RSA pairs to providers that start later. */
  synchronized void giveBack() {
    KeyPairs.giveBack(borrowed);
    borrowed.clear();
  }
}
