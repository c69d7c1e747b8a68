package dev.latchkey;

import dev.latchkey.http.AddressRules;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.InternalTransport;
import dev.latchkey.http.Surroundings;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.Endpoint;
import dev.latchkey.provider.FixedMetadata;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.MetadataBuilder;
import dev.latchkey.provider.MetadataReader;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a provider is asked, as the settings say it.
 *
 * @param document its discovery document; empty where nothing is discovered
 * @param configured addresses that count whatever it says
 * @param internal where calls go that are meant for the issuer's public address
 */
record EndpointPlan(
    Optional<URI> document, Map<Endpoint, URI> configured, Optional<Internal> internal) {

  /** Two addresses of one provider, of which scheme, host and port count. */
  record Internal(URI publicAddress, URI internalAddress) {}

  private static final List<Setting> ONLY_DISCOVERY =
      List.of(Setting.DISCOVERY_URL, Setting.DISCOVERY_PARAMETERS);

  static EndpointPlan read(
      SettingValues values, Problems problems, String issuer, RemoteAddresses remote) {
    Map<Endpoint, URI> configured = new EnumMap<>(Endpoint.class);
    for (Endpoint endpoint : Endpoint.values()) {
      if (endpoint != Endpoint.KEYS) { // of which there may be several
        Optional<URI> address = remote.set(setting(endpoint));
        if (address.isPresent()) {
          configured.put(endpoint, address.get());
        }
      }
    }
    return new EndpointPlan(
        document(values, problems, issuer, remote),
        configured,
        internal(values, problems, issuer, remote));
  }

  private static Optional<URI> document(
      SettingValues values, Problems problems, String issuer, RemoteAddresses remote) {
    Map<String, String> parameters =
        NamedValues.parameters(values, Setting.DISCOVERY_PARAMETERS, problems);
    if (!values.choice(Setting.DISCOVERY, Map.of("on", true, "off", false))) {
      for (Setting setting : ONLY_DISCOVERY) {
        if (values.has(setting)) {
          problems.add(setting, "is set, but discovery is off; remove one");
        }
      }
      return Optional.empty();
    }
    Optional<URI> address =
        values.has(Setting.DISCOVERY_URL)
            ? remote.set(Setting.DISCOVERY_URL)
            : belowIssuer(values, issuer);
    return address.map(uri -> FormEncoding.append(uri, parameters));
  }

  private static Optional<URI> belowIssuer(SettingValues values, String issuer) {
    return isAddress(issuer)
        ? values.read(Setting.ISSUER, issuer, Discovery::documentOf)
        : Optional.empty();
  }

  private static boolean isAddress(String issuer) {
    return issuer.startsWith("https://") || issuer.startsWith("http://");
  }

  private static Optional<Internal> internal(
      SettingValues values, Problems problems, String issuer, RemoteAddresses remote) {
    URI internal = remote.set(Setting.INTERNAL_URL).orElse(null);
    if (internal == null) {
      return Optional.empty();
    }
    if (!internal.getRawPath().matches("/?") || internal.getRawQuery() != null) {
      problems.add(
          Setting.INTERNAL_URL,
          "is "
              + internal
              + "; write scheme, host and port only: paths are those of the public address");
    }
    if (!isAddress(issuer)) {
      problems.add(Setting.INTERNAL_URL, "needs an issuer that is an address");
      return Optional.empty();
    }
    return values.address(Setting.ISSUER, issuer).map(known -> new Internal(known, internal));
  }

  /** What must be said here, as nothing is discovered. */
  void check(ProviderNeeds needs, boolean ownKeys, SettingValues values, Problems problems) {
    if (values.text(Setting.DISCOVERY).equals("on")) {
      return;
    }
    for (Endpoint endpoint : needs.ofSettings(ownKeys)) {
      if (!configured.containsKey(endpoint)) {
        problems.add(
            setting(endpoint),
            "is not set, but discovery is off; write the address that the provider's documentation"
                + " calls "
                + endpoint.specName());
      }
    }
  }

  private static Setting setting(Endpoint endpoint) {
    return SettingNames.named(endpoint.setting()).orElseThrow();
  }

  /** Where the rules need nothing that is not configured, nothing is discovered. */
  EndpointPlan withoutNeedlessDiscovery(ProviderNeeds needs, boolean ownKeys) {
    boolean needed = needs.signsIn() || !configured.keySet().containsAll(needs.ofMetadata(ownKeys));
    return needed ? this : new EndpointPlan(Optional.empty(), configured, internal);
  }

  HttpTransport inside(HttpTransport transport) {
    if (internal.isEmpty()) {
      return transport;
    }
    Internal known = internal.get();
    return new InternalTransport(transport, known.publicAddress(), known.internalAddress());
  }

  /** The endpoints of the settings alone. */
  FixedMetadata metadata(String issuer) {
    MetadataBuilder metadata = Metadata.builder(issuer);
    configured.forEach(metadata::endpoint);
    return new FixedMetadata(metadata.build());
  }

  Optional<Discovery> discovery(
      IssuerMatch issuer,
      AddressRules rules,
      Set<Endpoint> needed,
      Duration waitLimit,
      Surroundings surroundings) {
    if (document.isEmpty()) {
      return Optional.empty();
    }
    MetadataReader reader = new MetadataReader(issuer, rules).with(configured).needing(needed);
    return Optional.of(
        new Discovery(issuer.configured(), document.get(), reader, waitLimit, surroundings));
  }
}
