package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.json.Json;
import dev.latchkey.testing.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command says of settings and provider together. */
class ExplainProviderTest extends ExplainCase {

  private static final String ISSUER = "https://id.example.com";

  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private String keys =
      TestKeys.jwks(
          TestKeys.jwk("a", TestKeys.RSA.getPublic()),
          TestKeys.jwk("b", TestKeys.P256.getPublic()));

  @BeforeEach
  void publishAll() {
    metadata.put("issuer", ISSUER);
    metadata.put("authorization_endpoint", ISSUER + "/auth");
    metadata.put("token_endpoint", ISSUER + "/token");
    metadata.put("jwks_uri", ISSUER + "/keys");
    metadata.put("end_session_endpoint", ISSUER + "/logout");
    metadata.put("introspection_endpoint", ISSUER + "/introspect");
    metadata.put(
        "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "private_key_jwt"));
    metadata.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256", "HS256"));
    metadata.put("code_challenge_methods_supported", List.of("plain", "S256"));
    metadata.put("authorization_response_iss_parameter_supported", true);
    metadata.put("backchannel_logout_supported", true);
    transport.answers(
        call ->
            switch (call.uri().toString()) {
              case ISSUER + "/.well-known/openid-configuration" -> answer(Json.write(metadata));
              case ISSUER + "/keys" -> answer(keys);
              default -> HttpAnswer.of(404, Map.of(), new byte[0]);
            });
  }

  private static HttpAnswer answer(String body) {
    return HttpAnswer.of(
        200, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  private String all(int code, Map<String, String> settings) {
    String all = printed(code, "--check-provider", file(settings));
    return all.substring(all.indexOf("\n\nprovider ") + 2);
  }

  /** The findings, each on one line. */
  private List<String> found(int code, Map<String, String> settings) {
    List<String> found = new ArrayList<>();
    for (String line : all(code, settings).lines().skip(1).toList()) {
      if (line.startsWith("      ")) {
        found.set(found.size() - 1, found.get(found.size() - 1) + " " + line.strip());
      } else {
        found.add(line.strip());
      }
    }
    return found;
  }

  @Test
  void saysWhatFits() {
    metadata.remove("introspection_endpoint");

    assertThat(all(0, SoundSettings.soundWith("session.store", "memory")))
        .isEqualTo(
            """
            provider main, https://id.example.com
              ok: the discovery document is there and names this issuer
              ok: endpoints for the rules: authorization_endpoint token_endpoint jwks_uri
              ok: token_endpoint: client authentication is client_secret_basic
              ok: PKCE with S256
              ok: ID tokens: algorithms in common are ES256 RS256
              ok: login.response-mode is query
              ok: answers to a sign-in say which issuer they are from (RFC 9207)
              ok: sign-out at the provider: end_session_endpoint
              ok: back-channel-logout-path: register
                  https://shop.example.com/oidc/backchannel-logout there
              note: front-channel-logout-path is /oidc/frontchannel-logout, and the
                  provider does not announce frontchannel_logout_supported; it may never
                  call
              ok: keys: 2 usable, for RS256 RS384 RS512 PS256 PS384 PS512 ES256
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "code_challenge_methods_supported | note: code_challenge_methods_supported is not announced",
        "id_token_signing_alg_values_supported"
            + " | note: id_token_signing_alg_values_supported is not announced",
        "authorization_response_iss_parameter_supported"
            + " | note: authorization_response_iss_parameter_supported is not announced",
        "end_session_endpoint | note: there is no end_session_endpoint: logout-path ends the",
        "token_endpoint_auth_methods_supported"
            + " | ok: token_endpoint: client authentication is client_secret_basic",
      })
  void bearsWhatAProviderDoesNotSay(String member, String finding) {
    metadata.remove(member);

    assertThat(found(0, SoundSettings.sound())).anyMatch(line -> line.startsWith(finding));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token_endpoint_auth_methods_supported | private_key_jwt"
            + " | problem: token_endpoint: client authentication is client_secret_basic, and the"
            + " provider lists private_key_jwt alone",
        "code_challenge_methods_supported | plain"
            + " | problem: PKCE: the provider lists plain, Latchkey sends S256",
        "id_token_signing_alg_values_supported | HS256"
            + " | problem: ID tokens: the provider signs with HS256, and algorithms allows none",
      })
  void tellsWhatDoesNotFit(String member, String listed, String finding) {
    metadata.put(member, List.of(listed));

    assertThat(found(1, SoundSettings.sound())).anyMatch(line -> line.startsWith(finding));
  }

  @Test
  void namesEndpointsThatTheRulesNeed() {
    metadata.remove("token_endpoint");

    assertThat(found(1, SoundSettings.sound()))
        .contains(
            "problem: the rules need token_endpoint, which the provider does not announce; set"
                + " endpoint.token",
            "ok: endpoints for the rules: authorization_endpoint jwks_uri");
  }

  @Test
  void choosesAsTheTokenEndpointIsAsked() {
    metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    assertThat(found(0, SoundSettings.sound()))
        .contains("ok: token_endpoint: client authentication is client_secret_post");

    Map<String, String> publicClient = SoundSettings.soundWithout("client-secret");
    publicClient.put("client-authentication", "none");
    assertThat(found(0, publicClient))
        .anyMatch(line -> line.startsWith("note: token_endpoint: client authentication is none"));
  }

  @Test
  void aConfiguredWayThatTheProviderDoesNotListIsAProblem() {
    assertThat(found(1, SoundSettings.soundWith("client-authentication", "client_secret_post")))
        .contains(
            "problem: token_endpoint: client authentication is client_secret_post, and the provider"
                + " lists client_secret_basic private_key_jwt alone; leave client-authentication"
                + " out");
  }

  @Test
  void knowsWhereAnswersArePosted() {
    metadata.put("response_modes_supported", List.of("query"));

    assertThat(found(0, SoundSettings.soundWith("login.response-mode", "form_post")))
        .anyMatch(line -> line.startsWith("note: login.response-mode is form_post, which the"));
  }

  @Test
  void saysThatSignOutsElsewhereCouldBeHeardOf() {
    assertThat(found(0, SoundSettings.sound()))
        .anyMatch(line -> line.startsWith("note: the provider announces backchannel_logout_supp"));
  }

  @Test
  void anAnnouncementOfLogoutThatIsNoBooleanSpoilsNothing() {
    metadata.put("backchannel_logout_supported", "yes");

    assertThat(found(0, SoundSettings.sound()))
        .contains("ok: the discovery document is there and names this issuer")
        .noneMatch(line -> line.contains("backchannel"));
  }

  @Test
  void checksIntrospectionWhereItIsAsked() {
    Map<String, String> asking = SoundSettings.soundWith("token.verification", "both");
    metadata.put("introspection_endpoint_auth_methods_supported", List.of("client_secret_post"));
    assertThat(found(0, asking))
        .contains("ok: introspection_endpoint: client authentication is client_secret_post");
    assertThat(found(0, SoundSettings.sound()))
        .contains("ok: introspection_endpoint: there, and not asked by token.verification");

    metadata.remove("introspection_endpoint");
    assertThat(found(1, asking))
        .containsExactly(
            "problem: discovery document has no introspection_endpoint; set"
                + " endpoint.introspection");
  }

  @Test
  @Tag("B12")
  void anotherIssuerIsAProblem() {
    metadata.put("issuer", ISSUER + "/");

    assertThat(found(1, SoundSettings.sound()))
        .singleElement()
        .asString()
        .startsWith("problem: discovery document says issuer \"https://id.example.com/\"")
        .endsWith("the trailing slash matters");
  }

  @Test
  void aProviderThatIsAwayIsAProblem() {
    transport.fails("connection refused");

    assertThat(found(1, SoundSettings.sound()))
        .singleElement()
        .asString()
        .startsWith("problem: ")
        .contains("connection refused; check address, network and certificates");
  }

  @Test
  void keysThatFitNoAlgorithmAreAProblem() throws IOException {
    metadata.remove("introspection_endpoint");
    Map<String, String> settings = SoundSettings.bearerOnly();
    settings.put("algorithms", "ES384 PS256");
    assertThat(found(0, settings)).contains("ok: keys: 2 usable, for PS256");

    settings.put("algorithms", "ES384");
    standsOnAPage(all(1, settings));
  }

  @Test
  void saysWhichKeysAreLeftOut() {
    Map<String, Object> encrypting = TestKeys.jwk("c", TestKeys.RSA.getPublic());
    encrypting.put("use", "enc");
    keys = TestKeys.jwks(TestKeys.jwk("a", TestKeys.P256.getPublic()), encrypting);

    assertThat(found(0, SoundSettings.bearerOnly()))
        .contains("ok: keys: 1 usable, for ES256")
        .anyMatch(
            line -> line.startsWith("note: ") && line.contains("skipped: entry 2 (kid \"c\""));
  }

  @Test
  void keysThatCannotBeHadAreAProblem() {
    metadata.put("jwks_uri", ISSUER + "/elsewhere");

    assertThat(found(1, SoundSettings.bearerOnly()))
        .anyMatch(
            line -> line.startsWith("problem: GET https://id.example.com/elsewhere answered 404"));
  }

  @Test
  void checksEveryProvider() {
    Map<String, String> settings = SoundSettings.bearerOnly();
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", "https://id.partner.example");
    settings.put("provider.partner.audience", "orders-api");
    settings.put("rules", "bearer /** provider=*");

    assertThat(all(1, settings))
        .contains("provider main, https://id.example.com\n  ok: ")
        .contains("\nprovider partner, https://id.partner.example\n  problem: ");
  }

  @Test
  void contactsNobodyForKeysThatAreInTheSettings() {
    Map<String, String> settings = SoundSettings.bearerOnly();
    settings.put("jwks", keys);

    assertThat(found(0, settings))
        .containsExactly(
            "note: discovery is not used: the settings say all that the rules need",
            "ok: keys: 2 usable, for RS256 RS384 RS512 PS256 PS384 PS512 ES256");
    assertThat(transport.calls).isEmpty();
  }

  @Test
  @Tag("P04")
  void showsNoSecretAndSendsNone() {
    Map<String, String> settings =
        SoundSettings.soundWith("client-secret", SoundSettings.CANARY + "-of-the-client");
    settings.put("jwks.headers", "x-key=" + SoundSettings.CANARY);
    settings.put("token.verification", "both");
    assertThat(all(0, settings)).doesNotContain(SoundSettings.CANARY);

    settings.put("discovery.parameters", "key=" + SoundSettings.CANARY); // answered by a 404
    assertThat(all(1, settings)).doesNotContain(SoundSettings.CANARY);
    assertThat(transport.calls).noneMatch(call -> call.headers().containsKey("Authorization"));
  }
}
