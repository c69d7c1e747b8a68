package dev.latchkey.provider;

import dev.latchkey.keys.KeyAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Keys where the provider says that they are.
 *
 * @param metadata what it says
 */
public record DiscoveredKeys(MetadataSource metadata) implements KeyAddress {

  @Override
  public Optional<URI> current() {
    return metadata.current() instanceof MetadataLookup.Ready ready
        ? ready.metadata().jwksUri()
        : Optional.empty();
  }

  @Override
  public Optional<String> misconfiguration() {
    return metadata.current() instanceof MetadataLookup.Misconfigured misconfigured
        ? Optional.of(misconfigured.detail())
        : Optional.empty();
  }
}
