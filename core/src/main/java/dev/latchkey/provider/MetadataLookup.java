package dev.latchkey.provider;

/** What is known of a provider just now. */
public sealed interface MetadataLookup {

  /** Its metadata. */
  record Ready(Metadata metadata) implements MetadataLookup {}

  /** Nothing yet; heals by itself when the provider is back. */
  record Unavailable(String detail) implements MetadataLookup {}

  /** What the provider says contradicts the settings; a person must look. */
  record Misconfigured(String detail) implements MetadataLookup {}
}
