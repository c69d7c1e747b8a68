package dev.latchkey.provider;

import dev.latchkey.http.AddressRules;

/** Reads discovery documents of one issuer. Immutable. */
public final class MetadataReader {

  /** Makes a reader for the issuer, as configured. */
  public MetadataReader(String issuer, AddressRules rules) {}

  /** Reads a document: ready, or misconfigured where it contradicts, or unavailable otherwise. */
  public MetadataLookup read(byte[] json) {
    throw new UnsupportedOperationException();
  }
}
