package dev.latchkey;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Listener;
import dev.latchkey.http.Background;
import dev.latchkey.http.GuardedTransport;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.JdkTransport;
import dev.latchkey.http.Jitter;
import dev.latchkey.http.Surroundings;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.token.BearerTokens;
import dev.latchkey.token.TrustedIssuer;
import org.jspecify.annotations.Nullable;

/**
 * One issuer, and what is asked of it over the network.
 *
 * @param plan what the settings want of it
 * @param discovery its metadata, where they are discovered; {@code null} where not
 */
record ConnectedIssuer(
    IssuerPlan plan,
    TrustedIssuer issuer,
    @Nullable Discovery discovery,
    MetadataSource metadata,
    KeySource keys,
    Surroundings surroundings) {

  /** What all issuers share: nothing that they say. */
  record Shared(
      LatchkeyBuilder.Outside outside,
      Background threads,
      Listener listener,
      SignatureProvider signatures,
      Closeables closeables) {}

  static ConnectedIssuer connect(IssuerPlan plan, Shared shared) {
    ProviderPlan provider = plan.provider();
    Surroundings surroundings =
        new Surroundings(
            transport(provider, shared),
            shared.outside().clock(),
            Ticker.systemTicker(),
            shared.threads(),
            shared.listener(),
            Jitter.random());
    Discovery discovery = provider.discovery(surroundings).orElse(null);
    if (discovery != null) {
      shared.closeables().add(discovery);
    }
    MetadataSource metadata = discovery == null ? provider.metadata() : discovery;
    KeySource published = provider.keys(metadata, surroundings, shared);
    KeySource keys = plan.tokens().algorithms().keys(published);
    BearerPlan.Parts parts =
        new BearerPlan.Parts(
            keys, metadata, surroundings.transport(), surroundings.clock(), surroundings.ticker());
    BearerTokens tokens = plan.bearer().tokens(plan.tokens().accessTokens(), provider, parts);
    TrustedIssuer issuer =
        new TrustedIssuer(plan.name(), provider.issuer(), tokens, provider.profile().advice());
    return new ConnectedIssuer(plan, issuer, discovery, metadata, keys, surroundings);
  }

  private static HttpTransport transport(ProviderPlan provider, Shared shared) {
    HttpTransport own = shared.outside().transport();
    HttpTransport checked =
        own == null
            ? shared.closeables().add(new JdkTransport(provider.http(), provider.addresses()))
            : new GuardedTransport(own, provider.addresses());
    return provider.endpoints().inside(checked);
  }

  /** The provider may be down: whatever is asked first waits for these, nobody else does. */
  void start() {
    if (discovery != null) {
      discovery.start();
    }
    surroundings.background().execute(() -> keys.find(null, "RS256"));
  }

  ProviderStatus status() {
    return new ProviderStatus(
        issuer.issuer(), discovery, keys, issuer.tokens(), surroundings.clock());
  }
}
