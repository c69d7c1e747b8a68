package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Status;
import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a provider is found: not discovered, discovered in part, somewhere else, not at all. */
class ProviderAddressJourneyTest {

  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final String RULES =
      """
      bearer /api/**
      login  /**
      """;

  private final TestProvider provider = TestProvider.builder().opaqueAccessTokens().start();
  private final Browser browser = new Browser();
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    provider.close();
  }

  private App app(Consumer<Map<String, String>> more) {
    return App.behind(
        provider,
        settings -> {
          settings.put("rules", RULES);
          more.accept(settings);
        });
  }

  private App bearerOnly(Consumer<Map<String, String>> more) {
    return app(
        settings -> {
          settings.keySet().removeIf(key -> key.startsWith("client-"));
          settings.put("rules", "bearer /**");
          more.accept(settings);
        });
  }

  private Reply call(App app, String token) {
    return browser.get(app.at("/api/x"), "Authorization", "Bearer " + token);
  }

  private String opaque() {
    return provider.opaque(provider.token().expiresIn(Duration.ofMinutes(5)).sign());
  }

  private void withoutDiscovery(Map<String, String> settings) {
    settings.put("discovery", "off");
    settings.put("endpoint.authorization", provider.issuer() + "/authorize");
    settings.put("endpoint.token", provider.issuer() + "/token");
    settings.put("endpoint.introspection", provider.issuer() + "/introspect");
    settings.put("endpoint.end-session", provider.issuer() + "/logout");
    settings.put("jwks-uri", provider.issuer() + "/jwks");
    settings.put("token.verification", "auto");
  }

  @Test
  void doesEverythingWithoutDiscovery() {
    try (App app = app(this::withoutDiscovery)) {
      assertThat(browser.visit(app.at("/orders"), "alice").says("subject")).isEqualTo("alice-id");
      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);
      assertThat(call(app, opaque()).status()).isEqualTo(200);
      assertThat(app.latchkey().status().state()).isEqualTo(Status.State.READY);
      assertThat(provider.count(DISCOVERY)).isZero();
    }
  }

  @Test
  void takesAnEndpointOfTheSettingsWhateverIsDiscovered() {
    provider.faults().discovery(document -> document.put("token_endpoint", "http://10.0.0.1/t"));
    try (App app = app(settings -> settings.put("endpoint.token", provider.issuer() + "/token"))) {
      assertThat(browser.visit(app.at("/orders"), "alice").says("subject")).isEqualTo("alice-id");
      assertThat(provider.count(DISCOVERY)).isPositive();
    }
  }

  @Test
  void callsTheInternalAddressAndSendsBrowsersToThePublicOne() throws IOException {
    try (InternalAddress internal = new InternalAddress(provider.issuer());
        App app =
            app(
                settings -> {
                  settings.put("internal-url", internal.address());
                  settings.put("token.verification", "auto");
                })) {
      Reply sent = browser.page(app.at("/orders"));
      assertThat(sent.location()).startsWith(provider.issuer() + "/authorize?");
      Reply back = browser.follow(browser.signInAt(sent, "alice"));
      assertThat(browser.follow(back).says("subject")).isEqualTo("alice-id");
      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);
      assertThat(call(app, opaque()).status()).isEqualTo(200);
      assertThat(call(app, provider.token().issuer(internal.address()).sign()).status())
          .isEqualTo(401);

      List<String> called = List.of(DISCOVERY, "/jwks", "/token", "/introspect");
      assertThat(internal.requests()).containsAll(called).allMatch(called::contains);
      assertThat(provider.requests())
          .filteredOn(called::contains)
          .as("nothing was called past it")
          .hasSameSizeAs(internal.requests());
    }
  }

  @Test
  @Tag("E01")
  void comparesTheIssuerWithThePublicAddressAlsoWhenAskedAtTheInternalOne() throws IOException {
    try (InternalAddress internal = new InternalAddress(provider.issuer())) {
      provider.faults().discovery(document -> document.put("issuer", internal.address()));
      try (App app = app(settings -> settings.put("internal-url", internal.address()))) {
        assertThat(call(app, provider.token().sign()).status()).isEqualTo(503);
        assertThat(app.latchkey().status().state()).isEqualTo(Status.State.MISCONFIGURED);
      }
    }
  }

  private Path keyFile() throws IOException {
    Path next = folder.resolve("next");
    Files.writeString(next, browser.get(provider.issuer() + "/jwks").body());
    return Files.move(next, folder.resolve("keys.json"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  @Tag("E15")
  @Tag("F-17")
  void takesTheKeysOfAFileAndItsNextOnesWhenItIsReplacedAndNoneFromTheNetwork() throws IOException {
    String file = keyFile().toString();
    provider.forgetRequests();
    try (App app = bearerOnly(settings -> settings.put("jwks-file", file))) {
      String before = provider.token().sign();
      assertThat(call(app, before).status()).isEqualTo(200);
      assertThat(app.latchkey().status().state()).isEqualTo(Status.State.READY);
      assertThat(provider.requests()).isEmpty();

      provider.rotateKeys();
      keyFile();

      assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);
      assertThat(call(app, before).status())
          .as("was remembered, but its key is gone")
          .isEqualTo(401);
      assertThat(app.takeReasons()).containsExactly("key_unknown");
    }
  }

  @Test
  @Tag("F-17")
  void refusesATokenThatItRemembersOnceARefreshBringsNoKeyOfIt() {
    try (App app = bearerOnly(settings -> settings.put("jwks.refresh", "1ms"))) {
      String before = provider.token().sign();
      assertThat(call(app, before).status()).isEqualTo(200);

      provider.rotateKeys();
      int status = 200;
      for (int refresh = 0; refresh < 5 && status == 200; refresh++) { // one may be under way yet
        app.takeEvents();
        status = call(app, before).status(); // each begins a refresh, and nobody waits for it
        if (status == 200) {
          app.await(event -> event.kind() == Event.Kind.FETCHED);
        }
      }

      assertThat(status).isEqualTo(401);
      assertThat(app.takeReasons()).contains("key_unknown");
    }
  }

  @Test
  void needsNoKeysWhereTokensAreLookedUpOnly() {
    provider.faults().discovery(document -> document.remove("jwks_uri"));
    try (App app =
        app(
            settings -> {
              settings.put("rules", "bearer /**");
              settings.put("token.verification", "introspection");
            })) {
      assertThat(call(app, opaque()).status()).isEqualTo(200);
      assertThat(app.latchkey().status().state()).isEqualTo(Status.State.READY);
      assertThat(provider.count("/jwks")).isZero();
    }
    try (App app = bearerOnly(settings -> {})) {
      assertThat(call(app, provider.token().sign()).status()).isEqualTo(503);
      assertThat(app.latchkey().status().toString()).contains("no jwks_uri; set jwks-uri");
    }
  }

  @Test
  void saysThatAProviderCannotBeAskedAboutTokens() {
    provider.faults().discovery(document -> document.remove("introspection_endpoint"));
    try (App app = app(settings -> settings.put("token.verification", "introspection"))) {
      assertThat(call(app, opaque()).status()).isEqualTo(503);
      assertThat(app.takeReasons()).contains("provider_misconfigured");
      assertThat(app.latchkey().status().state()).isEqualTo(Status.State.MISCONFIGURED);
    }
  }

  @Test
  @Tag("E09")
  void refusesUnsignedTokensWhateverAlgorithmsTheProviderLists() {
    for (List<String> listed : List.of(List.of("none"), List.of("RS256", "none"))) {
      provider
          .faults()
          .discovery(document -> document.put("id_token_signing_alg_values_supported", listed));
      try (App app = app(settings -> {})) {
        provider.faults().idToken(token -> token.algorithm("none"));
        Browser fresh = new Browser();
        Reply back = fresh.signInAt(fresh.page(app.at("/orders")), "alice");
        assertThat(fresh.follow(back).status()).isEqualTo(400);
        assertThat(app.takeReasons()).contains("token_malformed");
        assertThat(call(app, provider.token().algorithm("none").sign()).status()).isEqualTo(401);
        provider.faults().clear();
        assertThat(call(app, provider.token().sign()).status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @Tag("E10")
  @ValueSource(strings = {"plain", ""})
  void sendsAHashedChallengeWhateverMethodsTheProviderLists(String listed) {
    provider
        .faults()
        .discovery(
            document -> {
              document.remove("code_challenge_methods_supported");
              if (!listed.isEmpty()) {
                document.put("code_challenge_methods_supported", List.of(listed));
              }
            });
    try (App app = app(settings -> {})) {
      Reply sent = browser.page(app.at("/orders"));

      assertThat(sent.sentOn()).containsEntry("code_challenge_method", "S256");
      assertThat(sent.sentOn().get("code_challenge")).hasSize(43);
    }
  }

  @Test
  @Tag("E12") // without mutual TLS there is no bound endpoint that an error could lead away from
  void readsNoAliasesForMutualTlsAsItSpeaksNone() {
    provider
        .faults()
        .discovery(
            document -> document.put("mtls_endpoint_aliases", Map.of("token_endpoint", ":::")));
    try (App app = app(settings -> {})) {
      assertThat(browser.visit(app.at("/orders"), "alice").says("subject")).isEqualTo("alice-id");
    }
  }
}
