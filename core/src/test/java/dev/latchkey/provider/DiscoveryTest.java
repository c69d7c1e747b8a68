package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.AddressRules;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.Surroundings;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

  private static final String ISSUER = "https://id.example.com";
  private static final String GOOD =
      "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + ISSUER + "/jwks\"}";
  private static final Duration JUST = Duration.ofNanos(1);

  private final SettableClock clock = new SettableClock();
  private final FakeBackground background = new FakeBackground();
  private final FakeTransport transport = new FakeTransport();
  private final List<Event> events = new ArrayList<>();
  private final Discovery discovery =
      new Discovery(
          ISSUER,
          Discovery.documentOf(ISSUER),
          new MetadataReader(ISSUER, AddressRules.strict()),
          Duration.ofSeconds(5),
          new Surroundings(transport, clock, clock, background, events::add));

  private URI jwksUri() {
    return ((MetadataLookup.Ready) discovery.current()).metadata().jwksUri().orElseThrow();
  }

  private static void assertUnavailable(MetadataLookup lookup, String why) {
    assertThat(lookup).isInstanceOf(MetadataLookup.Unavailable.class);
    assertThat(((MetadataLookup.Unavailable) lookup).detail()).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.example,https://id.example/.well-known/openid-configuration",
    "https://id.example/,https://id.example/.well-known/openid-configuration",
    "https://id.example/realms/a,https://id.example/realms/a/.well-known/openid-configuration",
    "https://id.example/a/,https://id.example/a/.well-known/openid-configuration"
  })
  void theDocumentStandsBelowTheIssuer(String issuer, String document) {
    assertThat(Discovery.documentOf(issuer)).hasToString(document);
  }

  @ParameterizedTest
  @Tag("E06")
  @ValueSource(
      strings = {
        "https://u:p@id.example",
        "https://id.example/?a=b",
        "https://id.example/#f",
        "https://id.example\\a",
        "https://id.example/\t",
        "id.example",
        "https:///a",
        ""
      })
  void anIssuerThatIsNoPlainAddressIsRefused(String issuer) {
    assertThatThrownBy(() -> Discovery.documentOf(issuer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void startFetchesInTheBackgroundAndTells() {
    transport.answers(200, GOOD);
    background.hold();
    discovery.start();
    assertThat(transport.calls).isEmpty();
    background.release();
    assertThat(jwksUri()).hasToString(ISSUER + "/jwks");
    assertThat(transport.calls)
        .singleElement()
        .hasToString("GET https://id.example.com/.well-known/openid-configuration");
    assertThat(discovery.lastSuccess()).contains(clock.instant());
    assertThat(events).singleElement().matches(event -> event.kind() == Event.Kind.FETCHED);
  }

  @Test
  @Tag("F-01")
  void aProviderThatIsDownAtStartIsAskedAgainByItselfUntilItIsBack() {
    transport.fails("connection refused");
    discovery.start();
    for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60}) {
      FakeBackground.Later retry = background.later.get(background.later.size() - 1);
      assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(seconds));
      int calls = transport.calls.size();
      clock.advance(retry.delay().minus(JUST));
      assertUnavailable(discovery.current(), "connection refused");
      assertThat(transport.calls).hasSize(calls);
      clock.advance(JUST);
      retry.task().run();
      assertThat(transport.calls).hasSize(calls + 1);
    }
    transport.answers(200, GOOD);
    clock.advance(Duration.ofSeconds(60));
    background.later.get(background.later.size() - 1).task().run();
    assertThat(jwksUri()).hasToString(ISSUER + "/jwks");
  }

  @ParameterizedTest
  @Tag("F-02")
  @Tag("F-06")
  @Tag("E02")
  @CsvSource(
      delimiter = '|',
      value = {"500|{}", "503|{}", "302|''", "404|''", "200|<html>", "204|''"})
  void whatIsNoDocumentIsAFailure(int status, String body) {
    transport.answers(status, body);
    String why = status == 200 ? "not one strict JSON object" : "answered " + status;
    assertUnavailable(discovery.current(), why);
    assertThat(events.get(0).reason()).contains(Reason.PROVIDER_UNREACHABLE);
  }

  @Test
  @Tag("F-06")
  void aPageThatStandsInForTheDocumentIsShownInOneLine() {
    transport.answers(
        200, Map.of("Content-Type", "text/html"), "<html>\nsign in" + " ".repeat(300));
    assertUnavailable(
        discovery.current(),
        "; it is text/html and begins: <html>\\u000asign in" + " ".repeat(186));
  }

  @ParameterizedTest
  @Tag("C09")
  @ValueSource(
      strings = {
        "application/json;charset=utf-16",
        "application/json; charset=\"UTF-7\"",
        "text/plain; charset=iso-8859-1",
        "application/json; charset=none-such"
      })
  void aCharsetThatTheTypeClaimsChangesNothing(String type) {
    transport.answers(200, Map.of("Content-Type", type), GOOD);
    assertThat(jwksUri()).hasToString(ISSUER + "/jwks");
  }

  @Test
  @Tag("C09")
  void aDocumentInAnotherCharsetIsNoneThoughTheTypeSaysSo() {
    transport.answers(
        call ->
            HttpAnswer.of(
                200,
                Map.of("Content-Type", "application/json;charset=utf-16"),
                GOOD.getBytes(StandardCharsets.UTF_16)));
    assertUnavailable(discovery.current(), "not one strict JSON object");
  }

  @ParameterizedTest
  @Tag("F-02")
  @CsvSource({"503, 90, 90", "429, 90, 90", "503, 1, 2", "503, 9999, 300", "500, 90, 2"})
  void aProviderThatAsksForAPauseGetsItWithinBounds(int status, String asked, long seconds) {
    transport.answers(status, Map.of("Retry-After", asked), "");
    discovery.start();
    assertThat(background.later)
        .extracting(FakeBackground.Later::delay)
        .containsExactly(Duration.ofSeconds(seconds));
  }

  @Test
  @Tag("E01")
  @Tag("F-07")
  void aContradictionIsToldAsOneAndHealsWhenCorrected() {
    transport.answers(200, GOOD.replace(ISSUER + "\"", ISSUER + "/\""));
    MetadataLookup lookup = discovery.current();
    assertThat(lookup).isInstanceOf(MetadataLookup.Misconfigured.class);
    assertThat(events)
        .singleElement()
        .matches(event -> event.reason().equals(Optional.of(Reason.PROVIDER_MISCONFIGURED)))
        .matches(event -> event.issuer().equals(Optional.of(ISSUER)));
    transport.answers(200, GOOD);
    clock.advance(Duration.ofSeconds(2));
    assertThat(jwksUri()).hasToString(ISSUER + "/jwks");
  }

  @Test
  @Tag("F-08")
  void aChangedDocumentIsUsedAfterADay() {
    transport.answers(200, GOOD);
    discovery.current();
    transport.answers(200, GOOD.replace("/jwks", "/keys"));
    clock.advance(Duration.ofDays(1).minus(JUST));
    assertThat(jwksUri()).hasToString(ISSUER + "/jwks");
    clock.advance(JUST);
    discovery.current();
    assertThat(jwksUri()).hasToString(ISSUER + "/keys");
    assertThat(transport.calls).hasSize(2);
  }

  @Test
  @Tag("F-02")
  void aLaterFailureLeavesTheLastGoodDocument() {
    transport.answers(200, GOOD);
    discovery.current();
    transport.answers(200, GOOD.replace(ISSUER + "\"", "https://evil.example\""));
    clock.advance(Duration.ofDays(1));
    assertThat(jwksUri()).hasToString(ISSUER + "/jwks");
    transport.fails("down");
    clock.advance(Duration.ofDays(30));
    assertThat(jwksUri()).hasToString(ISSUER + "/jwks");
  }

  @ParameterizedTest
  @Tag("E01")
  @Tag("E04")
  @Tag("F-08")
  @ValueSource(
      strings = {
        "{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"https://id.example.com/keys\"}",
        "{\"issuer\":\"https://id.example.com/\",\"jwks_uri\":\"https://id.example.com/keys\"}",
        "{\"issuer\":\"https://id.example.com\",\"jwks_uri\":\"https://169.254.169.254/keys\"}",
        "{\"issuer\":\"https://id.example.com\",\"jwks_uri\":\"http://id.example.com/keys\"}",
        "{\"issuer\":\"https://id.example.com\"}"
      })
  void aProviderThatLiesLaterIsNotBelievedAndTheLastGoodDocumentCounts(String later) {
    transport.answers(200, GOOD);
    discovery.current();
    transport.answers(200, later);
    clock.advance(Duration.ofDays(1));
    discovery.current();
    assertThat(transport.calls).hasSize(2);
    assertThat(jwksUri()).hasToString(ISSUER + "/jwks");
    assertThat(events.get(1).reason()).contains(Reason.PROVIDER_MISCONFIGURED);
    transport.answers(200, GOOD.replace("/jwks", "/keys"));
    clock.advance(Duration.ofSeconds(2));
    discovery.current();
    assertThat(jwksUri()).hasToString(ISSUER + "/keys");
  }

  @Test
  @Tag("F-08")
  void endpointsMayMoveToAnotherPublicHost() {
    transport.answers(200, GOOD);
    discovery.current();
    transport.answers(200, GOOD.replace(ISSUER + "/jwks", "https://cdn.example.net/keys"));
    clock.advance(Duration.ofDays(1));
    discovery.current();
    assertThat(jwksUri()).hasToString("https://cdn.example.net/keys");
  }

  @Test
  void fixedMetadataIsAlwaysReady() {
    Metadata metadata = Metadata.builder(ISSUER).build();
    FixedMetadata fixed = new FixedMetadata(metadata);
    assertThat(fixed.current()).isEqualTo(new MetadataLookup.Ready(metadata));
    assertThat(fixed.lastSuccess()).isEmpty();
  }
}
