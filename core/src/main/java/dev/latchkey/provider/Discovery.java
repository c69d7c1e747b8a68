package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import dev.latchkey.http.FreshDocument;
import dev.latchkey.http.Freshness;
import dev.latchkey.http.Health;
import dev.latchkey.http.Surroundings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Metadata that is fetched and kept fresh: daily, and after a failure again in 2 s, growing to 60
 * s, by itself. A later document that is bad or missing leaves the last good one in use.
 * Thread-safe.
 */
public final class Discovery implements MetadataSource, AutoCloseable {

  private final FreshDocument<MetadataLookup.Ready> document;

  /**
   * Makes a source that has not fetched anything yet.
   *
   * @param issuer named in events, as configured
   * @param document where the document is, see {@link #documentOf}
   * @param waitLimit how long one reader waits for a fetch
   */
  public Discovery(
      String issuer,
      URI document,
      MetadataReader reader,
      Duration waitLimit,
      Surroundings outside) {
    this.document =
        new FreshDocument<>(
            new DocumentFetch(issuer, document, reader, outside), daily(waitLimit), outside);
  }

  private static Freshness daily(Duration waitLimit) {
    return new Freshness(
        Duration.ofDays(1),
        Duration.ofSeconds(Long.MAX_VALUE),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        true,
        waitLimit);
  }

  /**
   * The usual address of an issuer's document (OpenID Connect Discovery 1.0 section 4.1).
   *
   * @throws IllegalArgumentException when the issuer is no absolute address with a host, or has
   *     user info, a query or a fragment (OpenID Connect Discovery 1.0 section 2)
   */
  public static URI documentOf(String issuer) {
    URI uri = URI.create(issuer);
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "issuer is no absolute address with a host; write https://host/path");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "issuer has user info, a query or a fragment; write https://host/path");
    }
    String slash = issuer.endsWith("/") ? "" : "/";
    return URI.create(issuer + slash + ".well-known/openid-configuration");
  }

  /** Begins the first fetch in the background. */
  public void start() {
    document.start();
  }

  @Override
  public MetadataLookup current() {
    MetadataLookup.Ready atHand = document.now();
    if (atHand != null) {
      return atHand;
    }
    return lookup(document.newerThan(null));
  }

  /** What is known just now; waits for nothing. */
  public MetadataLookup atHand() {
    return lookup(document.atHand());
  }

  /** How fetching it goes. */
  public Health health() {
    return document.health();
  }

  private static MetadataLookup lookup(FreshDocument.Reading<MetadataLookup.Ready> reading) {
    if (reading.value() != null) {
      return reading.value();
    }
    FreshDocument.Trouble trouble = reading.trouble();
    if (trouble == null) {
      return new MetadataLookup.Unavailable("not fetched yet");
    }
    return trouble.reason() == Reason.PROVIDER_MISCONFIGURED
        ? new MetadataLookup.Misconfigured(trouble.detail())
        : new MetadataLookup.Unavailable(trouble.detail());
  }

  @Override
  public Optional<Instant> lastSuccess() {
    return document.lastSuccess();
  }

  /** Ends fetching. */
  @Override
  public void close() {
    document.close();
  }
}
