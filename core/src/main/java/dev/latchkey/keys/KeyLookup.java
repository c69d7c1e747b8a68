package dev.latchkey.keys;

import dev.latchkey.event.Reason;
import java.util.List;

/** What came of looking for keys. */
public sealed interface KeyLookup {

  /** Keys that may have made the signature; at least one, each fits the algorithm. */
  record Found(List<VerificationKey> candidates) implements KeyLookup {}

  /** Nothing fits, and fetching newer keys was tried or is cooling down. */
  record Unknown() implements KeyLookup {}

  /** It could not be found out. */
  record Unavailable(Reason reason, String detail) implements KeyLookup {}
}
