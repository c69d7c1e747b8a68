package dev.latchkey;

import dev.latchkey.http.AddressRules;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.http.HttpSettings;
import dev.latchkey.keys.KeySettings;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.Profile;
import dev.latchkey.token.AccessTokenSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The provider as the settings describe it.
 *
 * @param issuer as configured; empty when that is a problem
 * @param profile where things stand in its tokens
 * @param discoveryUrl its discovery document; empty where nothing of it is needed
 * @param jwksUris key sets in place of the discovered one
 * @param introspection the introspection endpoint in place of the discovered one
 * @param addresses what may be called
 * @param http how it is called
 * @param keys how its keys are kept
 */
record ProviderPlan(
    String issuer,
    Profile profile,
    Optional<URI> discoveryUrl,
    List<URI> jwksUris,
    Optional<URI> introspection,
    AddressRules addresses,
    HttpSettings http,
    KeySettings keys) {

  static ProviderPlan read(SettingValues values, Problems problems) {
    Set<String> insecureHosts = new HashSet<>(values.words(Setting.INSECURE_HTTP_HOSTS));
    if (!insecureHosts.isEmpty()) {
      problems.warn(
          "insecure-http-hosts="
              + String.join(" ", insecureHosts)
              + ": tokens and secrets travel unprotected to these hosts; for development only");
    }
    String issuer = issuer(values, problems, insecureHosts);
    List<URI> jwksUris =
        values.words(Setting.JWKS_URI).stream()
            .flatMap(
                text -> remote(Setting.JWKS_URI, text, values, problems, insecureHosts).stream())
            .toList();
    Map<String, String> parameters =
        NamedValues.parameters(values, Setting.DISCOVERY_PARAMETERS, problems);
    Optional<URI> discoveryUrl =
        discoveryUrl(issuer, values, problems, insecureHosts)
            .map(address -> FormEncoding.append(address, parameters));
    Optional<URI> introspection =
        values
            .set(Setting.ENDPOINT_INTROSPECTION)
            .flatMap(
                text ->
                    remote(Setting.ENDPOINT_INTROSPECTION, text, values, problems, insecureHosts));
    List<URI> called =
        Stream.of(jwksUris.stream(), discoveryUrl.stream(), introspection.stream())
            .flatMap(each -> each)
            .toList();
    return new ProviderPlan(
        issuer,
        values
            .read(Setting.PROVIDER_PROFILE, values.text(Setting.PROVIDER_PROFILE), Profile::named)
            .orElse(Profile.GENERIC),
        discoveryUrl,
        jwksUris,
        introspection,
        addresses(values, insecureHosts, called),
        HttpPlan.read(values, problems),
        keys(values).headers(NamedValues.headers(values, Setting.JWKS_HEADERS, problems)));
  }

  private static String issuer(SettingValues values, Problems problems, Set<String> insecureHosts) {
    Optional<String> issuer = values.set(Setting.ISSUER);
    if (issuer.isEmpty()) {
      problems.add(
          Setting.ISSUER,
          "is not set; write it exactly as the provider publishes it, for example"
              + " https://id.example.com/realms/shop");
    } else if (!issuer.get().equals(AccessTokenSettings.ANY_ISSUER)) {
      remote(Setting.ISSUER, issuer.get(), values, problems, insecureHosts)
          .filter(uri -> uri.getRawQuery() != null)
          .ifPresent(uri -> problems.add(Setting.ISSUER, "must not have a query"));
    }
    return issuer.orElse("");
  }

  /** An address that Latchkey calls: https, unless its host is named for development. */
  private static Optional<URI> remote(
      Setting setting,
      String text,
      SettingValues values,
      Problems problems,
      Set<String> insecureHosts) {
    Optional<URI> address = values.address(setting, text);
    address
        .filter(uri -> uri.getScheme().equals("http") && !insecureHosts.contains(uri.getHost()))
        .ifPresent(
            uri ->
                problems.add(
                    setting,
                    "is "
                        + text
                        + ", which is not https; in development, allow its host with"
                        + " insecure-http-hosts="
                        + uri.getHost()));
    return address;
  }

  private static Optional<URI> discoveryUrl(
      String issuer, SettingValues values, Problems problems, Set<String> insecureHosts) {
    Optional<String> text = values.set(Setting.DISCOVERY_URL);
    if (text.isPresent()) {
      return remote(Setting.DISCOVERY_URL, text.get(), values, problems, insecureHosts);
    }
    boolean known = issuer.startsWith("https://") || issuer.startsWith("http://");
    return known ? values.read(Setting.ISSUER, issuer, Discovery::documentOf) : Optional.empty();
  }

  private static AddressRules addresses(
      SettingValues values, Set<String> insecureHosts, List<URI> called) {
    Set<String> configured = new HashSet<>(values.words(Setting.HTTP_PRIVATE_HOSTS));
    called.forEach(uri -> configured.add(uri.getHost()));
    AddressRules rules = AddressRules.strict().allowInsecureHttpTo(insecureHosts);
    return values
        .read(
            Setting.HTTP_PRIVATE_HOSTS,
            String.join(" ", configured),
            any -> rules.allowPrivateHosts(configured))
        .orElse(rules);
  }

  private static KeySettings keys(SettingValues values) {
    return KeySettings.standard()
        .refresh(values.duration(Setting.JWKS_REFRESH, Duration.ofDays(1)))
        .coolDown(values.duration(Setting.JWKS_COOL_DOWN, Duration.ofHours(1)))
        .maxStale(values.duration(Setting.JWKS_MAX_STALE, Duration.ZERO, Duration.ofDays(7)))
        .waitLimit(values.duration(Setting.HTTP_TIMEOUT, Duration.ofMinutes(1)));
  }

  /** What only the rules can tell: whether this is enough to know of the provider. */
  void check(RulePlan rules, Problems problems) {
    if (!issuer.equals(AccessTokenSettings.ANY_ISSUER)) {
      return;
    }
    problems.warn(
        "issuer=*: whoever publishes a key at jwks-uri vouches for every issuer and every subject");
    if (jwksUris.isEmpty()) {
      problems.add(Setting.ISSUER, "is *, so the keys must come from jwks-uri; set it");
    }
    if (rules.signsIn()) {
      problems.add(
          Setting.ISSUER, "is *, so nobody can sign in; use bearer rules only, or name the issuer");
    }
  }

  /**
   * Where only bearer tokens are read, and what that takes is configured, nothing is discovered.
   */
  ProviderPlan withoutNeedlessDiscovery(boolean signsIn, BearerPlan.Way way) {
    boolean needsKeys = way != BearerPlan.Way.INTROSPECTION;
    boolean introspects = way != BearerPlan.Way.JWT;
    return signsIn || needsKeys && jwksUris.isEmpty() || introspects && introspection.isEmpty()
        ? this
        : new ProviderPlan(
            issuer, profile, Optional.empty(), jwksUris, introspection, addresses, http, keys);
  }
}
