package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.FakeTransport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints of the settings, without discovery or in place of what it says. */
class EndpointSettingsTest extends SoundSettings {

  private static final String ID = "https://id.example.com/";

  private static Map<String, String> undiscovered() {
    Map<String, String> settings = sound();
    settings.put("discovery", "off");
    settings.put("endpoint.authorization", ID + "authorize");
    settings.put("endpoint.token", ID + "token");
    settings.put("endpoint.introspection", ID + "introspect");
    settings.put("endpoint.userinfo", ID + "userinfo");
    settings.put("endpoint.end-session", ID + "logout");
    settings.put("endpoint.revocation", ID + "revoke");
    settings.put("jwks-uri", ID + "keys");
    settings.put("token.verification", "auto");
    return settings;
  }

  private static Map<String, String> without(Map<String, String> settings, String key) {
    Map<String, String> less = new LinkedHashMap<>(settings);
    less.remove(key);
    return less;
  }

  @Test
  void startsWithoutDiscoveryWhereAllThatIsNeededIsSet() {
    FakeTransport transport = new FakeTransport();
    try (Latchkey latchkey =
        Latchkey.builder().settings(undiscovered()).transport(transport).build()) {
      assertThat(latchkey.status().state()).isEqualTo(Status.State.UNREACHABLE);
      assertThat(latchkey.status().issuers().get(0).discovery()).isEmpty();
    }
    assertThat(transport.calls).allMatch(call -> call.uri().toString().equals(ID + "keys"));
  }

  @ParameterizedTest
  @CsvSource({
    "endpoint.authorization, authorization_endpoint",
    "endpoint.token, token_endpoint",
    "endpoint.introspection, introspection_endpoint",
    "jwks-uri, jwks_uri"
  })
  void namesWhatIsMissingWithoutDiscovery(String key, String specName) {
    assertThat(problems(refusal(without(undiscovered(), key))))
        .containsExactly(
            "  - "
                + key
                + " is not set, but discovery is off; write the address that the provider's"
                + " documentation calls "
                + specName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"endpoint.userinfo", "endpoint.end-session", "endpoint.revocation"})
  void doesWithoutWhatNoRuleNeeds(String key) {
    starts(without(undiscovered(), key));
  }

  @Test
  void needsNothingButKeysForBearerTokensOrNothingButIntrospection() {
    Map<String, String> bearer = bearerOnly();
    bearer.put("discovery", "off");
    assertThat(problems(refusal(bearer))).singleElement().asString().contains("jwks-uri");
    bearer.put("jwks-uri", ID + "keys");
    starts(bearer);

    bearer.remove("jwks-uri");
    bearer.put("token.verification", "introspection");
    bearer.put("client-id", "api");
    bearer.put("client-secret", "secret");
    assertThat(problems(refusal(bearer)))
        .singleElement()
        .asString()
        .contains("endpoint.introspection");
    bearer.put("endpoint.introspection", ID + "introspect");
    starts(bearer);
  }

  @ParameterizedTest
  @CsvSource({"discovery-url, https://id.example.com/x", "discovery.parameters, a=b"})
  void refusesSettingsOfADiscoveryThatIsOff(String key, String value) {
    Map<String, String> settings = undiscovered();
    settings.put(key, value);

    assertThat(problems(refusal(settings)))
        .containsExactly("  - " + key + " is set, but discovery is off; remove one");
  }

  @Test
  void refusesAnyOtherWordForDiscovery() {
    assertThat(refusal("discovery", "no")).contains("discovery is \"no\"; write one of [off, on]");
  }

  @ParameterizedTest
  @Tag("E03")
  @Tag("E24")
  @ValueSource(
      strings = {
        "endpoint.authorization",
        "endpoint.token",
        "endpoint.introspection",
        "endpoint.userinfo",
        "endpoint.end-session",
        "endpoint.revocation",
        "internal-url"
      })
  void refusesAddressesThatAreNotHttpsUnlessTheirHostIsNamed(String key) {
    assertThat(refusal(key, "http://keycloak.internal"))
        .contains(key + " is http://keycloak.internal, which is not https")
        .contains("insecure-http-hosts=keycloak.internal");
    assertThat(refusal(key, "ftp://id.example.com")).contains(key + " is \"ftp://id.example.com\"");
    Map<String, String> settings = soundWith(key, "http://keycloak.internal");
    settings.put("insecure-http-hosts", "keycloak.internal");
    starts(settings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://kc.internal/realms/a", "https://kc.internal?a", "https://kc.internal//"})
  void refusesAnInternalAddressWithMoreThanSchemeHostAndPort(String address) {
    assertThat(problems(refusal("internal-url", address)))
        .containsExactly(
            "  - internal-url is "
                + address
                + "; write scheme, host and port only: paths are those of the public address");
  }

  @Test
  void refusesAnInternalAddressOfNobody() {
    Map<String, String> settings = bearerOnly();
    settings.putAll(
        Map.of("issuer", "*", "jwks-uri", ID + "keys", "internal-url", "https://kc.internal"));

    assertThat(problems(refusal(settings)))
        .contains("  - internal-url needs an issuer that is an address");
  }

  @Test
  void asksAtTheInternalAddressWhichMayBePrivate() {
    Map<String, String> settings = bearerOnly();
    settings.put("internal-url", "https://10.20.30.40:8443/");
    FakeTransport transport = new FakeTransport();
    transport.answers(500, "");

    try (Latchkey latchkey =
        Latchkey.builder().settings(settings).transport(transport).listener(events::add).build()) {
      while (events.isEmpty()) { // the first fetch is under way
        Thread.onSpinWait();
      }
      assertThat(latchkey.status().state()).isEqualTo(Status.State.UNREACHABLE);
    }

    assertThat(transport.calls)
        .extracting(call -> call.uri().toString())
        .startsWith("https://10.20.30.40:8443/.well-known/openid-configuration");
  }

  @Test
  void namesTheKeysOfAFurtherProvider() {
    Map<String, String> settings = bearerOnly();
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", "https://partner.example.com");
    settings.put("provider.partner.audience", "orders-api");
    settings.put("provider.partner.discovery", "off");

    List<String> problems = problems(refusal(settings));

    assertThat(problems).anyMatch(line -> line.contains("provider.partner.jwks-uri is not set"));
  }
}
