package dev.latchkey.provider;

import dev.latchkey.event.Reason;

/** What is known of a provider just now. */
public sealed interface MetadataLookup {

  /** Its metadata. */
  record Ready(Metadata metadata) implements MetadataLookup {}

  /** No metadata, and why: whoever needs them passes both on. */
  sealed interface Missing extends MetadataLookup {

    /** The reason to give. */
    Reason reason();

    /** What an operator should read. */
    String detail();
  }

  /** Nothing yet; heals by itself when the provider is back. */
  record Unavailable(String detail) implements Missing {

    @Override
    public Reason reason() {
      return Reason.PROVIDER_UNREACHABLE;
    }
  }

  /** What the provider says contradicts the settings; a person must look. */
  record Misconfigured(String detail) implements Missing {

    @Override
    public Reason reason() {
      return Reason.PROVIDER_MISCONFIGURED;
    }
  }
}
