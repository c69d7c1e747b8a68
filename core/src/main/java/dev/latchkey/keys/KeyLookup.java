package dev.latchkey.keys;

import dev.latchkey.event.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of looking for keys. */
public sealed interface KeyLookup {

  /**
   * Keys that may have made the signature; at least one, each fits the algorithm.
   *
   * @param missing why further keys, which may have made it too, are not at hand; {@code null} when
   *     these are all
   */
  record Found(List<VerificationKey> candidates, @Nullable Unavailable missing)
      implements KeyLookup {

    Found(List<VerificationKey> candidates) {
      this(candidates, null);
    }
  }

  /** Nothing fits, and fetching newer keys was tried or is cooling down. */
  record Unknown() implements KeyLookup {}

  /** It could not be found out. */
  record Unavailable(Reason reason, String detail) implements KeyLookup {}
}
