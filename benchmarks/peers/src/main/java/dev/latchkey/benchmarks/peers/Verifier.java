package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.pairs.Operation;
import java.security.GeneralSecurityException;

/** A library that is ready to verify tokens of one issuer. */
@FunctionalInterface
interface Verifier {

  /**
   * What is timed: the whole verification of one token. It answers {@code null} or {@code false},
   * or throws, where it refuses the token.
   */
  Operation of(String token) throws GeneralSecurityException;
}
