package dev.latchkey;

import dev.latchkey.keys.KeySource;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.MetadataLookup;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says how the provider is doing, from what is at hand. Thread-safe. */
final class ProviderStatus {

  private final String issuer;
  private final @Nullable Discovery discovery;
  private final KeySource keys;

  ProviderStatus(String issuer, @Nullable Discovery discovery, KeySource keys) {
    this.issuer = issuer;
    this.discovery = discovery;
    this.keys = keys;
  }

  Status now() {
    Instant fetched = keys.lastSuccess().orElse(null);
    MetadataLookup metadata = discovery == null ? null : discovery.atHand();
    if (metadata instanceof MetadataLookup.Misconfigured wrong) {
      return new Status(issuer, Status.State.MISCONFIGURED, wrong.detail(), fetched);
    }
    if (metadata instanceof MetadataLookup.Unavailable unavailable) {
      return new Status(issuer, Status.State.UNREACHABLE, unavailable.detail(), fetched);
    }
    return keys.isComplete()
        ? new Status(issuer, Status.State.READY, "", fetched)
        : new Status(issuer, Status.State.UNREACHABLE, "its keys could not be fetched", fetched);
  }
}
