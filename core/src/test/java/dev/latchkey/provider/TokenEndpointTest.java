package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.NotSentException;
import dev.latchkey.testing.FakeTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

  private static final String ISSUER = "https://id.example.com";
  private static final URI BACK = URI.create("https://shop.example.com/oidc/callback");
  private static final String SECRET = "s;%^/ CANARY";
  private static final ClientCredentials CLIENT = ClientCredentials.confidential("shop:1", SECRET);

  private final FakeTransport transport = new FakeTransport();

  private static MetadataBuilder metadata() {
    return Metadata.builder(ISSUER).tokenEndpoint(URI.create(ISSUER + "/token"));
  }

  private TokenEndpoint endpoint(ClientCredentials client, MetadataBuilder metadata) {
    return new TokenEndpoint(new FixedMetadata(metadata.build()), client, transport);
  }

  private TokenAnswer redeem() {
    return endpoint(CLIENT, metadata()).redeem("CANARY", BACK, "CANARY");
  }

  private TokenAnswer redeem(int status, String body) {
    transport.answers(status, body);
    return redeem();
  }

  private static void assertFailed(TokenAnswer answer, String why) {
    assertThat(answer).isInstanceOf(TokenAnswer.Failed.class);
    TokenAnswer.Failed failed = (TokenAnswer.Failed) answer;
    assertThat(failed.reason()).isEqualTo(Reason.TOKEN_ENDPOINT_FAILED);
    assertThat(failed.detail()).contains(why).doesNotContain("CANARY");
  }

  private HttpCall call() {
    return transport.calls.get(0);
  }

  private String form() {
    return new String(call().body(), StandardCharsets.US_ASCII);
  }

  @Test
  void redeemsACodeWithBothPartsOfTheCredentialEncoded() {
    redeem(200, "{}");
    assertThat(call()).hasToString("POST https://id.example.com/token");
    assertThat(call().timeout()).contains(Duration.ofSeconds(10));
    assertThat(form())
        .isEqualTo(
            "grant_type=authorization_code&code=CANARY&redirect_uri="
                + "https%3A%2F%2Fshop.example.com%2Foidc%2Fcallback&code_verifier=CANARY");
    String sent = call().headers().get("Authorization").substring("Basic ".length());
    assertThat(new String(Base64.getDecoder().decode(sent), StandardCharsets.US_ASCII))
        .isEqualTo("shop%3A1:s%3B%25%5E%2F+CANARY");
  }

  @Test
  void refreshesWithTheTokenAlone() {
    transport.answers(200, "{}");
    endpoint(CLIENT, metadata()).refresh("a+b");
    assertThat(form()).isEqualTo("grant_type=refresh_token&refresh_token=a%2Bb");
  }

  @Test
  void sendsTheSecretAsAParameterWhereTheProviderListsThatAlone() {
    transport.answers(200, "{}");
    endpoint(CLIENT, metadata().tokenEndpointAuthMethods(Set.of("client_secret_post", "none")))
        .refresh("r");
    assertThat(form()).endsWith("&client_id=shop%3A1&client_secret=s%3B%25%5E%2F+CANARY");
    assertThat(call().headers()).doesNotContainKey("Authorization");
  }

  @ParameterizedTest
  @Tag("E11")
  @ValueSource(strings = {"none", "private_key_jwt", "client_secret_basic"})
  void doesNotFallBackToLess(String listed) {
    transport.answers(200, "{}");
    endpoint(CLIENT, metadata().tokenEndpointAuthMethods(Set.of(listed))).refresh("r");
    assertThat(call().headers()).containsKey("Authorization");
  }

  @Test
  @Tag("E11")
  void theConfiguredMethodWinsOverTheListedOnes() {
    transport.answers(200, "{}");
    ClientCredentials basic = CLIENT.sentBy(ClientAuthentication.CLIENT_SECRET_BASIC);
    endpoint(basic, metadata().tokenEndpointAuthMethods(Set.of("client_secret_post"))).refresh("r");
    assertThat(call().headers()).containsKey("Authorization");
  }

  @Test
  void aPublicClientSendsItsIdAlone() {
    transport.answers(200, "{}");
    endpoint(ClientCredentials.publicClient("spa"), metadata()).refresh("r");
    assertThat(form()).endsWith("&client_id=spa");
    assertThat(call().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void readsAllTokens() {
    TokenAnswer answer =
        redeem(
            200,
            "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                + "\"id_token\":\"i\",\"refresh_token\":\"r\",\"scope\":\"openid x\",\"more\":[]}");
    assertThat(answer)
        .isEqualTo(new TokenAnswer.Granted("a", "i", "r", Duration.ofSeconds(300), "openid x"));
  }

  @ParameterizedTest
  @Tag("E26")
  @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEARER"})
  void theTokenTypeMayBeWrittenInAnyCase(String type) {
    assertThat(redeem(200, "{\"access_token\":\"a\",\"token_type\":\"" + type + "\"}"))
        .isEqualTo(new TokenAnswer.Granted("a", null, null, null, null));
  }

  @ParameterizedTest
  @Tag("E26")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<html>CANARY</html>|without one JSON object",
        "[\"CANARY\"]|without one JSON object",
        "~~|without one JSON object",
        "{}|without an access_token",
        "{\"error\":\"x\"}|without an access_token",
        "{\"access_token\":\"\",\"token_type\":\"Bearer\"}|without an access_token",
        "{\"access_token\":7,\"token_type\":\"Bearer\"}|without an access_token",
        "{\"access_token\":\"CANARY\\r\\n\",\"token_type\":\"Bearer\"}|without an access_token",
        "{\"access_token\":\"CANARY\"}|not Bearer",
        "{\"access_token\":\"CANARY\",\"token_type\":\"mac\"}|not Bearer",
        "{\"access_token\":\"CANARY\",\"token_type\":[\"Bearer\"]}|not Bearer",
        "{\"access_token\":\"C\",\"token_type\":\"Bearer\",\"id_token\":{}}|id_token",
        "{\"access_token\":\"C\",\"token_type\":\"Bearer\",\"refresh_token\":1}|refresh_token",
        "{\"access_token\":\"C\",\"token_type\":\"Bearer\",\"scope\":[\"a\"]}|scope"
      })
  void whatIsNoTokenResponseIsAFailure(String body, String why) {
    assertFailed(redeem(200, body), why);
  }

  @ParameterizedTest
  @Tag("E27")
  @CsvSource(
      delimiter = '|',
      value = {
        "3600|3600",
        "\"3600\"|3600",
        "1.9|1",
        "0|0",
        "-1|0",
        "-9223372036854775808|0",
        "1e18|31536000",
        "9223372036854775807|31536000",
        "\"999999999999999999\"|31536000",
        "1e300|31536000"
      })
  void aLifetimeIsBroughtIntoRange(String expiresIn, long seconds) {
    assertThat(lifetime(expiresIn)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @Tag("E27")
  @ValueSource(strings = {"null", "\"soon\"", "\"\"", "\"-1\"", "\"9999999999999999999\"", "[]"})
  void aLifetimeThatIsNoneIsNotSaid(String expiresIn) {
    assertThat(lifetime(expiresIn)).isNull();
  }

  private Duration lifetime(String expiresIn) {
    String body = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":";
    return ((TokenAnswer.Granted) redeem(200, body + expiresIn + "}")).expiresIn();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void aJsonErrorIsARefusal(int status) {
    String body = "{\"error\":\"invalid_grant\",\"error_description\":\"Code not valid\"}";
    assertThat(redeem(status, body))
        .isEqualTo(new TokenAnswer.Refused("invalid_grant", "Code not valid"));
    assertThat(redeem(status, "{\"error\":\"invalid_grant\",\"error_description\":7}"))
        .isEqualTo(new TokenAnswer.Refused("invalid_grant", ""));
  }

  @Test
  @Tag("E28")
  void wordsOfTheProviderAreEscapedAndCut() {
    String error =
        "{\"error\":\"a\\r\\nb" + "x".repeat(5000) + "\",\"error_description\":\"<\\n>\"}";
    TokenAnswer.Refused refused = (TokenAnswer.Refused) redeem(400, error);
    assertThat(refused.error()).startsWith("a\\u000d\\u000abxx").hasSizeLessThan(100);
    assertThat(refused.description()).isEqualTo("<\\u000a>");
  }

  @ParameterizedTest
  @Tag("E25")
  @Tag("F-32")
  @Tag("F-11")
  @CsvSource(
      delimiter = '|',
      value = {
        "400|''|answered 400 without a JSON error",
        "400|<html>|answered 400 without a JSON error",
        "400|{\"error\":7}|answered 400 without a JSON error",
        "302|''|answered 302",
        "307|''|answered 307",
        "308|{\"error\":\"x\"}|answered 308",
        "204|''|answered 204",
        "408|{\"error\":\"x\"}|answered 408",
        "429|{\"error\":\"x\"}|answered 429",
        "500|{\"error\":\"server_error\"}|answered 500",
        "503|<html>|answered 503"
      })
  void everyOtherStatusIsAFailure(int status, String body, String why) {
    assertFailed(redeem(status, body), why);
    assertThat(transport.calls).hasSize(1);
  }

  @Test
  @Tag("F-31")
  void anOutageIsAFailureAndTheCodeIsNotSentAgain() {
    transport.fails("POST https://id.example.com/token had no whole answer");
    assertFailed(redeem(), "had no whole answer");
    assertThat(((TokenAnswer.Failed) redeem()).sent()).isTrue();
    assertThat(transport.calls).as("once each time").hasSize(2);
  }

  @Test
  @Tag("F-31")
  void tellsWhatWasNotEvenSent() {
    transport.fails(new NotSentException("no connection"));
    assertFailed(redeem(), "the token endpoint cannot be reached: no connection");
    assertThat(((TokenAnswer.Failed) redeem()).sent()).isFalse();
  }

  @Test
  void withoutMetadataNothingIsSent() {
    assertFailedWith(new MetadataLookup.Unavailable("down"), Reason.PROVIDER_UNREACHABLE, "down");
    assertFailedWith(
        new MetadataLookup.Misconfigured("slash"), Reason.PROVIDER_MISCONFIGURED, "slash");
    assertFailedWith(
        new MetadataLookup.Ready(Metadata.builder(ISSUER).build()),
        Reason.PROVIDER_MISCONFIGURED,
        "no token_endpoint");
    assertThat(transport.calls).isEmpty();
  }

  private void assertFailedWith(MetadataLookup lookup, Reason reason, String why) {
    MetadataSource source =
        new MetadataSource() {
          @Override
          public MetadataLookup current() {
            return lookup;
          }

          @Override
          public Optional<Instant> lastSuccess() {
            return Optional.empty();
          }
        };
    TokenAnswer answer = new TokenEndpoint(source, CLIENT, transport).refresh("r");
    assertThat(answer).isInstanceOf(TokenAnswer.Failed.class);
    assertThat(((TokenAnswer.Failed) answer).reason()).isEqualTo(reason);
    assertThat(((TokenAnswer.Failed) answer).detail()).contains(why);
    assertThat(((TokenAnswer.Failed) answer).sent()).isFalse();
  }

  @Test
  @Tag("P04")
  void nothingSecretIsShown() {
    assertThat(CLIENT.toString()).isEqualTo("client shop:1");
    assertThat(new TokenAnswer.Granted("CANARY", "CANARY", "CANARY", null, null))
        .hasToString("Granted[access token, ID token, refresh token]");
  }

  @Test
  void credentialsRefuseAWayThatDoesNotFit() {
    assertThatThrownBy(() -> CLIENT.sentBy(ClientAuthentication.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none sends no secret");
    ClientCredentials open = ClientCredentials.publicClient("spa");
    assertThatThrownBy(() -> open.sentBy(ClientAuthentication.CLIENT_SECRET_POST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client_secret_post needs a client secret");
    assertThatThrownBy(() -> ClientAuthentication.named("private_key_jwt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("known are client_secret_basic, client_secret_post, none");
    assertThat(ClientAuthentication.named("client_secret_post"))
        .isEqualTo(ClientAuthentication.CLIENT_SECRET_POST);
  }
}
