package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the keys of a {@code keycloak.json} become. */
class KeycloakFileTest {

  private static void assertAdds(String members, Map<Setting, String> more) {
    KeycloakCase read = KeycloakCase.with(members);
    Map<Setting, String> expected = new HashMap<>(KeycloakCase.least());
    expected.putAll(more);
    assertThat(read.problems()).isEmpty();
    assertThat(read.settings()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void theLeastThatAdaptersWantedIsEnough() {
    assertAdds("", Map.of());
    assertThat(KeycloakCase.with("").warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://id.example.com|https://id.example.com/realms/shop",
        "https://id.example.com/|https://id.example.com/realms/shop",
        "https://id.example.com/auth|https://id.example.com/auth/realms/shop",
        "https://id.example.com/auth/|https://id.example.com/auth/realms/shop",
        "https://id.example.com:8443/auth//|https://id.example.com:8443/auth/realms/shop",
        "http://localhost:8080|http://localhost:8080/realms/shop"
      })
  void theIssuerIsTheRealmBelowTheServer(String server, String issuer) {
    assertThat(
            KeycloakCase.text(
                    "{\"realm\":\"shop\",\"resource\":\"shop\",\"auth-server-url\":\"%s\"}"
                        .formatted(server))
                .of(Setting.ISSUER))
        .isEqualTo(issuer);
  }

  @ParameterizedTest
  @CsvSource({"My Shop,My%20Shop", "caf\u00e9,caf%C3%A9", "50%,50%25", "a.b_c-d~e,a.b_c-d~e"})
  void aRealmIsEncodedAsKeycloakPublishesIt(String realm, String encoded) {
    assertThat(
            KeycloakCase.text(
                    "{\"realm\":\"%s\",\"resource\":\"shop\",\"auth-server-url\":\"https://a\"}"
                        .formatted(realm))
                .of(Setting.ISSUER))
        .isEqualTo("https://a/realms/" + encoded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'credentials':{'secret':'s3cret'}|client-secret|s3cret",
        "'credentials':{'provider':'secret','secret':'s3cret'}|client-secret|s3cret",
        "'public-client':true|client-authentication|none",
        "'public-client':'true'|client-authentication|none",
        "'autodetect-bearer-only':true|rules|any /**",
        "'use-resource-role-mappings':true|roles.claims|/resource_access/shop/roles",
        "'use-resource-role-mappings':false|roles.claims|/realm_access/roles",
        "'use-resource-role-mappings':true,'use-realm-role-mappings':true|roles.claims|/realm_access/roles /resource_access/shop/roles",
        "'use-resource-role-mappings':true,'use-realm-role-mappings':false|roles.claims|/resource_access/shop/roles",
        "'principal-attribute':'preferred_username'|principal.claims|/preferred_username /sub",
        "'principal-attribute':'sub'|principal.claims|/sub",
        "'scope':'profile orders:read'|scopes|profile orders:read",
        "'token-store':'cookie'|session.store|cookie",
        "'token-store':'COOKIE'|session.store|cookie",
        "'adapter-state-cookie-path':'/shop'|session.cookie.path|/shop",
        "'token-minimum-time-to-live':10|session.refresh-before|10s",
        "'token-minimum-time-to-live':'10'|session.refresh-before|10s",
        "'token-minimum-time-to-live':0|session.refresh-before|0s",
        "'min-time-between-jwks-requests':20|jwks.cool-down|20s",
        "'public-key-cache-ttl':86400|jwks.refresh|86400s",
        "'truststore':'/etc/ca.jks','truststore-password':'geheim'|http.trust-store|/etc/ca.jks",
        "'truststore':'/etc/ca.jks','truststore-password':'geheim'|http.trust-store-password|geheim",
        "'proxy-url':'http://proxy:3128'|http.proxy|http://proxy:3128",
        "'socket-timeout-millis':2500|http.timeout|2500ms",
        "'connection-timeout-millis':700|http.connect-timeout|700ms",
        "'auth-server-url-for-backend-requests':'http://kc:8080/'|internal-url|http://kc:8080"
      })
  void aKeyBecomesASetting(String members, String setting, String text) {
    KeycloakCase read = KeycloakCase.with(members.replace('\'', '"'));

    assertThat(read.problems()).isEmpty();
    assertThat(read.of(SettingNames.named(setting).orElseThrow())).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'public-client':false",
        "'bearer-only':false",
        "'autodetect-bearer-only':false",
        "'enable-pkce':true",
        "'enable-pkce':false",
        "'connection-pool-size':20",
        "'connection-ttl-millis':-1",
        "'socket-timeout-millis':-1",
        "'ssl-required':'external'",
        "'ssl-required':'ALL'",
        "'confidential-port':0",
        "'confidential-port':-1",
        "'verify-token-audience':true",
        "'ignore-oauth-query-parameter':true",
        "'cors-max-age':1000,'cors-allowed-methods':'POST','cors-allowed-headers':'A','cors-exposed-headers':'B'",
        "'enable-cors':false",
        "'enable-basic-auth':false",
        "'expose-token':false",
        "'always-refresh-token':false",
        "'disable-trust-manager':false",
        "'allow-any-hostname':false",
        "'turn-off-change-session-id-on-login':false",
        "'register-node-at-startup':false",
        "'register-node-period':-1",
        "'register-node-period':0",
        "'redirect-rewrite-rules':{}",
        "'policy-enforcer':null",
        "'realm-public-key':null",
        "'credentials':{}"
      })
  void aKeyThatAsksForNothingChangesNothing(String members) {
    assertAdds(members.replace('\'', '"'), Map.of());
    assertThat(KeycloakCase.with(members.replace('\'', '"')).warnings()).isEmpty();
  }

  /** Else its rules would be asked for all that signing in takes. */
  @Test
  void whoTakesTokensOnlyHasNoClientAndNoSecret() {
    KeycloakCase read =
        KeycloakCase.with("\"bearer-only\": true, \"credentials\": {\"secret\": \"s3cret\"}");

    assertThat(read.problems()).isEmpty();
    assertThat(read.of(Setting.RULES)).isEqualTo("bearer /**");
    assertThat(read.of(Setting.AUDIENCE)).isEqualTo("shop");
    assertThat(read.settings()).doesNotContainKeys(Setting.CLIENT_ID, Setting.CLIENT_SECRET);
  }

  @Test
  void unlessItAsksKeycloakAboutTokens() {
    KeycloakCase read =
        KeycloakCase.with(
            "\"bearer-only\": true, \"credentials\": {\"secret\": \"s3cret\"}",
            "token.verification",
            "both");

    assertThat(read.settings())
        .containsEntry(Setting.CLIENT_ID, "shop")
        .containsEntry(Setting.CLIENT_SECRET, "s3cret")
        .containsEntry(Setting.RULES, "bearer /**");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'ssl-required':'none'|ssl-required is none, which allows nothing",
        "'confidential-port':8443|confidential-port counts for nothing: the port that browsers see stands in base-url",
        "'token-store':'session'|token-store is session, but nothing is kept in the HttpSession",
        "'ignore-oauth-query-parameter':false|ignore-oauth-query-parameter is false, but",
        "'bearer-only':true|verify-token-audience is not true, but the audience of tokens is always looked at",
        "'bearer-only':true,'verify-token-audience':false|verify-token-audience is not true, but",
        "'autodetect-bearer-only':true|verify-token-audience is not true, but"
      })
  void whatIsOtherwiseThanBeforeIsToldAtTheStart(String members, String start) {
    KeycloakCase read = KeycloakCase.with(members.replace('\'', '"'));

    assertThat(read.problems()).isEmpty();
    assertThat(read.warnings()).singleElement().asString().startsWith(start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'confidential-port':8443|base-url|https://shop.example.com:8443",
        "'token-store':'session'|session.store|memory",
        "'ignore-oauth-query-parameter':false|token.locations|header query:access_token",
        "'bearer-only':true|audience|orders-api",
        "'bearer-only':true,'verify-token-audience':true|clock-skew|1s"
      })
  void whoHasDecidedIsToldNothing(String members, String key, String value) {
    KeycloakCase read = KeycloakCase.with(members.replace('\'', '"'), key, value);

    assertThat(read.problems()).isEmpty();
    assertThat(read.warnings()).isEmpty();
  }

  @Test
  void rulesOfOnesOwnMayReadTokensSoTheAudienceIsTold() {
    assertThat(KeycloakCase.with("", "rules", "bearer /api/**").warnings())
        .singleElement()
        .asString()
        .startsWith("verify-token-audience is not true");
    assertThat(KeycloakCase.with("", "rule.1", "bearer /api/**").warnings()).hasSize(1);
  }

  @Test
  void whatIsSetAlreadyIsNotTakenFromTheFile() {
    KeycloakCase read =
        KeycloakCase.with(
            "\"credentials\": {\"secret\": \"s3cret\"}, \"truststore\": \"/a\","
                + " \"truststore-password\": \"b\"",
            "issuer",
            "https://other.example.com/realms/x",
            "client-id",
            "other",
            "client-secret-file",
            "/run/secrets/other",
            "http.trust-store",
            "/c");

    assertThat(read.settings())
        .doesNotContainKeys(
            Setting.ISSUER,
            Setting.CLIENT_ID,
            Setting.CLIENT_SECRET,
            Setting.HTTP_TRUST_STORE,
            Setting.HTTP_TRUST_STORE_PASSWORD)
        .containsEntry(Setting.AUDIENCE, "other");
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void aSecretOfOnesOwnMakesThePublicClientOfTheFileNone() {
    assertThat(KeycloakCase.with("\"public-client\": true", "client-secret", "own").settings())
        .doesNotContainKey(Setting.CLIENT_AUTHENTICATION);
    assertThat(
            KeycloakCase.with(
                    "\"credentials\": {\"secret\": \"s\"}", "client-authentication", "none")
                .settings())
        .doesNotContainKeys(Setting.CLIENT_SECRET, Setting.CLIENT_AUTHENTICATION);
  }

  @Test
  void aClientsNameIsEscapedWhereItStandsInAPointer() {
    assertThat(
            KeycloakCase.text(
                    "{\"realm\":\"r\",\"auth-server-url\":\"https://a\",\"resource\":\"a/b~c\","
                        + "\"use-resource-role-mappings\":true}")
                .of(Setting.ROLES_CLAIMS))
        .isEqualTo("/resource_access/a~1b~0c/roles");
  }

  @Test
  void messagesNameTheKeyOfTheFileBesideOurs() {
    KeycloakCase read = KeycloakCase.with("\"proxy-url\": \"http://p:1\"");

    assertThat(read.key(Setting.HTTP_PROXY)).isEqualTo("http.proxy (proxy-url)");
    assertThat(read.key(Setting.ISSUER)).isEqualTo("issuer (auth-server-url and realm)");
    assertThat(read.key(Setting.BASE_URL)).isEqualTo("base-url");
  }

  /** A key that nobody reads would be a key that is passed over in silence. */
  @Test
  void everyKeyIsMappedNeedlessOrRefused() {
    List<KeycloakKey> needless =
        List.of(
            KeycloakKey.ENABLE_PKCE,
            KeycloakKey.CONNECTION_POOL_SIZE,
            KeycloakKey.CONNECTION_TTL_MILLIS,
            KeycloakKey.CORS_MAX_AGE,
            KeycloakKey.CORS_ALLOWED_HEADERS,
            KeycloakKey.CORS_ALLOWED_METHODS,
            KeycloakKey.CORS_EXPOSED_HEADERS);
    for (KeycloakKey key : KeycloakKey.values()) {
      assertThat(key.refusal().isPresent() || needless.contains(key) || isCarriedOver(key))
          .as(key.key())
          .isTrue();
    }
  }

  private static boolean isCarriedOver(KeycloakKey key) {
    String value =
        switch (key.kind()) {
          case TEXT -> "\"/x\"";
          case FLAG -> "true";
          case NUMBER -> "7";
          case OBJECT -> "{\"secret\":\"s\"}";
        };
    String bare = "{\"%s\":%s}".formatted(key.key(), value);
    KeycloakCase without = KeycloakCase.text("{}");
    KeycloakCase with = KeycloakCase.text(bare);
    KeycloakCase negated = KeycloakCase.text(bare.replace("true", "false"));
    KeycloakCase bearer = KeycloakCase.text("{\"bearer-only\":true}");
    KeycloakCase bearerWith =
        KeycloakCase.text("{\"bearer-only\":true,\"%s\":%s}".formatted(key.key(), value));
    return !told(with).equals(told(without))
        || !told(negated).equals(told(without))
        || key != KeycloakKey.BEARER_ONLY && !told(bearerWith).equals(told(bearer));
  }

  private static String told(KeycloakCase read) {
    return read.settings() + "\n" + read.problems() + "\n" + read.warnings();
  }
}
