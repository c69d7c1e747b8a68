package dev.latchkey.provider;

import java.time.Instant;
import java.util.Optional;

/** Metadata that stands in the settings. Immutable. */
public final class FixedMetadata implements MetadataSource {

  private final MetadataLookup.Ready ready;

  /** Makes a source that always says this. */
  public FixedMetadata(Metadata metadata) {
    ready = new MetadataLookup.Ready(metadata);
  }

  @Override
  public MetadataLookup current() {
    return ready;
  }

  @Override
  public Optional<Instant> lastSuccess() {
    return Optional.empty();
  }
}
