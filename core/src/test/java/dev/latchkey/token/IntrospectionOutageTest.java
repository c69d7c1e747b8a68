package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.UnfitAnswerException;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.FixedMetadata;
import dev.latchkey.provider.Introspection;
import dev.latchkey.provider.Metadata;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The introspection endpoint is down for minutes. */
@Tag("F-27")
class IntrospectionOutageTest {

  private static final Duration JUST = Duration.ofMillis(1);

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(TokenMaker.NOW));
  private final FakeTransport transport = new FakeTransport();
  private final OpaqueTokens tokens = tokens();
  private int bringing;

  private OpaqueTokens tokens() {
    Metadata metadata =
        Metadata.builder(TokenMaker.ISSUER)
            .introspectionEndpoint(URI.create(TokenMaker.ISSUER + "/introspect"))
            .build();
    return new OpaqueTokens(
        AccessTokenCase.SETTINGS,
        IntrospectionSettings.remembering(Duration.ofMinutes(2)),
        new Introspection(
            new FixedMetadata(metadata),
            ClientCredentials.confidential("shop", "s"),
            transport,
            clock),
        clock,
        clock);
  }

  @BeforeEach
  void isDown() {
    transport.fails("no whole answer after 5000 ms");
  }

  private void isBack() {
    transport.answers(200, TokenMaker.accessClaims("active", "true"));
  }

  private TokenResult<VerifiedToken> bringsAnother() {
    return tokens.verify(BearerToken.of("token-" + bringing++));
  }

  private void assertUndecided(String why) {
    TokenResult<VerifiedToken> result = bringsAnother();
    assertThat(result).isInstanceOf(TokenResult.Unavailable.class);
    TokenResult.Unavailable<VerifiedToken> undecided =
        (TokenResult.Unavailable<VerifiedToken>) result;
    assertThat(undecided.reason()).isEqualTo(Reason.INTROSPECTION_FAILED);
    assertThat(undecided.detail()).contains(why);
  }

  private void failsFiveTimes() {
    for (int i = 0; i < 5; i++) {
      assertUndecided("after 5000 ms");
    }
    assertThat(transport.calls).hasSize(5);
  }

  @Test
  void afterFiveFailuresInARowNobodyWaitsForItAnyLonger() {
    failsFiveTimes();
    for (int i = 0; i < 1_000; i++) {
      assertUndecided("after 5000 ms again and again; not asked again for up to 10 s");
    }
    assertThat(transport.calls).hasSize(5);
  }

  @Test
  void oneAnswerInBetweenBeginsTheCountAnew() {
    for (int i = 0; i < 4; i++) {
      assertUndecided("5000 ms");
    }
    isBack();
    assertThat(bringsAnother()).isInstanceOf(TokenResult.Verified.class);
    isDown();
    transport.calls.clear();
    failsFiveTimes();
  }

  @Test
  void afterTenSecondsItIsAskedOnceAndThenAgainAfterTenMore() {
    failsFiveTimes();
    for (int probes = 1; probes < 4; probes++) {
      clock.advance(Circuit.PAUSE.minus(JUST));
      assertUndecided("not asked again");
      assertThat(transport.calls).hasSize(4 + probes);
      clock.advance(JUST);
      assertUndecided("5000 ms");
      assertUndecided("not asked again");
      assertThat(transport.calls).hasSize(5 + probes);
    }
  }

  @Test
  void whenItIsBackEverybodyAsksAgain() {
    failsFiveTimes();
    isBack();
    clock.advance(Circuit.PAUSE);
    assertThat(bringsAnother()).isInstanceOf(TokenResult.Verified.class);
    assertThat(bringsAnother()).isInstanceOf(TokenResult.Verified.class);
    assertThat(transport.calls).hasSize(7);
  }

  @Test
  void whileOneAsksTheOthersDoNotWait() {
    failsFiveTimes();
    clock.advance(Circuit.PAUSE);
    List<TokenResult<VerifiedToken>> meanwhile = new ArrayList<>();
    transport.answers(
        call -> {
          for (int i = 0; i < 10; i++) {
            meanwhile.add(bringsAnother());
          }
          return active(call);
        });

    assertThat(bringsAnother()).isInstanceOf(TokenResult.Verified.class);

    assertThat(meanwhile).hasSize(10).allMatch(TokenResult.Unavailable.class::isInstance);
    assertThat(transport.calls).hasSize(6);
  }

  private static HttpAnswer active(HttpCall any) throws IOException {
    String claims = TokenMaker.accessClaims("active", "true");
    return HttpAnswer.of(200, Map.of(), claims.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFaultOfOursWhileAskingLeavesItToTheNext() {
    failsFiveTimes();
    clock.advance(Circuit.PAUSE);
    transport.answers(
        call -> {
          throw new IllegalStateException("a fault");
        });
    assertThatThrownBy(this::bringsAnother).hasMessage("a fault");
    isBack();
    assertThat(bringsAnother()).isInstanceOf(TokenResult.Verified.class);
  }

  @Test
  @Tag("F23")
  void whatIsRememberedCountsUntilItsTimeIsOverAndNoLonger() {
    isBack();
    assertThat(tokens.verify(BearerToken.of("known"))).isInstanceOf(TokenResult.Verified.class);
    transport.answers(200, TokenMaker.accessClaims("active", "true", "exp", exp(60)));
    assertThat(tokens.verify(BearerToken.of("brief"))).isInstanceOf(TokenResult.Verified.class);
    isDown();
    transport.calls.clear();
    failsFiveTimes();

    clock.advance(Duration.ofSeconds(60).minus(JUST));
    assertThat(tokens.verify(BearerToken.of("brief"))).isInstanceOf(TokenResult.Verified.class);
    clock.advance(JUST);
    assertThat(tokens.verify(BearerToken.of("brief"))).isInstanceOf(TokenResult.Unavailable.class);
    clock.advance(Duration.ofSeconds(60).minus(JUST));
    assertThat(tokens.verify(BearerToken.of("known"))).isInstanceOf(TokenResult.Verified.class);
    clock.advance(JUST);
    assertThat(tokens.verify(BearerToken.of("known"))).isInstanceOf(TokenResult.Unavailable.class);
  }

  private static String exp(long seconds) {
    return String.valueOf(TokenMaker.NOW + seconds);
  }

  @Test
  @Tag("F-11")
  void anEndpointThatAsksToBeLeftAloneIsAtOnceAndForAsLong() {
    transport.answers(503, Map.of("Retry-After", "60"), "");
    assertUndecided("answered 503");
    isBack();
    clock.advance(Duration.ofSeconds(60).minus(JUST));
    assertUndecided("answered 503; not asked again before it wants to be");
    assertThat(transport.calls).hasSize(1);
    clock.advance(JUST);
    assertThat(bringsAnother()).isInstanceOf(TokenResult.Verified.class);
  }

  @Test
  @Tag("F-11")
  void anEndpointThatAsksForNoPauseAtAllGetsASecond() {
    transport.answers(429, Map.of("Retry-After", "0"), "");
    assertUndecided("answered 429");
    clock.advance(Duration.ofSeconds(1).minus(JUST));
    assertUndecided("not asked again before it wants to be");
    assertThat(transport.calls).hasSize(1);
    clock.advance(JUST);
    isBack();
    assertThat(bringsAnother()).isInstanceOf(TokenResult.Verified.class);
  }

  @ParameterizedTest
  @Tag("F-11")
  @ValueSource(ints = {429, 502, 503, 504})
  void anAnswerThatNobodyGetsAnythingElseCountsAsOutage(int status) {
    transport.answers(status, "");
    for (int i = 0; i < 6; i++) {
      assertUndecided("answered " + status);
    }
    assertThat(transport.calls).hasSize(5);
  }

  @ParameterizedTest
  @Tag("F24")
  @ValueSource(ints = {400, 401, 413, 500})
  void whatAStrangeTokenMayCauseIsNoOutageForTheOthers(int status) {
    transport.answers(status, "");
    for (int i = 0; i < 20; i++) {
      assertThat(bringsAnother()).isInstanceOf(TokenResult.Unavailable.class);
    }
    assertThat(transport.calls).hasSize(20);
    isBack();
    assertThat(bringsAnother()).isInstanceOf(TokenResult.Verified.class);
  }

  @Test
  @Tag("F24")
  void anAnswerThatIsTooLargeForOneTokenIsNoOutageForTheOthers() {
    transport.answers(
        call -> {
          throw new UnfitAnswerException("the answer is longer than 262144 bytes");
        });
    for (int i = 0; i < 20; i++) {
      assertUndecided("longer than 262144 bytes");
    }
    assertThat(transport.calls).hasSize(20);
  }

  @Test
  @Tag("F24")
  void aCallerThatWasInterruptedIsNoOutageForTheOthers() {
    transport.answers(
        call -> {
          throw new InterruptedIOException("the caller was interrupted");
        });
    for (int i = 0; i < 20; i++) {
      assertUndecided("interrupted");
    }
    assertThat(transport.calls).hasSize(20);
  }
}
