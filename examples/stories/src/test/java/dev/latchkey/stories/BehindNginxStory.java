package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code docs/behind-a-proxy.md} says, with the nginx configuration that stands there: TLS
 * ends at the proxy, and the application speaks plain http and is told its address.
 */
class BehindNginxStory {

  /** As in a company where everybody has many, and an access token tells all of them. */
  private static final List<String> ROLES =
      IntStream.range(0, 36)
          .mapToObj(n -> UUID.nameUUIDFromBytes(new byte[] {(byte) n}).toString())
          .toList();

  private final KeycloakRealm realm =
      KeycloakRealm.create(KeycloakServer.shared(), "nginx", aliceHas(ROLES));
  private final Browser browser = new Browser();
  private Nginx nginx;
  private App app;

  @BeforeAll
  static void needsNginx() {
    assumeTrue(Nginx.isInstalled(), "skipped: no nginx here; install Debian's nginx-light");
  }

  /** Starts a proxy, and behind it the application, which knows the proxy's address. */
  private Function<String, LatchkeyBuilder> behind(String site, String prefix) {
    return behind(site, prefix, text -> text);
  }

  private Function<String, LatchkeyBuilder> behind(
      String site, String prefix, UnaryOperator<String> change) {
    return local -> {
      nginx = Nginx.start(site, local, change);
      realm.sendUsersTo(nginx.url("/*"));
      return Latchkey.builder()
          .issuer(realm.issuer())
          .client("shop", Secret.of(KeycloakServer.SECRET))
          .baseUrl(nginx.url(prefix))
          .rules("login /**")
          .set("session.secret", "per-process")
          .set("insecure-http-hosts", "localhost"); // this Keycloak has no certificate
    };
  }

  @AfterEach
  void stop() {
    if (app != null) {
      app.close();
    }
    nginx.close();
    realm.close();
  }

  @Test
  void usersSignInAtThePublicAddress() {
    app = ProtectedApp.start(behind("shop.conf", ""));

    Page page = signIn(nginx.url("/orders?id=7"));

    assertThat(page.address()).hasToString(nginx.url("/orders?id=7"));
    assertThat(page.way().get(1).toString()).startsWith(nginx.url("/oidc/callback?"));
    assertThat(page.json()).containsEntry("path", "/orders").containsEntry("name", "alice");
    assertThat(browser.cookieHeader(nginx.url("/"))).contains("__Host-latchkey-");
  }

  @Test
  void whatAClientSaysOfTheWayChangesNothing() {
    app = ProtectedApp.start(behind("shop.conf", ""));
    Map<String, String> forged =
        Map.of(
            "X-Forwarded-Proto", "http",
            "X-Forwarded-Host", "evil.example",
            "X-Forwarded-Port", "80",
            "X-Forwarded-Prefix", "/evil",
            "X-Forwarded-Server", "evil.example",
            "X-Forwarded-For", "127.0.0.1",
            "X-Original-URL", "/oidc/logout",
            "X-Rewrite-URL", "/oidc/logout",
            "Forwarded", "for=127.0.0.1;host=evil.example;proto=http");

    forged.forEach(
        (header, value) ->
            comesBackToTheProxy(
                Curl.get(nginx.url("/orders"), header, value, "Sec-Fetch-Mode", "navigate")));
  }

  /** Whoever gets past the proxy is sent to it all the same. */
  @Test
  void theAddressIsTheConfiguredOneWhereverARequestComesIn() {
    app = ProtectedApp.start(behind("shop.conf", ""));

    HttpResponse<String> answer = Curl.get(app.url("/orders"), "Sec-Fetch-Mode", "navigate");

    comesBackToTheProxy(answer);
  }

  @Test
  void aPrefixThatTheProxyTakesAwayBelongsToTheBaseUrl() {
    app = ProtectedApp.start(behind("prefix-removed.conf", "/shop"));

    Page page = signIn(nginx.url("/shop/orders?id=7"));

    assertThat(page.address()).hasToString(nginx.url("/shop/orders?id=7"));
    assertThat(page.way().get(1).toString()).startsWith(nginx.url("/shop/oidc/callback?"));
    assertThat(page.json()).containsEntry("path", "/orders").containsEntry("name", "alice");
    assertThat(browser.open(nginx.url("/shop/oidc/session")).json())
        .containsEntry("login", "/shop/oidc/login")
        .containsEntry("logout", "/shop/oidc/logout");
  }

  @Test
  void aPrefixThatTheApplicationHasTooIsTheSameToTheBrowser() {
    app = ProtectedApp.startBelow("/shop", behind("prefix-kept.conf", "/shop"));

    Page page = signIn(nginx.url("/shop/orders?id=7"));

    assertThat(page.address()).hasToString(nginx.url("/shop/orders?id=7"));
    assertThat(page.way().get(1).toString()).startsWith(nginx.url("/shop/oidc/callback?"));
    assertThat(page.json()).containsEntry("path", "/shop/orders").containsEntry("name", "alice");
    assertThat(browser.open(nginx.url("/shop/oidc/session")).json())
        .containsEntry("login", "/shop/oidc/login")
        .containsEntry("logout", "/shop/oidc/logout");
  }

  /** Why the page raises {@code proxy_buffer_size}: nginx takes 4 KiB of headers by itself. */
  @ParameterizedTest
  @CsvSource({"true, 200", "false, 502"})
  void aSignInNeedsMoreThanTheUsualBuffer(boolean asOnThePage, int status) {
    UnaryOperator<String> change = text -> text.replaceAll("proxy_buffer\\w* [^;]+;", "");
    app = ProtectedApp.start(behind("shop.conf", "", asOnThePage ? text -> text : change));

    Page page = signIn(nginx.url("/orders"));

    assertThat(page.status()).isEqualTo(status);
    assertThat(nginx.errors().contains("upstream sent too big header")).isEqualTo(!asOnThePage);
  }

  @Test
  void aWebSocketNeedsASession() {
    app = new TomcatWithWebSocket(local -> behind("shop.conf", "").apply(local).build());
    assertThat(Chat.refused(nginx.url("/chat"), "")).isEqualTo(401);

    signIn(nginx.url("/"));
    String cookies = browser.cookieHeader(nginx.url("/chat"));

    assertThat(Chat.say("hello", nginx.url("/chat"), cookies)).isEqualTo("hello, alice");
    assertThat(Chat.refused(nginx.url("/chat"), cookies, "Origin", "https://evil.example"))
        .as("another site's page")
        .isEqualTo(403);
  }

  /** Browsers are sent to a public address that the application itself never calls. */
  @Test
  void aProviderCanHaveTwoAddresses() {
    KeycloakServer keycloak = KeycloakServer.shared();
    try (Nginx id = Nginx.start("provider.conf", keycloak.base().toString());
        KeycloakRealm split = KeycloakRealm.create(keycloak, "split", publicAt(id.url("")))) {
      String issuer = id.url("/realms/split");
      ProtectedApp shop =
          ProtectedApp.start(
              local -> {
                LatchkeyBuilder settings = behind("shop.conf", "").apply(local);
                split.sendUsersTo(nginx.url("/*"));
                return settings.issuer(issuer).set("internal-url", keycloak.base().toString());
              });
      app = shop;

      Page page = signIn(nginx.url("/orders"));

      assertThat(page.json()).containsEntry("name", "alice").containsEntry("issuer", issuer);
      assertThat(page.way().get(0).toString()).as("the form").startsWith(issuer);
      assertThat(shop.calls().addresses())
          .isNotEmpty()
          .allSatisfy(address -> assertThat(address).startsWith(keycloak.base() + "/"));
    }
  }

  private static Map<String, Object> aliceHas(List<String> roles) {
    Map<String, Object> alice = new HashMap<>(KeycloakRealm.alice());
    alice.put("realmRoles", roles);
    List<Map<String, String>> all = roles.stream().map(role -> Map.of("name", role)).toList();
    return Map.of("roles", Map.of("realm", all), "users", List.of(alice));
  }

  private static Map<String, Object> publicAt(String address) {
    return Map.of("attributes", Map.of("frontendUrl", address));
  }

  private Page signIn(String address) {
    return browser.signIn(browser.open(address), "alice", "alice-pw");
  }

  private void comesBackToTheProxy(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(location.getQuery().split("&"))
        .contains("redirect_uri=" + nginx.url("/oidc/callback"));
  }
}
