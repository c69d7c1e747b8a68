package dev.latchkey.provider;

import dev.latchkey.http.Surroundings;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Metadata that is fetched and kept fresh. Thread-safe. */
public final class Discovery implements MetadataSource, AutoCloseable {

  /**
   * Makes a source that has not fetched anything yet.
   *
   * @param issuer named in events, as configured
   * @param document where the document is, see {@link #documentOf}
   */
  public Discovery(String issuer, URI document, MetadataReader reader, Surroundings outside) {}

  /** The usual address of an issuer's document (OpenID Connect Discovery 1.0 section 4). */
  public static URI documentOf(String issuer) {
    String slash = issuer.endsWith("/") ? "" : "/";
    return URI.create(issuer + slash + ".well-known/openid-configuration");
  }

  /** Begins the first fetch in the background. */
  public void start() {}

  @Override
  public MetadataLookup current() {
    throw new UnsupportedOperationException();
  }

  /** What is known without waiting. */
  public MetadataLookup atHand() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Instant> lastSuccess() {
    return Optional.empty();
  }

  /** Ends fetching. */
  @Override
  public void close() {}
}
