package dev.latchkey.testkit;

import static dev.latchkey.testkit.Application.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestProviderTest {
  private final TestProvider provider = TestProvider.start();
  private final Application application = new Application(provider);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void tellsLatchkeyWhatItHasToKnow() {
    assertThat(provider.settings())
        .containsEntry("issuer", provider.issuer())
        .containsEntry("client-id", "latchkey-test")
        .containsEntry("client-secret", provider.clientSecret())
        .containsEntry("audience", "orders-api")
        .containsEntry("insecure-http-hosts", "127.0.0.1");
    assertThat(provider.issuer()).matches("http://127\\.0\\.0\\.1:[0-9]+");
  }

  @Test
  void announcesOnlyEndpointsThatAnswer() {
    Map<String, Object> document = json(application.get(Paths.DISCOVERY));

    List<String> endpoints =
        document.entrySet().stream()
            .filter(each -> each.getKey().matches(".*_endpoint|jwks_uri"))
            .map(each -> each.getValue().toString().substring(provider.issuer().length()))
            .toList();

    assertThat(endpoints).hasSize(7);
    for (String endpoint : endpoints) {
      assertThat(application.get(endpoint).statusCode()).as(endpoint).isNotEqualTo(404);
    }
    assertThat(document).containsEntry("authorization_response_iss_parameter_supported", true);
  }

  @Test
  void publishesAKeyOfEachKindAndNothingPrivate() throws ParseException {
    JWKSet keys = JWKSet.parse(application.get(Paths.KEYS).body());

    assertThat(keys.getKeys()).noneMatch(JWK::isPrivate);
    assertThat(keys.getKeys().stream().map(key -> key.getAlgorithm().getName()))
        .containsExactly("RS256", "ES256", "ES384", "ES512", "EdDSA");
    assertThat(keys.getKeys()).allMatch(key -> key.getKeyUse().identifier().equals("sig"));
  }

  @Test
  void withdrawsItsKeysWhenItRotatesThem() throws ParseException {
    Set<String> before = keyIds();
    provider.rotateKeys();

    assertThat(keyIds()).hasSize(5).doesNotContainAnyElementsOf(before);
  }

  @Test
  void keepsItsOldKeysWhenToldTo() throws ParseException {
    Set<String> before = keyIds();
    provider.rotateKeysKeepingOld();

    assertThat(keyIds()).hasSize(10).containsAll(before);
  }

  @Test
  void sharesNoKeyWithAProviderBesideIt() throws ParseException {
    try (TestProvider other = TestProvider.start()) {
      Application atOther = new Application(other);
      JWKSet keys = JWKSet.parse(atOther.get(Paths.KEYS).body());

      assertThat(keys.getKeys().stream().map(JWK::getKeyID)).doesNotContainAnyElementsOf(keyIds());
    }
  }

  @Test
  void refusesConnectionsWhileItIsDownAndComesBackOnTheSamePort() {
    Object refreshToken = application.login().get("refresh_token");
    for (int i = 0; i < 5; i++) {
      provider.goDown();
      provider.goDown();
      assertThatThrownBy(() -> application.get(Paths.DISCOVERY))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(ConnectException.class);

      provider.comeBack();
      provider.comeBack();
      assertThat(application.get(Paths.DISCOVERY).statusCode()).isEqualTo(200);
    }
    assertThat(application.token(application.refreshRequest(refreshToken)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void doesNotComeBackOnceClosed() {
    provider.close();
    provider.close();

    assertThatThrownBy(provider::comeBack)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void leavesNoThreadBehind() throws InterruptedException {
    String mark = "test-provider-" + provider.issuer().replaceAll(".*:", "");
    application.get(Paths.DISCOVERY);
    List<Thread> ours = threads(mark);
    assertThat(ours).isNotEmpty().allMatch(Thread::isDaemon);
    assertThat(threads("HTTP-Dispatcher")).allMatch(Thread::isDaemon);

    provider.close();
    for (Thread each : ours) {
      each.join(5_000);
    }
    assertThat(threads(mark)).isEmpty();
  }

  @Test
  void remembersPathsAndNeverWhatCameWithThem() {
    application.login();
    application.get("/nowhere?code=secret");

    assertThat(provider.requests()).containsExactly("/authorize", "/token", "/nowhere");
    assertThat(provider.count("/token")).isEqualTo(1);
    assertThat(provider.count("/jwks")).isZero();
    provider.forgetRequests();
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void takesThePortItIsGivenAndSaysWhenItIsTaken() {
    int taken = Integer.parseInt(provider.issuer().replaceAll(".*:", ""));

    assertThatThrownBy(() -> TestProvider.builder().port(taken).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot listen on port " + taken + " of 127.0.0.1");
  }

  @Test
  void refusesWrongSettingsAtTheCall() {
    TestProviderBuilder builder = TestProvider.builder();

    assertThatThrownBy(() -> builder.signWith("HS256"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"HS256\"");
    assertThatThrownBy(() -> builder.redirectUri("/callback"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be absolute");
    assertThatThrownBy(() -> builder.client(TestClient.withoutSecret("latchkey-test")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is there already");
  }

  @Test
  void keepsSecretsOutOfItsTexts() {
    assertThat(TestUser.of("eve", "eve-password")).asString().doesNotContain("eve-password");
    assertThat(TestClient.confidential("shop", "shop-secret"))
        .asString()
        .doesNotContain("shop-secret");
    assertThat(provider.toString()).isEqualTo("TestProvider[" + provider.issuer() + "]");
  }

  private static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }

  private Set<String> keyIds() throws ParseException {
    return JWKSet.parse(application.get(Paths.KEYS).body()).getKeys().stream()
        .map(JWK::getKeyID)
        .collect(Collectors.toSet());
  }
}
