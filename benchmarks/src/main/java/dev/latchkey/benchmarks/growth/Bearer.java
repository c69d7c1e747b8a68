package dev.latchkey.benchmarks.growth;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.OrdersRequest;
import dev.latchkey.gate.Decision;
import java.nio.charset.StandardCharsets;

/** Latchkey for access tokens, and requests that are shown to it. */
final class Bearer {

  private Bearer() {}

  /** Takes the tokens of an issuer, with its keys at hand and no rules yet. */
  static LatchkeyBuilder builder(Issuer issuer) {
    return Latchkey.builder()
        .issuer(Issuer.NAME)
        .audience(Issuer.AUDIENCE)
        .set("discovery", "off")
        .set("jwks", new String(issuer.jwks(), StandardCharsets.UTF_8));
  }

  /** Asks; whoever is refused is not fit to be measured. */
  static Decision let(Latchkey latchkey, OrdersRequest request) {
    Decision decision = latchkey.decide(request);
    if (!(decision instanceof Decision.Proceed)) {
      throw new IllegalStateException("not fit to be measured: " + decision);
    }
    return decision;
  }

  /** Sees to it that a forged token does not pass. */
  static void checkForged(Latchkey latchkey, OrdersRequest good) {
    if (latchkey.decide(good.forged()) instanceof Decision.Proceed) {
      throw new IllegalStateException("takes a forged token");
    }
  }
}
