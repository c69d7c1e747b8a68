package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.http.AddressRules;
import dev.latchkey.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataReaderTest {

  private static final String ISSUER = "https://id.example.com";
  private final MetadataReader reader = new MetadataReader(ISSUER, AddressRules.strict());

  private static Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", ISSUER);
    document.put("jwks_uri", ISSUER + "/jwks");
    return document;
  }

  private static Map<String, Object> changed(String name, Object value) {
    Map<String, Object> document = document();
    document.put(name, value);
    return document;
  }

  private MetadataLookup read(Map<String, Object> document) {
    return reader.read(Json.write(document).getBytes(StandardCharsets.UTF_8));
  }

  private void assertMisconfigured(Map<String, Object> document, String why) {
    MetadataLookup lookup = read(document);
    assertThat(lookup).isInstanceOf(MetadataLookup.Misconfigured.class);
    assertThat(((MetadataLookup.Misconfigured) lookup).detail()).contains(why);
  }

  @Test
  void issuerAndKeysAreEnough() {
    Metadata metadata = ((MetadataLookup.Ready) read(document())).metadata();
    assertThat(metadata)
        .isEqualTo(Metadata.builder(ISSUER).jwksUri(URI.create(ISSUER + "/jwks")).build());
  }

  @Test
  void readsAllThatIsKnownAndIgnoresTheRest() {
    Map<String, Object> document = document();
    for (String name :
        List.of(
            "authorization", "token", "end_session", "userinfo", "introspection", "revocation")) {
      document.put(name + "_endpoint", ISSUER + "/" + name + "?realm=a");
    }
    document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    document.put("introspection_endpoint_auth_methods_supported", List.of("private_key_jwt"));
    document.put("authorization_response_iss_parameter_supported", true);
    document.put("code_challenge_methods_supported", List.of("S256", "plain"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256", "none"));
    document.put("response_modes_supported", List.of("query", "form_post"));
    document.put("check_session_iframe", 7);
    Metadata metadata = ((MetadataLookup.Ready) read(document)).metadata();
    assertThat(metadata)
        .isEqualTo(
            Metadata.builder(ISSUER)
                .jwksUri(URI.create(ISSUER + "/jwks"))
                .authorizationEndpoint(URI.create(ISSUER + "/authorization?realm=a"))
                .tokenEndpoint(URI.create(ISSUER + "/token?realm=a"))
                .endSessionEndpoint(URI.create(ISSUER + "/end_session?realm=a"))
                .userinfoEndpoint(URI.create(ISSUER + "/userinfo?realm=a"))
                .introspectionEndpoint(URI.create(ISSUER + "/introspection?realm=a"))
                .revocationEndpoint(URI.create(ISSUER + "/revocation?realm=a"))
                .tokenEndpointAuthMethods(Set.of("client_secret_post"))
                .introspectionAuthMethods(Set.of("private_key_jwt"))
                .issParameterSupported(true)
                .codeChallengeMethods(Set.of("S256", "plain"))
                .idTokenAlgorithms(Set.of("RS256", "none"))
                .responseModes(Set.of("query", "form_post"))
                .build());
  }

  @ParameterizedTest
  @Tag("E01")
  @Tag("F-07")
  @ValueSource(
      strings = {
        "https://id.example.com/",
        "https://ID.example.com",
        "http://id.example.com",
        "https://id.example.com:443",
        "https://id.example.com.evil.example",
        ""
      })
  void anotherIssuerIsAContradiction(String published) {
    assertMisconfigured(
        changed("issuer", published),
        "says issuer \"" + published + "\" but \"https://id.example.com\" is configured");
  }

  @Test
  @Tag("E01")
  void anExtraSlashIsPointedOut() {
    MetadataLookup lookup = read(changed("issuer", "https://id.example.com/"));
    assertThat(lookup)
        .isEqualTo(
            new MetadataLookup.Misconfigured(
                "discovery document says issuer \"https://id.example.com/\" but"
                    + " \"https://id.example.com\" is configured; configure it exactly as"
                    + " published, the trailing slash matters"));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("issuer", null, "has no issuer"),
        Arguments.of("issuer", 7, "issuer is no string"),
        Arguments.of("jwks_uri", null, "has no jwks_uri"),
        Arguments.of("jwks_uri", List.of(), "jwks_uri is no string"),
        Arguments.of("jwks_uri", "http://id.example.com/jwks", "is not https"),
        Arguments.of("jwks_uri", "//id.example.com/jwks", "no absolute address"),
        Arguments.of("jwks_uri", "file:///etc/passwd", "no absolute address"),
        Arguments.of("jwks_uri", "https://169.254.169.254/", "private network"),
        Arguments.of("jwks_uri", "https://[::1]/", "private network"),
        Arguments.of("jwks_uri", "https://a b/", "is no address"),
        Arguments.of("token_endpoint", "https://10.0.0.1/token", "private network"),
        Arguments.of("token_endpoint", "ftp://id.example.com/", "is not https"),
        Arguments.of("userinfo_endpoint", "http://id.example.com/", "is not https"),
        Arguments.of("authorization_endpoint", "javascript:alert(1)", "no absolute address"),
        Arguments.of("authorization_endpoint", "http://id.example.com/", "is not https"),
        Arguments.of("end_session_endpoint", "https://u:p@id.example.com/", "user info"),
        Arguments.of("end_session_endpoint", false, "is no string"),
        Arguments.of("code_challenge_methods_supported", "S256", "no array of strings"),
        Arguments.of("code_challenge_methods_supported", List.of(1), "no array of strings"),
        Arguments.of("id_token_signing_alg_values_supported", Map.of(), "no array of strings"),
        Arguments.of("response_modes_supported", "query", "no array of strings"),
        Arguments.of("authorization_response_iss_parameter_supported", "true", "neither true"));
  }

  @ParameterizedTest
  @Tag("E03")
  @Tag("E04")
  @MethodSource("wrong")
  void aKnownMemberThatIsWrongSpoilsTheDocument(String name, Object value, String why) {
    assertMisconfigured(changed(name, value), why);
  }

  @ParameterizedTest
  @Tag("F-06")
  @ValueSource(strings = {"", "<html>\u001b[31mportal", "[]", "{\"issuer\":", "{\"a\":1,\"a\":2}"})
  void whatIsNoJsonObjectSaysNothingAboutTheSettings(String body) {
    MetadataLookup lookup = reader.read(body.getBytes(StandardCharsets.UTF_8));
    assertThat(lookup).isInstanceOf(MetadataLookup.Unavailable.class);
    assertThat(((MetadataLookup.Unavailable) lookup).detail())
        .contains("not one strict JSON object")
        .doesNotContain("\u001b");
  }

  @Test
  void whatIsConfiguredCountsWhateverTheDocumentSays() {
    URI token = URI.create("https://10.0.0.1/token");
    MetadataLookup lookup =
        reader
            .with(Map.of(Endpoint.TOKEN, token))
            .read(
                Json.write(changed("token_endpoint", "http://10.9.9.9/"))
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(((MetadataLookup.Ready) lookup).metadata().tokenEndpoint()).contains(token);
    assertThat(((MetadataLookup.Ready) lookup).metadata().jwksUri())
        .contains(URI.create(ISSUER + "/jwks"));
  }

  @Test
  void onlyWhatIsNeededMustBeThere() {
    byte[] bare = Json.write(Map.of("issuer", ISSUER)).getBytes(StandardCharsets.UTF_8);
    MetadataReader introspecting = reader.needing(Set.of(Endpoint.INTROSPECTION));

    assertThat(reader.needing(Set.of()).read(bare)).isInstanceOf(MetadataLookup.Ready.class);
    assertThat(introspecting.read(bare))
        .isEqualTo(
            new MetadataLookup.Misconfigured(
                "discovery document has no introspection_endpoint; set"
                    + " endpoint.introspection"));
    assertThat(
            introspecting
                .with(Map.of(Endpoint.INTROSPECTION, URI.create(ISSUER + "/introspect")))
                .read(bare))
        .isInstanceOf(MetadataLookup.Ready.class);
  }

  @Test
  void theIssuersOwnHostMayBePrivateWhereTheRulesSaySo() {
    AddressRules rules = AddressRules.strict().allowInsecureHttpTo(Set.of("localhost"));
    MetadataReader local = new MetadataReader("http://localhost:8080/realms/a", rules);
    String json =
        Json.write(
            Map.of(
                "issuer",
                "http://localhost:8080/realms/a",
                "jwks_uri",
                "http://localhost:8080/certs"));
    assertThat(local.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MetadataLookup.Ready.class);
  }
}
