package dev.latchkey.keys;

import java.net.URI;
import java.util.Optional;

/** Tells where a key set is fetched. Implementations are thread-safe. */
@FunctionalInterface
public interface KeyAddress {

  /** The address; empty when it is not known just now. May wait for a discovery that is running. */
  Optional<URI> current();

  /** Why there is none, where it takes a person to change that; empty: it may just come. */
  default Optional<String> misconfiguration() {
    return Optional.empty();
  }

  /** An address that is known from the start. */
  static KeyAddress of(URI uri) {
    return () -> Optional.of(uri);
  }
}
