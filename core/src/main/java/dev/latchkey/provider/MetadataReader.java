package dev.latchkey.provider;

import dev.latchkey.event.SafeText;
import dev.latchkey.http.AddressRules;
import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads discovery documents of one issuer (OpenID Connect Discovery 1.0 section 4.3). Immutable.
 * Members that are not known are ignored; one that is known and wrong spoils the whole document,
 * because half a provider is not used.
 */
public final class MetadataReader {

  private static final int MAX_SHOWN_BYTES = 200;

  private final IssuerMatch issuer;
  private final AddressRules rules;

  /** Makes a reader for an issuer that is compared byte for byte. */
  public MetadataReader(String issuer, AddressRules rules) {
    this(IssuerMatch.exact(issuer), rules);
  }

  /** Makes a reader for the issuer, as configured. */
  public MetadataReader(IssuerMatch issuer, AddressRules rules) {
    this.issuer = issuer;
    this.rules = rules;
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
    if (metadata.jwksUri().isEmpty() && fields.problems().isEmpty()) {
      fields.note("it has no jwks_uri");
    }
    return fields.problems().isEmpty()
        ? new MetadataLookup.Ready(metadata)
        : new MetadataLookup.Misconfigured(
            "discovery document " + String.join("; ", fields.problems()));
  }

  private void checkIssuer(MetadataFields fields) {
    String published = fields.text("issuer");
    if (published == null) {
      fields.note("it has no issuer");
    } else if (!issuer.maySayInDiscovery(published)) { // OpenID Connect Discovery 1.0 section 4.3
      fields.note(mismatch(published));
    }
  }

  private String mismatch(String published) {
    String configured = issuer.configured();
    boolean slash = published.equals(configured + "/") || configured.equals(published + "/");
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
        fields.endpoint("authorization_endpoint", rules::refusalForBrowsers),
        fields.endpoint("token_endpoint", rules::refusalOfForm),
        fields.endpoint("jwks_uri", rules::refusalOfForm),
        fields.endpoint("end_session_endpoint", rules::refusalForBrowsers),
        fields.endpoint("userinfo_endpoint", rules::refusalOfForm),
        fields.endpoint("introspection_endpoint", rules::refusalOfForm),
        fields.endpoint("revocation_endpoint", rules::refusalOfForm),
        fields.strings("token_endpoint_auth_methods_supported"),
        fields.flag("authorization_response_iss_parameter_supported"),
        fields.strings("code_challenge_methods_supported"),
        fields.strings("id_token_signing_alg_values_supported"));
  }

  private static String beginning(byte[] body) {
    int length = Math.min(body.length, MAX_SHOWN_BYTES);
    return SafeText.of(new String(body, 0, length, StandardCharsets.UTF_8), MAX_SHOWN_BYTES);
  }
}
