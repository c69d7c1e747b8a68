package dev.latchkey.keys;

import static dev.latchkey.testing.TestKeys.jwk;
import static dev.latchkey.testing.TestKeys.jwks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.DaemonThreads;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.Surroundings;
import dev.latchkey.json.Json;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeysTest {

  private static final String ISSUER = "https://id.example";
  private static final URI ADDRESS = URI.create("https://id.example/jwks");
  private static final URI DOWN = URI.create("https://down.example/jwks");
  private static final Duration JUST = Duration.ofNanos(1);
  private static final String OLD = jwks(jwk("old", TestKeys.P256.getPublic()));
  private static final String BOTH =
      jwks(jwk("old", TestKeys.P256.getPublic()), jwk("new", TestKeys.P384.getPublic()));
  private static final String NEW = jwks(jwk("new", TestKeys.P384.getPublic()));

  private final SettableClock clock = new SettableClock();
  private final FakeBackground background = new FakeBackground();
  private final FakeTransport transport = new FakeTransport();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final RemoteKeys keys = keys(KeySettings.standard(), KeyAddress.of(ADDRESS));

  private RemoteKeys keys(KeySettings settings, KeyAddress... addresses) {
    return new RemoteKeys(
        ISSUER,
        List.of(addresses),
        settings,
        new Surroundings(transport, clock, clock, background, events::add));
  }

  private static void assertFound(KeyLookup lookup) {
    assertThat(lookup).isInstanceOf(KeyLookup.Found.class);
  }

  private static void assertUnknown(KeyLookup lookup) {
    assertThat(lookup).isEqualTo(new KeyLookup.Unknown());
  }

  private static void assertUnavailable(KeyLookup lookup, String why) {
    assertThat(lookup).isInstanceOf(KeyLookup.Unavailable.class);
    KeyLookup.Unavailable unavailable = (KeyLookup.Unavailable) lookup;
    assertThat(unavailable.reason()).isEqualTo(Reason.KEYS_UNAVAILABLE);
    assertThat(unavailable.detail()).contains(why);
  }

  @Test
  void theFirstUseFetchesAndTells() {
    transport.answers(200, OLD);
    assertThat(transport.calls).isEmpty();
    assertThat(keys.lastSuccess()).isEmpty();
    assertFound(keys.find("old", "ES256"));
    assertFound(keys.find("old", "ES256"));
    assertThat(transport.calls).hasSize(1);
    assertThat(keys.lastSuccess()).contains(clock.instant());
    assertThat(events)
        .singleElement()
        .hasToString("fetched issuer=\"https://id.example\": GET https://id.example/jwks: 1 keys");
  }

  @Test
  @Tag("F-15")
  @Tag("A26")
  void aRotatedKeyIsFoundOnTheSameRequest() {
    transport.answers(200, OLD);
    assertFound(keys.find("old", "ES256"));
    transport.answers(200, BOTH);
    assertFound(keys.find("new", "ES384"));
    assertThat(transport.calls).hasSize(2);
  }

  @Test
  @Tag("F-20")
  @Tag("E16")
  void anyNumberOfUnknownIdsCausesOneFetchACoolDown() {
    transport.answers(200, OLD);
    keys.find("old", "ES256");
    for (int i = 0; i < 1000; i++) {
      assertUnknown(keys.find("unknown " + i, "ES256"));
    }
    assertThat(transport.calls).hasSize(2);
    clock.advance(Duration.ofSeconds(30).minus(JUST));
    assertUnknown(keys.find("unknown", "ES256"));
    assertThat(transport.calls).hasSize(2);
    clock.advance(JUST);
    assertUnknown(keys.find("unknown", "ES256"));
    assertThat(transport.calls).hasSize(3);
  }

  @Test
  @Tag("E16")
  @Tag("F-20")
  void whileAFloodOfIdsGoesOnARotatedKeyIsFoundWithinOneCoolDown() {
    transport.answers(200, OLD);
    assertFound(keys.find("old", "ES256"));
    assertUnknown(keys.find("flood", "ES256")); // takes the turn of this cool-down
    transport.answers(200, BOTH); // and right after it the keys are rotated
    for (int i = 0; i < 10_000 - 1; i++) {
      clock.advance(Duration.ofMillis(3));
      assertUnknown(keys.find("flood " + i, "ES256"));
    }
    assertUnknown(keys.find("new", "ES384"));
    assertFound(keys.find("old", "ES256"));
    assertThat(transport.calls).hasSize(2);

    clock.advance(Duration.ofMillis(3));
    assertUnknown(keys.find("flood", "ES256")); // whoever takes the turn, it serves all
    assertFound(keys.find("new", "ES384"));
    assertThat(transport.calls).hasSize(3);
  }

  @Test
  @Tag("E16")
  void aFloodOfIdsKeepsNoRefreshThatIsDueFromBringingRotatedKeys() {
    transport.answers(200, OLD);
    assertFound(keys.find("old", "ES256"));
    clock.advance(Duration.ofMinutes(5).minus(JUST));
    assertUnknown(keys.find("flood", "ES256"));
    transport.answers(200, BOTH);
    clock.advance(Duration.ofSeconds(1));
    assertUnknown(keys.find("flood", "ES256"));
    assertThat(transport.calls).as("fresh since the flood's fetch").hasSize(2);
    clock.advance(Duration.ofMinutes(5));
    assertFound(keys.find("old", "ES256"));
    assertFound(keys.find("new", "ES384"));
    assertThat(transport.calls).hasSize(3);
  }

  @Test
  @Tag("F-18")
  void keysWithoutIdAndTwoOfOneIdAreUsedAsFarAsTheyFit() {
    transport.answers(
        200,
        jwks(
            jwk(null, TestKeys.RSA.getPublic()),
            jwk("same", TestKeys.P256.getPublic()),
            jwk("same", TestKeys.P384.getPublic())));
    assertFound(keys.find("same", "ES256"));
    assertFound(keys.find("same", "ES384"));
    assertFound(keys.find(null, "RS256"));
    assertUnknown(keys.find("other", "RS256"));
    assertThat(((KeyLookup.Found) keys.find(null, "ES256")).candidates()).hasSize(1);
  }

  @Test
  @Tag("F-23")
  void twoInstancesWithKeysOfDifferentAgeHealEachByItself() {
    transport.answers(200, OLD);
    RemoteKeys other = keys(KeySettings.standard(), KeyAddress.of(ADDRESS));
    VerificationKey old = ((KeyLookup.Found) keys.find("old", "ES256")).candidates().get(0);
    clock.advance(Duration.ofMinutes(1));
    transport.answers(200, NEW);
    assertFound(other.find("new", "ES384"));
    assertUnknown(other.find("old", "ES256"));
    assertThat(keys.holds(old)).as("the first one has not noticed").isTrue();

    assertFound(keys.find("new", "ES384"));

    assertThat(keys.holds(old)).isFalse();
    assertUnknown(keys.find("old", "ES256"));
    assertThat(transport.calls).as("two each").hasSize(4);
  }

  @Test
  @Tag("E13")
  void oneGoodKeyAmongBadOnesIsUsed() {
    transport.answers(
        200,
        "{\"keys\":[7,null,[],{},{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":7},"
            + Json.write(jwk("old", TestKeys.P256.getPublic()))
            + ",{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}");
    assertFound(keys.find("old", "ES256"));
  }

  @Test
  @Tag("E16")
  void anUnknownIdOnAColdStartIsAnsweredFromTheFirstFetch() {
    transport.answers(200, OLD);
    assertUnknown(keys.find("unknown", "ES256"));
    assertThat(transport.calls).hasSize(1);
  }

  @Test
  @Tag("E15")
  @Tag("F-17")
  void aWithdrawnKeyIsGoneAfterTheNextRefresh() {
    transport.answers(200, BOTH);
    VerificationKey old = ((KeyLookup.Found) keys.find("old", "ES256")).candidates().get(0);
    assertThat(keys.holds(old)).isTrue();
    transport.answers(200, NEW);
    clock.advance(Duration.ofMinutes(5));
    keys.holds(old); // begins the refresh, as a cached token would
    assertThat(keys.holds(old)).isFalse();
    assertUnknown(keys.find("old", "ES256"));
  }

  @Test
  void anUnchangedKeyStaysInUseOverARefresh() {
    transport.answers(200, OLD);
    VerificationKey old = ((KeyLookup.Found) keys.find("old", "ES256")).candidates().get(0);
    transport.answers(200, BOTH);
    keys.find("new", "ES384");
    assertThat(((KeyLookup.Found) keys.find("old", "ES256")).candidates().get(0)).isSameAs(old);
  }

  @Test
  @Tag("F-16")
  @Tag("E17")
  void whileTheEndpointIsDownKnownKeysWorkAndUnknownOnesCannotBeFoundOut() {
    transport.answers(200, OLD);
    keys.find("old", "ES256");
    transport.fails("connection refused");
    for (int i = 0; i < 100; i++) {
      assertUnavailable(keys.find("new " + i, "ES384"), "connection refused");
    }
    assertFound(keys.find("old", "ES256"));
    assertThat(transport.calls).hasSize(2);
    transport.answers(200, BOTH);
    clock.advance(Duration.ofSeconds(30));
    assertFound(keys.find("new", "ES384"));
  }

  @ParameterizedTest
  @Tag("F-13")
  @Tag("E08")
  @Tag("E02")
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{\"keys\":[]}|none of the key set's 0 entries",
        "200|<html>sign in</html>|not one strict JSON object",
        "200|''|not one strict JSON object",
        "204|''|answered 204",
        "302|''|answered 302",
        "429|{}|answered 429",
        "500|{}|answered 500"
      })
  void whatIsNoKeySetIsAFailedFetchAndTheOldOneStays(int status, String body, String why) {
    transport.answers(200, OLD);
    keys.find("old", "ES256");
    transport.answers(status, body);
    clock.advance(Duration.ofMinutes(5));
    assertFound(keys.find("old", "ES256"));
    assertFound(keys.find("old", "ES256"));
    assertThat(transport.calls).hasSize(2);
    Event last = events.get(events.size() - 1);
    assertThat(last.kind()).isEqualTo(Event.Kind.FETCH_FAILED);
    assertThat(last.reason()).contains(Reason.KEYS_UNAVAILABLE);
    assertThat(last.detail()).contains(why);
    assertUnavailable(keys.find("new", "ES384"), why);
  }

  @Test
  @Tag("F-14")
  void oldKeysAreUsedForAnHourOfOutageAndNoLonger() {
    transport.answers(200, OLD);
    VerificationKey old = ((KeyLookup.Found) keys.find("old", "ES256")).candidates().get(0);
    transport.fails("timeout");
    clock.advance(Duration.ofMinutes(65).minus(JUST));
    assertFound(keys.find("old", "ES256"));
    assertThat(keys.holds(old)).isTrue();
    clock.advance(JUST);
    assertThat(keys.holds(old)).isFalse();
    assertUnavailable(keys.find("old", "ES256"), "timeout");
  }

  @Test
  void staleUseCanBeTurnedOff() {
    RemoteKeys strict =
        keys(KeySettings.standard().maxStale(Duration.ZERO), KeyAddress.of(ADDRESS));
    transport.answers(200, OLD);
    strict.find("old", "ES256");
    transport.fails("timeout");
    clock.advance(Duration.ofMinutes(5).minus(JUST));
    assertFound(strict.find("old", "ES256"));
    clock.advance(JUST);
    assertUnavailable(strict.find("old", "ES256"), "timeout");
  }

  @ParameterizedTest
  @CsvSource({"0,60", "59,60", "60,60", "600,600", "86400,86400", "86401,86400", "9999999,86400"})
  void theAnswerSaysHowLongItIsFreshWithinBounds(long maxAge, long seconds) {
    transport.answers(200, Map.of("Cache-Control", "public, max-age=" + maxAge), OLD);
    keys.find("old", "ES256");
    clock.advance(Duration.ofSeconds(seconds).minus(JUST));
    keys.find("old", "ES256");
    assertThat(transport.calls).hasSize(1);
    clock.advance(JUST);
    keys.find("old", "ES256");
    assertThat(transport.calls).hasSize(2);
  }

  @Test
  @Tag("F-12")
  void aReaderNeverWaitsForARefresh() {
    transport.answers(200, OLD);
    keys.find("old", "ES256");
    background.hold();
    clock.advance(Duration.ofMinutes(5));
    assertFound(keys.find("old", "ES256"));
    assertFound(keys.find("old", "ES256"));
    assertThat(background.waiting()).isEqualTo(1);
  }

  @Test
  @Tag("F-01")
  void anAddressThatIsNotKnownYetIsAskedAgainAtOnce() {
    List<URI> known = new ArrayList<>();
    RemoteKeys late = keys(KeySettings.standard(), () -> known.stream().findFirst());
    transport.answers(200, OLD);
    assertUnavailable(late.find("old", "ES256"), "not known yet");
    assertThat(transport.calls).isEmpty();
    known.add(ADDRESS);
    assertFound(late.find("old", "ES256"));
  }

  @Test
  void keysOfSeveralAddressesCountTogether() {
    URI second = URI.create("https://b.example/jwks");
    transport.answers(
        call ->
            HttpAnswer.of(
                200,
                Map.of(),
                (call.uri().equals(ADDRESS) ? OLD : NEW).getBytes(StandardCharsets.UTF_8)));
    RemoteKeys both = keys(KeySettings.standard(), KeyAddress.of(ADDRESS), KeyAddress.of(second));
    assertFound(both.find("new", "ES384"));
    assertFound(both.find("old", "ES256"));
    assertFound(both.find(null, "ES384"));
    assertThat(transport.calls).hasSize(2);
    assertThat(both.lastSuccess()).contains(clock.instant());
  }

  private void allButOneAddressAnswer() {
    transport.answers(
        call -> {
          if (call.uri().equals(DOWN)) {
            throw new IOException("refused");
          }
          return HttpAnswer.of(200, Map.of(), OLD.getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void oneOfSeveralAddressesDownLeavesTheOthersWorking() {
    allButOneAddressAnswer();
    RemoteKeys both = keys(KeySettings.standard(), KeyAddress.of(DOWN), KeyAddress.of(ADDRESS));
    assertFound(both.find("old", "ES256"));
    assertUnavailable(both.find("unknown", "ES256"), "refused");
    assertThat(both.lastSuccess()).isEmpty();
  }

  @Test
  @Tag("A24")
  @Tag("F-12")
  void withoutAnIdAnAddressThatIsDownMayHaveTheKeyThatIsMissing() {
    allButOneAddressAnswer();
    RemoteKeys both = keys(KeySettings.standard(), KeyAddress.of(ADDRESS), KeyAddress.of(DOWN));

    KeyLookup.Found found = (KeyLookup.Found) both.find(null, "ES256");

    assertThat(found.candidates()).hasSize(1);
    assertThat(found.missing()).isNotNull();
    assertUnavailable(Objects.requireNonNull(found.missing()), "refused");
    assertThat(((KeyLookup.Found) both.find("old", "ES256")).missing()).isNull();
  }

  @Test
  @Tag("E16")
  void tokensWithoutAnIdDoNotFetchWhatIsAtHandBecauseAnotherAddressIsDown() {
    allButOneAddressAnswer();
    RemoteKeys both = keys(KeySettings.standard(), KeyAddress.of(ADDRESS), KeyAddress.of(DOWN));
    for (int i = 0; i < 10; i++) {
      both.find(null, "ES256");
      clock.advance(Duration.ofSeconds(29));
    }
    assertThat(transport.calls).filteredOn(call -> call.uri().equals(ADDRESS)).hasSize(1);
    assertThat(transport.calls).filteredOn(call -> call.uri().equals(DOWN)).hasSizeGreaterThan(3);
  }

  @Test
  @Tag("F-11")
  void anEndpointThatAsksForAPauseGetsItAndKnownKeysWork() {
    transport.answers(200, OLD);
    keys.find("old", "ES256");
    transport.answers(429, Map.of("Retry-After", "120"), "");
    assertUnavailable(keys.find("new", "ES384"), "answered 429");
    clock.advance(Duration.ofSeconds(120).minus(JUST));
    assertUnavailable(keys.find("new", "ES384"), "answered 429");
    assertFound(keys.find("old", "ES256"));
    assertThat(transport.calls).hasSize(2);
    transport.answers(200, BOTH);
    clock.advance(JUST);
    assertFound(keys.find("new", "ES384"));
  }

  @Test
  @Tag("A59")
  void warnsOfAFaultyEntryOnceUntilItChanges() {
    Map<String, Object> leaked = new LinkedHashMap<>(jwk("leak", TestKeys.RSA.getPublic()));
    leaked.put("d", "CANARY");
    transport.answers(200, jwks(leaked, jwk("old", TestKeys.P256.getPublic())));
    keys.find("old", "ES256");
    clock.advance(Duration.ofMinutes(5));
    keys.find("old", "ES256");
    assertThat(transport.calls).hasSize(2);
    assertThat(events)
        .filteredOn(event -> event.kind() == Event.Kind.WARNING)
        .singleElement()
        .asString()
        .contains("private part (d)")
        .doesNotContain("CANARY");
  }

  @Test
  void closedKeysFetchNothingMore() {
    transport.answers(200, OLD);
    keys.close();
    KeyLookup lookup = keys.find("old", "ES256");
    assertThat(((KeyLookup.Unavailable) lookup).reason()).isEqualTo(Reason.CLOSED);
    assertThat(transport.calls).isEmpty();
  }

  @Test
  @Tag("F-19")
  void aThousandRequestsWithOneUnknownIdShareOneFetch() throws Exception {
    try (DaemonThreads threads = new DaemonThreads("test")) {
      RemoteKeys shared =
          new RemoteKeys(
              ISSUER,
              List.of(() -> Optional.of(ADDRESS)),
              KeySettings.standard(),
              new Surroundings(transport, clock, clock, threads, events::add));
      transport.answers(200, OLD);
      assertFound(shared.find("old", "ES256"));
      CountDownLatch gate = new CountDownLatch(1);
      transport.answers(
          call -> {
            await(gate);
            return HttpAnswer.of(200, Map.of(), BOTH.getBytes(StandardCharsets.UTF_8));
          });
      ExecutorService requests = Executors.newFixedThreadPool(40);
      List<Future<KeyLookup>> answers = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        answers.add(requests.submit(() -> shared.find("new", "ES384")));
      }
      gate.countDown();
      for (Future<KeyLookup> answer : answers) {
        assertFound(answer.get());
      }
      requests.shutdown();
      assertThat(transport.calls).hasSize(2);
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @Tag("P02")
  @ValueSource(longs = {0, -1})
  void settingsRefuseWhatIsNoTime(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    assertThatThrownBy(() -> KeySettings.standard().refresh(time))
        .hasMessageContaining("jwks.refresh");
    assertThatThrownBy(() -> KeySettings.standard().coolDown(time))
        .hasMessageContaining("jwks.cool-down");
  }
}
