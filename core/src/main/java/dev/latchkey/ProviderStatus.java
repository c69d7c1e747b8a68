package dev.latchkey;

import dev.latchkey.keys.KeyHealth;
import dev.latchkey.keys.KeySource;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.token.BearerTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how one provider is doing, from what is at hand. Thread-safe.
 *
 * @param discovery {@code null} where nothing is discovered
 */
record ProviderStatus(
    String issuer,
    @Nullable Discovery discovery,
    KeySource keys,
    BearerTokens tokens,
    InstantSource clock) {

  IssuerStatus now() {
    Instant now = clock.instant();
    Optional<KeyHealth> found = keys.health();
    return new IssuerStatus(
        issuer,
        new IssuerStatus.Parts(
            Optional.ofNullable(discovery).map(each -> discovered(each, now)),
            found.map(each -> SourceStatus.kept(each.atHand(), each.fetching(), now)),
            tokens.introspection().map(each -> SourceStatus.asked(each, now)),
            found.map(KeyHealth::usable).orElse(0),
            found.map(KeyHealth::skipped).orElse(0)));
  }

  private static SourceStatus discovered(Discovery discovery, Instant now) {
    boolean atHand = discovery.atHand() instanceof MetadataLookup.Ready;
    return SourceStatus.kept(atHand, discovery.health(), now);
  }
}
