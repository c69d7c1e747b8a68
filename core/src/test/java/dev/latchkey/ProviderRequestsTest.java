package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings add to the requests for metadata and keys. */
class ProviderRequestsTest extends SoundSettings {

  private static final String DOCUMENT =
      "{\"issuer\":\"https://id.example.com\",\"jwks_uri\":\"https://id.example.com/keys\"}";

  private final FakeTransport transport = new FakeTransport();
  private final CountDownLatch keysAsked = new CountDownLatch(1);

  private HttpAnswer answer(HttpCall call) {
    boolean keys = call.uri().getPath().equals("/keys");
    if (keys) {
      keysAsked.countDown();
    }
    String body = keys ? TestKeys.jwks(TestKeys.jwk("a", TestKeys.P256.getPublic())) : DOCUMENT;
    return HttpAnswer.of(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private void startsAndFetches(Map<String, String> settings) throws InterruptedException {
    transport.answers(this::answer);
    LatchkeyBuilder builder = Latchkey.builder().settings(settings).clock(new SettableClock());
    try (Latchkey latchkey = builder.transport(transport).listener(events::add).build()) {
      keysAsked.await();
      assertThat(latchkey.status().issuers().get(0).issuer()).isEqualTo("https://id.example.com");
    }
  }

  @Test
  void sendsFurtherHeadersWithRequestsForKeysAndNowhereElse() throws InterruptedException {
    Map<String, String> settings = bearerOnly();
    settings.put("jwks.headers", "x-client_id=" + CANARY + " x-app_tid=a=b");

    startsAndFetches(settings);

    assertThat(transport.calls.get(0).headers()).containsOnlyKeys("Accept");
    assertThat(transport.calls.get(1).headers())
        .containsEntry("x-client_id", CANARY)
        .containsEntry("X-App_TID", "a=b")
        .containsEntry("Accept", "application/json");
    assertThat(events).asString().doesNotContain(CANARY);
  }

  @Test
  void sendsParametersWithTheRequestForTheDiscoveryDocument() throws InterruptedException {
    Map<String, String> settings = bearerOnly();
    settings.put("discovery-url", "https://id.example.com/metadata?v=2");
    settings.put("discovery.parameters", "appid=" + CANARY + " tenant=a&b");

    startsAndFetches(settings);

    assertThat(transport.calls.get(0).uri())
        .hasToString("https://id.example.com/metadata?v=2&appid=" + CANARY + "&tenant=a%26b");
    assertThat(transport.calls.get(1).uri()).hasToString("https://id.example.com/keys");
    assertThat(events).asString().doesNotContain(CANARY);
  }

  @ParameterizedTest
  @CsvSource({
    "jwks.headers, Authorization=canary-7f3a9c, 'names Authorization, which cannot be sent here'",
    "jwks.headers, a=b cookie=canary-7f3a9c, 'names cookie, which cannot be sent here'",
    "jwks.headers, HOST=canary-7f3a9c, 'names HOST, which cannot be sent here'",
    "jwks.headers, x:y=canary-7f3a9c, 'names x:y, which is no name of a header'",
    "jwks.headers, x-a=b X-A=canary-7f3a9c, 'names X-A, which is there twice'",
    "jwks.headers, x-a=canary-7f3a9cé, 'names x-a, which has a value that is not printable ASCII'",
    "jwks.headers, x-a=b canary-7f3a9c, 'has no name=value as entry 2'",
    "jwks.headers, x-a=, 'has no name=value as entry 1'",
    "jwks.headers, =canary-7f3a9c, 'has no name=value as entry 1'",
    "discovery.parameters, canary-7f3a9c, 'has no name=value as entry 1'",
    "discovery.parameters, a=b a=canary-7f3a9c, 'names a, which is there twice'"
  })
  void refusesWhatCannotBeSentWithoutShowingIt(String key, String value, String why) {
    assertThat(problems(refusal(key, value)))
        .singleElement()
        .asString()
        .contains(key + " " + why)
        .doesNotContain(CANARY);
  }

  @Test
  void readsBothFromTheEnvironmentToo() {
    SettingsReader outside =
        new SettingsReader(
            Map.of("latchkey.jwks.headers", "host=a"),
            Map.of("LATCHKEY_DISCOVERY_PARAMETERS", "nothing"));

    assertThat(refusal(Latchkey.builder().settings(sound()).from(outside)))
        .contains("jwks.headers names host", "discovery.parameters has no name=value");
  }
}
