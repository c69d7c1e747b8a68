package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpCall;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionTest {

  private static final String ISSUER = "https://id.example.com";
  private static final String SECRET = "SECRET-CANARY";
  private static final String TOKEN = "TOKEN-CANARY";

  private final FakeTransport transport = new FakeTransport();
  private final SettableClock clock = new SettableClock();
  private final MetadataBuilder metadata =
      Metadata.builder(ISSUER).introspectionEndpoint(URI.create(ISSUER + "/introspect"));

  private IntrospectionAnswer ask(String token) {
    return ask(new FixedMetadata(metadata.build()), token);
  }

  private IntrospectionAnswer ask(MetadataSource source, String token) {
    return endpoint(source).ask(token);
  }

  private HttpCall call() {
    return transport.calls.get(0);
  }

  private void assertFailed(Reason reason, String why) {
    IntrospectionAnswer answer = ask(TOKEN);
    assertThat(answer).isInstanceOf(IntrospectionAnswer.Failed.class);
    IntrospectionAnswer.Failed failed = (IntrospectionAnswer.Failed) answer;
    assertThat(failed.reason()).isEqualTo(reason);
    assertThat(failed.detail()).contains(why).doesNotContain("CANARY");
    assertThat(transport.calls).as("asked once").hasSize(1);
  }

  @Test
  void asksWithTheCredentialsOfTheClientAndForJson() {
    transport.answers(200, "{\"active\":true}");
    ask(TOKEN);

    assertThat(call()).hasToString("POST https://id.example.com/introspect");
    assertThat(call().headers())
        .containsEntry("Accept", "application/json")
        .containsEntry("Content-Type", "application/x-www-form-urlencoded")
        .containsEntry("Authorization", "Basic c2hvcDpTRUNSRVQtQ0FOQVJZ");
    assertThat(call().timeout()).as("the transport's own, http.timeout").isEmpty();
  }

  @ParameterizedTest
  @Tag("F25")
  @CsvSource(
      textBlock =
          """
          a&token_type_hint=x, a%26token_type_hint%3Dx
          a+b/c=,              a%2Bb%2Fc%3D
          a%2Bb,               a%252Bb
          a;b c,               a%3Bb+c
          """)
  void sendsAnyTokenAsOneValueEncodedOnce(String token, String encoded) {
    transport.answers(200, "{\"active\":false}");
    ask(token);
    assertThat(new String(call().body(), StandardCharsets.US_ASCII))
        .isEqualTo("token=" + encoded + "&token_type_hint=access_token");
  }

  @Test
  @Tag("F25")
  void sendsALineBreakAsOneValue() {
    transport.answers(200, "{\"active\":false}");
    ask("a\r\nb");
    assertThat(new String(call().body(), StandardCharsets.US_ASCII))
        .isEqualTo("token=a%0D%0Ab&token_type_hint=access_token");
  }

  @Test
  void handsOnAllThatIsSaidOfAnActiveToken() {
    transport.answers(200, "{\"active\":true,\"sub\":\"CANARY\",\"exp\":12}");

    IntrospectionAnswer answer = ask(TOKEN);

    assertThat(answer)
        .isEqualTo(
            new IntrospectionAnswer.Active(Map.of("active", true, "sub", "CANARY", "exp", 12L)));
    assertThat(answer.toString()).contains("sub").doesNotContain("CANARY");
  }

  @ParameterizedTest
  @Tag("F16")
  @Tag("F17")
  @ValueSource(
      strings = {
        "{\"active\":false}",
        "{\"active\":false,\"sub\":\"alice\"}",
        "{}",
        "{\"active\":null}",
        "{\"active\":\"true\"}",
        "{\"active\":1}",
        "{\"active\":[true]}",
        "{\"Active\":true}",
        "{\"error\":\"invalid_token\"}"
      })
  void takesNothingButTrueForActive(String body) {
    transport.answers(200, body);
    assertThat(ask(TOKEN)).isInstanceOf(IntrospectionAnswer.Inactive.class);
  }

  @ParameterizedTest
  @Tag("F18")
  @ValueSource(
      strings = {
        "",
        "<html>CANARY</html>",
        "[]",
        "[{\"active\":true}]",
        "true",
        "null",
        "{\"active\":true",
        "{\"active\":true}{}",
        "{\"active\":false,\"active\":true}",
        "{'active':true}"
      })
  void cannotTellFromWhatIsNotOneJsonObject(String body) {
    transport.answers(200, body);
    assertFailed(Reason.INTROSPECTION_FAILED, "answered 200 without one JSON object");
  }

  @ParameterizedTest
  @Tag("F27")
  @CsvSource({
    "application/token-introspection+jwt, eyJhbGciOiJub25lIn0.e30.",
    "application/token-introspection+jwt, '{\"active\":true}'",
    "Application/JWT;charset=utf-8, '{\"active\":true}'"
  })
  void cannotTellFromASignedAnswerThatNobodyAskedFor(String type, String body) {
    transport.answers(200, Map.of("Content-Type", type), body);
    assertFailed(Reason.INTROSPECTION_FAILED, "answered a signed JWT where JSON was asked for");
  }

  @ParameterizedTest
  @CsvSource({
    "client_secret_basic, client_secret_post, true",
    "client_secret_post, client_secret_basic, false",
    "client_secret_post, '', true",
    "client_secret_basic, '', false"
  })
  void provesItselfInTheWayOfThisEndpointElseOfTheTokenEndpoint(
      String tokenEndpoint, String own, boolean inTheForm) {
    metadata.tokenEndpointAuthMethods(Set.of(tokenEndpoint));
    metadata.introspectionAuthMethods(own.isEmpty() ? Set.of() : Set.of(own));
    transport.answers(200, "{\"active\":true}");
    ask(TOKEN);
    assertThat(call().headers().containsKey("Authorization")).isEqualTo(!inTheForm);
  }

  @ParameterizedTest
  @Tag("F19")
  @ValueSource(ints = {401, 403})
  void doesNotBlameTheCallerForOurOwnCredentials(int status) {
    transport.answers(status, "{\"active\":true,\"error\":\"invalid_client\"}");
    assertFailed(Reason.INTROSPECTION_DENIED, "to our own credentials; check client-id");
  }

  @ParameterizedTest
  @Tag("F-26")
  @ValueSource(ints = {201, 204, 302, 307, 400, 404, 408, 429, 500, 502, 503})
  void cannotTellFromAnyOtherStatus(int status) {
    transport.answers(
        status, Map.of("Location", "https://elsewhere.example.com"), "{\"active\":true}");
    assertFailed(Reason.INTROSPECTION_FAILED, "answered " + status);
  }

  @Test
  @Tag("F-26")
  void cannotTellWithoutAnAnswer() {
    transport.fails("POST https://id.example.com/introspect had no whole answer after 5000 ms");
    assertFailed(Reason.INTROSPECTION_FAILED, "cannot be asked: POST");
  }

  @ParameterizedTest
  @Tag("F-11")
  @CsvSource({"429, 17", "503, 17", "503, 'Thu, 01 Jan 2026 12:00:17 GMT'"})
  void tellsHowLongTheEndpointWantsToBeLeftAlone(int status, String retryAfter) {
    transport.answers(status, Map.of("Retry-After", retryAfter), "");
    IntrospectionAnswer.Failed failed = (IntrospectionAnswer.Failed) ask(TOKEN);
    assertThat(failed.outage()).isTrue();
    assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(17));
  }

  private Introspection endpoint(MetadataSource source) {
    return new Introspection(
        source, ClientCredentials.confidential("shop", SECRET), transport, clock);
  }

  @Test
  void saysWhatToDoWhereTheProviderHasNoSuchEndpoint() {
    IntrospectionAnswer answer = ask(new FixedMetadata(Metadata.builder(ISSUER).build()), TOKEN);

    assertThat(answer)
        .isEqualTo(
            new IntrospectionAnswer.Failed(
                Reason.PROVIDER_MISCONFIGURED,
                "the provider's metadata name no introspection_endpoint;"
                    + " set endpoint.introspection"));
    assertThat(transport.calls).isEmpty();
  }

  @Test
  void saysWhyNothingIsKnownOfTheProvider() {
    assertThat(ask(source(new MetadataLookup.Unavailable("down")), TOKEN))
        .isEqualTo(new IntrospectionAnswer.Failed(Reason.PROVIDER_UNREACHABLE, "down"));
    assertThat(ask(source(new MetadataLookup.Misconfigured("wrong")), TOKEN))
        .isEqualTo(new IntrospectionAnswer.Failed(Reason.PROVIDER_MISCONFIGURED, "wrong"));
  }

  private static MetadataSource source(MetadataLookup lookup) {
    return new MetadataSource() {
      @Override
      public MetadataLookup current() {
        return lookup;
      }

      @Override
      public Optional<Instant> lastSuccess() {
        return Optional.empty();
      }
    };
  }
}
