package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@code keycloak.json} may not say, and what it is told to do in its place. */
class KeycloakRefusalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'disable-trust-manager':true|disable-trust-manager would take anybody for Keycloak|http.trust-store",
        "'disable-trust-manager':'true'|disable-trust-manager would take anybody|http.trust-store",
        "'allow-any-hostname':true|allow-any-hostname would take any server|a certificate for its name",
        "'client-keystore':'k.jks'|client-keystore is for a certificate|use its secret",
        "'client-keystore-password':'x'|client-keystore-password is for a certificate|use its secret",
        "'client-key-password':'x'|client-key-password is for a certificate|use its secret",
        "'enable-cors':true|enable-cors took the origins from each token|cors.origins",
        "'enable-basic-auth':true|enable-basic-auth would hand users' passwords on|client credentials",
        "'expose-token':true|expose-token would give the token to any script|session-path",
        "'always-refresh-token':true|always-refresh-token would ask Keycloak|session.refresh-before",
        "'turn-off-change-session-id-on-login':true|turn-off-change-session-id-on-login would let|remove it",
        "'register-node-at-startup':true|register-node-at-startup would tell Keycloak of each node|back-channel-logout-path",
        "'register-node-period':1|register-node-period would tell Keycloak of each node|back-channel-logout-path",
        "'policy-enforcer':{}|policy-enforcer would ask Keycloak for permissions|write rules",
        "'policy-enforcer':{'paths':[]}|policy-enforcer would ask Keycloak|write rules",
        "'redirect-rewrite-rules':{'^/a':'/b'}|redirect-rewrite-rules would rewrite|base-url",
        "'realm-public-key':'MIGf'|realm-public-key is one key|public-key-file",
        "'ssl-required':'sometimes'|ssl-required is none of all, external and none|",
        "'token-store':'redis'|token-store is neither session nor cookie|",
        "'adapter-state-cookie-path':'shop'|adapter-state-cookie-path does not begin with a slash|as a browser sees it",
        "'principal-attribute':'nick'|principal-attribute is none of [sub,|principal.claims",
        "'truststore':'classpath:ca.jks'|truststore lies on the class path|http.trust-store",
        "'public-client':true,'credentials':{'secret':'s'}|public-client is true, but credentials hold a secret|remove one",
        "'credentials':{'jwt':{'client-keystore-file':'k'}}|credentials are for a signed JWT|client-secret-file",
        "'credentials':{'secret-jwt':{'secret':'s','algorithm':'HS256'}}|credentials are for a signed JWT|Client Id and Secret",
        "'credentials':{'provider':'jwt','secret':'s'}|credentials are for a signed JWT|client-secret-file",
        "'credentials':{'secret':7}|credentials.secret is no text|write the client's secret",
        "'credentials':{'secret':' '}|credentials.secret is no text|write the client's secret",
        "'credentials':{'secert':'s'}|credentials.secert is unknown|credentials.secret",
        "'use-resource-role-mappings':false,'use-realm-role-mappings':false|leaves no place for roles|use-realm-role-mappings",
        "'auth-server-url-for-backend-requests':'kc:8080'|auth-server-url-for-backend-requests is no absolute address|http://keycloak:8080",
        "'auth-server-url-for-backend-requests':'http://kc:8080/auth'|auth-server-url-for-backend-requests has another path|remove it",
        "'reaml':'x'|\"reaml\" is no key of Keycloak's adapters; the nearest is realm|realm",
        "'bearer_only':true|\"bearer_only\" is no key of Keycloak's adapters; the nearest is bearer-only|",
        "'base-url':'https://a'|\"base-url\" is a setting that Keycloak's adapters did not know; set it beside config|",
        "'bearer-only':'yes'|bearer-only is neither true nor false|",
        "'bearer-only':1|bearer-only is neither true nor false|",
        "'bearer-only':[]|bearer-only is no single value|",
        "'confidential-port':'https'|confidential-port is no number|",
        "'token-minimum-time-to-live':1.5|token-minimum-time-to-live is no number|",
        "'public-key-cache-ttl':9999999999|public-key-cache-ttl is no number of at most nine digits|",
        "'credentials':'s3cret'|credentials is no JSON object|",
        "'scope':''|scope is empty; leave it out|",
        "'scope':{}|scope is no single value|"
      })
  void isToldWithWhatToDo(String members, String start, String advice) {
    String problem = onlyProblem(members.replace('\'', '"'));

    assertThat(problem).startsWith(start);
    assertThat(problem).contains(advice == null ? "" : advice);
    assertThat(problem).doesNotContain("s3cret");
  }

  private static String onlyProblem(String members) {
    assertThat(KeycloakCase.with(members).problems()).hasSize(1);
    return KeycloakCase.with(members).problems().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'realm-public-key':'MIGf'|public-key-file|/run/realm.pem",
        "'realm-public-key':'MIGf'|jwks-uri|https://id.example.com/certs",
        "'always-refresh-token':true|session.refresh-before|5m",
        "'credentials':{'jwt':{}}|client-secret-file|/run/secret",
        "'principal-attribute':'nick'|principal.claims|/nick",
        "'truststore':'classpath:ca.jks'|http.trust-store|/ca.jks",
        "'token-store':'redis'|session.store|memory",
        "'adapter-state-cookie-path':'shop'|session.cookie.path|/shop",
        "'auth-server-url-for-backend-requests':'kc:8080'|internal-url|http://kc:8080",
        "'use-resource-role-mappings':false,'use-realm-role-mappings':false|roles.claims|/roles",
        "'enable-cors':true|cors.origins|https://app.example.com"
      })
  void isNoProblemWhereASettingSaysWhatCountsInItsPlace(String members, String key, String value) {
    assertThat(KeycloakCase.with(members.replace('\'', '"'), key, value).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable-trust-manager", "allow-any-hostname"})
  void whatWouldTrustAnybodyIsRefusedWhateverElseIsSet(String key) {
    assertThat(
            KeycloakCase.with(
                    "\"%s\": true".formatted(key),
                    "http.trust-store",
                    "/ca.jks",
                    "insecure-http-hosts",
                    "localhost")
                .problems())
        .hasSize(1);
  }

  @Test
  void theLeastIsDemanded() {
    assertThat(KeycloakCase.text("{}").problems())
        .containsExactly(
            "has no auth-server-url; write Keycloak's address, or set issuer",
            "has no realm; write its name, or set issuer",
            "has no resource; write the client's id, or set client-id");
    assertThat(KeycloakCase.text("{}", "issuer", "https://a", "client-id", "b").problems())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/auth",
        "id.example.com",
        "https://",
        "https://u@a",
        "https://a?b",
        "https://a#b"
      })
  void aServerMustBeNamedInFull(String server) {
    assertThat(
            KeycloakCase.text(
                    "{\"realm\":\"shop\",\"resource\":\"shop\",\"auth-server-url\":\"%s\"}"
                        .formatted(server))
                .problems())
        .singleElement()
        .asString()
        .startsWith("auth-server-url is no absolute address; write it as in https://");
  }

  @Test
  void aRealmHasNoSlash() {
    assertThat(
            KeycloakCase.text(
                    "{\"realm\":\"a/b\",\"resource\":\"shop\",\"auth-server-url\":\"https://a\"}")
                .problems())
        .containsExactly("realm holds a slash, which no realm's name does");
  }

  /** As an audience, it would be several, or none at all. */
  @ParameterizedTest
  @ValueSource(strings = {"*", "my shop", "a\\tb"})
  void aClientsNameMustNotBecomeAList(String resource) {
    KeycloakCase read =
        KeycloakCase.text(
            "{\"realm\":\"r\",\"auth-server-url\":\"https://a\",\"resource\":\"%s\"}"
                .formatted(resource));

    assertThat(read.problems())
        .containsExactly(
            "resource is * or holds a blank, which an audience cannot be; give the client another"
                + " id");
    assertThat(read.settings()).doesNotContainKey(Setting.AUDIENCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"realm\": \"a\",}",
        "// ours\n{}",
        "{\"realm\": \"a\", \"realm\": \"b\"}",
        "realm=shop"
      })
  void whatIsNoStrictJsonIsOneProblem(String text) {
    KeycloakCase read = KeycloakCase.text(text);

    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().get(0)).startsWith("is no JSON object");
    assertThat(read.settings()).isEmpty();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(
            KeycloakCase.text(
                    """
                    {"auth-server-url": "/auth", "resource": "shop", "enable-basic-auth": true,
                     "ssl-required": "x", "policy-enforcer": {}, "reaml": "shop"}
                    """)
                .problems())
        .hasSize(6);
  }
}
