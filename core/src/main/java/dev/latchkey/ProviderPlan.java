package dev.latchkey;

import dev.latchkey.http.AddressRules;
import dev.latchkey.http.HttpSettings;
import dev.latchkey.http.Surroundings;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeySource;
import dev.latchkey.provider.DiscoveredKeys;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.Profile;
import dev.latchkey.token.AccessTokenSettings;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The provider as the settings describe it.
 *
 * @param issuer as configured; empty when that is a problem
 * @param names what the issuer goes by
 * @param profile where things stand in its tokens
 * @param endpoints where it is asked
 * @param keys where its keys come from
 * @param needs what the rules need of it
 * @param addresses what may be called
 * @param http how it is called
 */
record ProviderPlan(
    String issuer,
    IssuerMatch names,
    Profile profile,
    EndpointPlan endpoints,
    KeyPlan keys,
    ProviderNeeds needs,
    AddressRules addresses,
    HttpSettings http) {

  static ProviderPlan read(SettingValues values, Problems problems, ProviderNeeds needs) {
    Set<String> insecureHosts = new HashSet<>(values.words(Setting.INSECURE_HTTP_HOSTS));
    if (!insecureHosts.isEmpty()) {
      problems.warn(
          "insecure-http-hosts="
              + String.join(" ", insecureHosts)
              + ": tokens and secrets travel unprotected to these hosts; for development only");
    }
    RemoteAddresses remote = new RemoteAddresses(values, problems, insecureHosts);
    String issuer = issuer(values, problems, remote);
    Profile profile = ProfilePlan.read(values);
    KeyPlan keys = KeyPlan.read(values, problems, remote, profile);
    EndpointPlan endpoints = EndpointPlan.read(values, problems, issuer, remote);
    endpoints.check(needs, keys.isConfigured(), values, problems);
    return new ProviderPlan(
        issuer,
        IssuerNames.read(values, problems, issuer, profile),
        profile,
        endpoints.withoutNeedlessDiscovery(needs, keys.isConfigured()),
        keys,
        needs,
        addresses(values, insecureHosts, remote.hosts()),
        HttpPlan.read(values, problems));
  }

  private static String issuer(SettingValues values, Problems problems, RemoteAddresses remote) {
    Optional<String> issuer = values.set(Setting.ISSUER);
    if (issuer.isEmpty()) {
      problems.add(
          Setting.ISSUER,
          "is not set; write it exactly as the provider publishes it, for example"
              + " https://id.example.com/realms/shop");
    } else if (!issuer.get().equals(AccessTokenSettings.ANY_ISSUER)) {
      URI address = remote.set(Setting.ISSUER).orElse(null);
      if (address != null && address.getRawQuery() != null) {
        problems.add(Setting.ISSUER, "must not have a query");
      }
    }
    return issuer.orElse("");
  }

  private static AddressRules addresses(
      SettingValues values, Set<String> insecureHosts, Set<String> named) {
    Set<String> configured = new HashSet<>(values.words(Setting.HTTP_PRIVATE_HOSTS));
    configured.addAll(named);
    AddressRules rules = AddressRules.strict().allowInsecureHttpTo(insecureHosts);
    return values
        .read(
            Setting.HTTP_PRIVATE_HOSTS,
            String.join(" ", configured),
            any -> rules.allowPrivateHosts(configured))
        .orElse(rules);
  }

  /** What it says of itself, kept fresh; empty where the settings say all that is needed. */
  Optional<Discovery> discovery(Surroundings surroundings) {
    return endpoints.discovery(
        names, addresses, needs.ofMetadata(keys.isConfigured()), http.timeout(), surroundings);
  }

  /** What the settings alone say of it. */
  MetadataSource metadata() {
    return endpoints.metadata(issuer);
  }

  /** Its keys, or none where no signature is verified. */
  KeySource keys(
      MetadataSource metadata, Surroundings surroundings, ConnectedIssuer.Shared shared) {
    return needs.keys()
        ? keys.keys(issuer, new DiscoveredKeys(metadata), surroundings, shared)
        : FixedKeys.none();
  }

  /** What only the rules can tell: whether this is enough to know of the provider. */
  void check(Problems problems) {
    if (!issuer.equals(AccessTokenSettings.ANY_ISSUER)) {
      return;
    }
    problems.warn(
        "issuer=*: whoever publishes a key at jwks-uri vouches for every issuer and every subject");
    if (!keys.isConfigured()) {
      problems.add(Setting.ISSUER, "is *, so the keys must come from jwks-uri; set it");
    }
    if (needs.signsIn()) {
      problems.add(
          Setting.ISSUER, "is *, so nobody can sign in; use bearer rules only, or name the issuer");
    }
  }
}
