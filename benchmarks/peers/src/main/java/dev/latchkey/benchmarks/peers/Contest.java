package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.pairs.Operation;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * What is timed against what.
 *
 * @param unchecked the claims that the candidate leaves to the application
 */
record Contest(Operation floor, Operation candidate, List<String> unchecked) {

  /** The whole verification of one token against its bare signature. */
  static Contest unseen(Issuer issuer, Verifier verifier) throws GeneralSecurityException {
    List<String> unchecked = Fitness.uncheckedBy(verifier, issuer);
    String token = issuer.token();
    Verifier floor = Bare.fresh(issuer, Providers.jdk(issuer.algorithm()));
    return new Contest(floor.of(token), verifier.of(token), unchecked);
  }
}
