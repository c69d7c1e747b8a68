package dev.latchkey.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.latchkey.http.AddressRules;
import dev.latchkey.http.DaemonThreads;
import dev.latchkey.http.HttpSettings;
import dev.latchkey.http.JdkTransport;
import dev.latchkey.http.Surroundings;
import dev.latchkey.json.Json;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySettings;
import dev.latchkey.keys.RemoteKeys;
import dev.latchkey.testing.TestKeys;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The parts put together as an application does, against a server. */
class ProviderOverTheWireTest {

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private KeyLookup find(AddressRules rules) {
    String issuer = SERVER.baseUrl();
    try (JdkTransport wire = new JdkTransport(HttpSettings.standard(), rules);
        DaemonThreads threads = new DaemonThreads("test")) {
      Surroundings outside =
          new Surroundings(
              wire, InstantSource.system(), Ticker.systemTicker(), threads, event -> {});
      try (Discovery discovery =
              new Discovery(
                  issuer,
                  Discovery.documentOf(issuer),
                  new MetadataReader(issuer, rules),
                  Duration.ofSeconds(5),
                  outside);
          RemoteKeys keys =
              new RemoteKeys(
                  issuer, List.of(() -> jwksUri(discovery)), KeySettings.standard(), outside)) {
        discovery.start();
        return keys.find("a", "ES256");
      }
    }
  }

  private static Optional<URI> jwksUri(MetadataSource source) {
    return source.current() instanceof MetadataLookup.Ready ready
        ? ready.metadata().jwksUri()
        : Optional.empty();
  }

  private static void publish(String jwksUri) {
    String issuer = SERVER.baseUrl();
    SERVER.stubFor(
        get("/.well-known/openid-configuration")
            .willReturn(okJson(Json.write(Map.of("issuer", issuer, "jwks_uri", jwksUri)))));
    SERVER.stubFor(
        get("/jwks")
            .willReturn(okJson(TestKeys.jwks(TestKeys.jwk("a", TestKeys.P256.getPublic())))));
  }

  private static final AddressRules LOCAL =
      AddressRules.strict().allowInsecureHttpTo(Set.of("localhost"));

  @Test
  void theFirstTokenWaitsForDiscoveryAndKeys() {
    publish(SERVER.baseUrl() + "/jwks");
    assertThat(find(LOCAL)).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  @Tag("E02")
  void aRedirectLeadsNowhere() {
    publish(SERVER.baseUrl() + "/moved");
    SERVER.stubFor(get("/moved").willReturn(temporaryRedirect("/jwks")));
    assertThat(find(LOCAL)).isInstanceOf(KeyLookup.Unavailable.class);
    SERVER.verify(0, getRequestedFor(urlEqualTo("/jwks")));
  }

  @Test
  @Tag("E04")
  void aHostThatDiscoveryAloneNamesMayNotBePrivate() {
    publish(SERVER.baseUrl().replace("localhost", "127.0.0.1") + "/jwks");
    assertThat(find(LOCAL)).isInstanceOf(KeyLookup.Unavailable.class);
    SERVER.verify(0, getRequestedFor(urlEqualTo("/jwks")));
  }

  @Test
  void anIssuerOverHttpIsNotCalledUnlessListed() {
    publish(SERVER.baseUrl() + "/jwks");
    assertThat(find(AddressRules.strict())).isInstanceOf(KeyLookup.Unavailable.class);
    SERVER.verify(0, getRequestedFor(urlEqualTo("/.well-known/openid-configuration")));
  }
}
