package dev.latchkey.provider;

import dev.latchkey.event.SafeText;
import dev.latchkey.http.AddressRules;
import dev.latchkey.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads discovery documents of one issuer (OpenID Connect Discovery 1.0 section 4.3). Immutable.
 * Members that are not known are ignored; one that is known and wrong spoils the whole document,
 * because half a provider is not used.
 */
public final class MetadataReader {

  private static final int MAX_SHOWN_BYTES = 200;

  private final IssuerMatch issuer;
  private final AddressRules rules;
  private final Map<Endpoint, URI> configured;
  private final Set<Endpoint> needed;

  /** Makes a reader for an issuer that is compared byte for byte. */
  public MetadataReader(String issuer, AddressRules rules) {
    this(IssuerMatch.exact(issuer), rules);
  }

  /** Makes a reader for the issuer, as configured, of documents that must name its keys. */
  public MetadataReader(IssuerMatch issuer, AddressRules rules) {
    this(issuer, rules, Map.of(), Set.of(Endpoint.KEYS));
  }

  private MetadataReader(
      IssuerMatch issuer, AddressRules rules, Map<Endpoint, URI> configured, Set<Endpoint> needed) {
    this.issuer = issuer;
    this.rules = rules;
    this.configured = configured;
    this.needed = needed;
  }

  /** This reader with addresses that count whatever the document says. */
  public MetadataReader with(Map<Endpoint, URI> newConfigured) {
    return new MetadataReader(issuer, rules, Map.copyOf(newConfigured), needed);
  }

  /** This reader for documents that must name these addresses, where they are not configured. */
  public MetadataReader needing(Set<Endpoint> newNeeded) {
    return new MetadataReader(issuer, rules, configured, Set.copyOf(newNeeded));
  }

  /** Reads a document: ready, or misconfigured where it contradicts, or unavailable otherwise. */
  public MetadataLookup read(byte[] json) {
    Map<String, ?> document = Json.readObject(json);
    if (document == null) {
      return new MetadataLookup.Unavailable(
          "the discovery document is not one strict JSON object; it begins with \""
              + beginning(json)
              + "\"");
    }
    MetadataFields fields = new MetadataFields(document);
    checkIssuer(fields);
    Metadata metadata = metadata(fields);
    if (fields.problems().isEmpty()) {
      checkNeeded(metadata, fields);
    }
    return fields.problems().isEmpty()
        ? new MetadataLookup.Ready(metadata)
        : new MetadataLookup.Misconfigured(
            "discovery document " + String.join("; ", fields.problems()));
  }

  private void checkIssuer(MetadataFields fields) {
    String published = fields.text("issuer");
    if (published == null) {
      fields.note("has no issuer");
    } else if (!issuer.maySayInDiscovery(published)) { // OpenID Connect Discovery 1.0 section 4.3
      fields.note(mismatch(published));
    }
  }

  private String mismatch(String published) {
    String known = issuer.configured();
    boolean slash = published.equals(known + "/") || known.equals(published + "/");
    return "says issuer \""
        + SafeText.of(published, MAX_SHOWN_BYTES)
        + "\" but \""
        + issuer
        + "\" is configured; configure it exactly as published"
        + (slash ? ", the trailing slash matters" : "");
  }

  private Metadata metadata(MetadataFields fields) {
    return new Metadata(
        issuer.configured(),
        endpoints(fields),
        fields.strings("token_endpoint_auth_methods_supported"),
        fields.strings("introspection_endpoint_auth_methods_supported"),
        fields.flag("authorization_response_iss_parameter_supported"),
        fields.strings("code_challenge_methods_supported"),
        fields.strings("id_token_signing_alg_values_supported"),
        fields.strings("response_modes_supported"),
        logoutChannels(fields));
  }

  /** Nothing depends on these, so whatever else stands there spoils nothing. */
  private static Set<LogoutChannel> logoutChannels(MetadataFields fields) {
    Set<LogoutChannel> channels = EnumSet.noneOf(LogoutChannel.class);
    for (LogoutChannel channel : LogoutChannel.values()) {
      if (fields.isTrue(channel.specName())) {
        channels.add(channel);
      }
    }
    return channels;
  }

  /** What is configured takes the place of what is published, which is then not even read. */
  private Map<Endpoint, URI> endpoints(MetadataFields fields) {
    Map<Endpoint, URI> endpoints = new EnumMap<>(Endpoint.class);
    endpoints.putAll(configured);
    for (Endpoint endpoint : Endpoint.values()) {
      if (!configured.containsKey(endpoint)) {
        fields
            .endpoint(endpoint.specName(), address -> endpoint.refusal(address, rules))
            .ifPresent(address -> endpoints.put(endpoint, address));
      }
    }
    return endpoints;
  }

  private void checkNeeded(Metadata metadata, MetadataFields fields) {
    for (Endpoint endpoint : needed) {
      if (metadata.endpoint(endpoint).isEmpty()) {
        fields.note("has no " + endpoint.specName() + "; set " + endpoint.setting());
      }
    }
  }

  private static String beginning(byte[] body) {
    int length = Math.min(body.length, MAX_SHOWN_BYTES);
    return SafeText.of(new String(body, 0, length, StandardCharsets.UTF_8), MAX_SHOWN_BYTES);
  }
}
