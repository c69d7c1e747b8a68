package dev.latchkey.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two documents that say who the provider is: discovery and the key set. */
final class Documents {
  private static final List<String> CLAIMS =
      List.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "iat",
          "auth_time",
          "nonce",
          "at_hash",
          "sid",
          "name",
          "preferred_username",
          "email",
          "email_verified",
          "roles",
          "groups");

  private final Realm realm;

  Documents(Realm realm) {
    this.realm = realm;
  }

  Answer discovery(Call call) {
    return get(call, realm.faults().inDiscovery(metadata()));
  }

  Answer keys(Call call) {
    Map<String, Object> keys = new LinkedHashMap<>(realm.keys().document());
    return get(call, realm.faults().inKeySet(keys));
  }

  private static Answer get(Call call, Map<String, Object> document) {
    return List.of("GET", "HEAD").contains(call.method())
        ? Answer.json(200, document)
        : Answer.methodNotAllowed("GET, HEAD");
  }

  /** OpenID Connect Discovery section 3: what works, all that works, and nothing else. */
  private Map<String, Object> metadata() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", realm.issuer());
    document.put("authorization_endpoint", realm.issuer() + Paths.AUTHORIZE);
    document.put("token_endpoint", realm.issuer() + Paths.TOKEN);
    document.put("userinfo_endpoint", realm.issuer() + Paths.USERINFO);
    document.put("introspection_endpoint", realm.issuer() + Paths.INTROSPECT); // RFC 8414
    document.put("revocation_endpoint", realm.issuer() + Paths.REVOKE); // RFC 8414
    document.put("jwks_uri", realm.issuer() + Paths.KEYS);
    document.put("end_session_endpoint", realm.issuer() + Paths.LOGOUT);
    for (String channel : List.of("backchannel", "frontchannel")) {
      document.put(channel + "_logout_supported", true);
      document.put(channel + "_logout_session_supported", true);
    }
    document.put("scopes_supported", Scopes.ALL);
    document.put("response_types_supported", List.of("code"));
    document.put("response_modes_supported", RequestCheck.MODES);
    document.put(
        "grant_types_supported",
        List.of("authorization_code", "refresh_token", "client_credentials"));
    document.put("subject_types_supported", List.of("public"));
    document.put(
        "id_token_signing_alg_values_supported", List.of(realm.keys().algorithm().getName()));
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "none"));
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put("prompt_values_supported", List.of("none", "login"));
    document.put("claims_supported", CLAIMS);
    document.put("claims_parameter_supported", false);
    document.put("request_parameter_supported", false);
    document.put("request_uri_parameter_supported", false);
    document.put("authorization_response_iss_parameter_supported", true); // RFC 9207 section 3
    return document;
  }
}
