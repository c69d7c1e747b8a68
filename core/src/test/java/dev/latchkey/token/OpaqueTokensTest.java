package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.FixedMetadata;
import dev.latchkey.provider.Introspection;
import dev.latchkey.provider.Metadata;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpaqueTokensTest {

  private static final String TOKEN = "2YotnFZFEjr1zCsicMWpAA";
  private static final Duration CACHE = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(NOW));
  private final FakeTransport transport = new FakeTransport();
  private final OpaqueTokens tokens = remembering(CACHE);

  private OpaqueTokens remembering(Duration cache) {
    return verifier(AccessTokenCase.SETTINGS, IntrospectionSettings.remembering(cache));
  }

  private OpaqueTokens verifier(AccessTokenSettings settings, IntrospectionSettings asking) {
    Metadata metadata =
        Metadata.builder(TokenMaker.ISSUER)
            .introspectionEndpoint(URI.create(TokenMaker.ISSUER + "/introspect"))
            .build();
    Introspection introspection =
        new Introspection(
            new FixedMetadata(metadata),
            ClientCredentials.confidential("shop", "s"),
            transport,
            clock);
    return new OpaqueTokens(settings, asking, introspection, clock, clock);
  }

  /** The provider says yes from now on, with the claims of a good token but for these. */
  private void answersActive(String... changes) {
    transport.answers(200, active(changes));
  }

  private static String active(String... changes) {
    List<String> members =
        new ArrayList<>(List.of("active", "true", "token_type", quoted("Bearer")));
    members.addAll(List.of(changes));
    return TokenMaker.accessClaims(members.toArray(String[]::new));
  }

  private int calls() {
    return transport.calls.size();
  }

  private static VerifiedToken accepted(BearerTokens verifier, String token) {
    TokenResult<VerifiedToken> result = verifier.verify(BearerToken.of(token));
    assertThat(result).isInstanceOf(TokenResult.Verified.class);
    return ((TokenResult.Verified<VerifiedToken>) result).token();
  }

  private static void assertRefused(BearerTokens verifier, String token, Reason reason) {
    TokenResult<VerifiedToken> result = verifier.verify(BearerToken.of(token));
    assertThat(result).isInstanceOf(TokenResult.Refused.class);
    TokenResult.Refused<VerifiedToken> refused = (TokenResult.Refused<VerifiedToken>) result;
    assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
    assertThat(refused.detail()).isNotEmpty().doesNotContain(token);
  }

  private static void assertUnavailable(BearerTokens verifier, String token, Reason reason) {
    TokenResult<VerifiedToken> result = verifier.verify(BearerToken.of(token));
    assertThat(result).isInstanceOf(TokenResult.Unavailable.class);
    TokenResult.Unavailable<VerifiedToken> unknown =
        (TokenResult.Unavailable<VerifiedToken>) result;
    assertThat(unknown.reason()).as(unknown.detail()).isEqualTo(reason);
    assertThat(unknown.detail()).isNotEmpty().doesNotContain(token);
  }

  @Test
  void takesTheCallerFromWhatTheProviderSays() {
    answersActive("scope", quoted("orders:read orders:write"), "roles", "[\"user\"]");

    VerifiedToken verified = accepted(tokens, TOKEN);

    Identity caller = verified.identity();
    assertThat(caller.issuer()).isEqualTo(TokenMaker.ISSUER);
    assertThat(caller.subject()).contains("alice-1");
    assertThat(caller.scopes()).containsExactly("orders:read", "orders:write");
    assertThat(caller.roles()).containsExactly("user");
    assertThat(caller.audience()).containsExactly("orders-api");
    assertThat(caller.expiresAt()).isEqualTo(Instant.ofEpochSecond(NOW + 300));
    assertThat(caller.tokens().accessToken()).contains(TOKEN);
    assertThat(verified.toString()).doesNotContain(TOKEN);
  }

  @Test
  void takesTheConfiguredIssuerWhereNoneIsNamedAndTheCacheTimeWhereNoExpiryIs() {
    answersActive("iss", ABSENT, "exp", ABSENT, "iat", ABSENT, "token_type", ABSENT);

    Identity caller = accepted(tokens, TOKEN).identity();

    assertThat(caller.issuer()).isEqualTo(TokenMaker.ISSUER);
    assertThat(caller.expiresAt()).isEqualTo(Instant.ofEpochSecond(NOW).plus(CACHE));
  }

  static Stream<Arguments> claims() {
    return Stream.of(
        Arguments.of("exp", String.valueOf(NOW - 60), Reason.EXPIRED),
        Arguments.of("exp", quoted("soon"), Reason.CLAIM_INVALID),
        Arguments.of("nbf", String.valueOf(NOW + 61), Reason.NOT_YET_VALID),
        Arguments.of("nbf", "null", Reason.CLAIM_INVALID),
        Arguments.of("iat", String.valueOf(NOW + 61), Reason.NOT_YET_VALID),
        Arguments.of("iss", quoted("https://elsewhere.example.com"), Reason.ISSUER_WRONG),
        Arguments.of("iss", "null", Reason.ISSUER_WRONG),
        Arguments.of("iss", "7", Reason.ISSUER_WRONG),
        Arguments.of("aud", quoted("billing-api"), Reason.AUDIENCE_WRONG),
        Arguments.of("aud", ABSENT, Reason.AUDIENCE_WRONG),
        Arguments.of("aud", "[]", Reason.AUDIENCE_WRONG),
        Arguments.of("aud", "7", Reason.CLAIM_INVALID),
        Arguments.of("sub", ABSENT, Reason.CLAIM_MISSING),
        Arguments.of("sub", quoted(""), Reason.CLAIM_INVALID),
        Arguments.of("cnf", "{\"jkt\":\"x\"}", Reason.SENDER_CONSTRAINED),
        Arguments.of("token_type", quoted("DPoP"), Reason.SENDER_CONSTRAINED),
        Arguments.of("token_type", quoted("refresh_token"), Reason.TYPE_WRONG),
        Arguments.of("token_type", "null", Reason.TYPE_WRONG),
        Arguments.of("typ", quoted("Refresh"), Reason.ID_TOKEN_AS_ACCESS_TOKEN),
        Arguments.of("nonce", quoted("n"), Reason.ID_TOKEN_AS_ACCESS_TOKEN));
  }

  @ParameterizedTest
  @Tag("F20")
  @MethodSource("claims")
  void refusesAnActiveTokenThatIsNotGoodHere(String claim, String value, Reason reason) {
    answersActive(claim, value);
    assertRefused(tokens, TOKEN, reason);
  }

  @Test
  @Tag("F20")
  void toleratesAsMuchOfAClockAsWithSignedTokens() {
    answersActive("exp", String.valueOf(NOW - 59), "nbf", String.valueOf(NOW + 60));
    accepted(tokens, TOKEN);
  }

  @Test
  void leavesTheAudienceUncheckedOnlyWhereTheOperatorSaidSo() {
    answersActive("aud", ABSENT);
    accepted(
        verifier(
            AccessTokenCase.SETTINGS.forAnyAudience(), IntrospectionSettings.remembering(CACHE)),
        TOKEN);
  }

  @Test
  void doesNotAskAboutATokenThatIsTooLong() {
    assertRefused(tokens, "x".repeat(16 * 1024 + 1), Reason.TOKEN_TOO_LARGE);
    assertThat(calls()).isZero();
  }

  @Test
  @Tag("F26")
  void asksAboutWhateverLooksLikeASignedTokenToo() {
    answersActive();
    accepted(tokens, "a.b.c");
    assertThat(calls()).isEqualTo(1);
    assertThat(new String(transport.calls.get(0).body(), StandardCharsets.US_ASCII))
        .startsWith("token=a.b.c&");
  }

  @Test
  @Tag("F21")
  @Tag("F28")
  void remembersAYesByTheHashOfTheToken() {
    answersActive();
    accepted(tokens, TOKEN);

    clock.advance(CACHE.minusMillis(1));
    assertThat(accepted(tokens, TOKEN).identity().scopes()).containsExactly("orders:read");
    assertThat(calls()).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    accepted(tokens, TOKEN);
    assertThat(calls()).isEqualTo(2);
    assertThat(IntrospectedTokens.key(TOKEN)).hasSize(43).doesNotContain(TOKEN);
  }

  @Test
  @Tag("F22")
  void remembersNothingForAnotherProvider() {
    answersActive();
    accepted(tokens, TOKEN);

    transport.answers(200, "{\"active\":false}");
    assertRefused(remembering(CACHE), TOKEN, Reason.TOKEN_INACTIVE);
    accepted(tokens, TOKEN);
  }

  @Test
  @Tag("F23")
  void remembersAYesNeverBeyondTheTokensExpiry() {
    answersActive("exp", String.valueOf(NOW + 5));
    accepted(tokens, TOKEN);
    transport.answers(200, "{\"active\":false}");

    clock.advance(Duration.ofSeconds(5).minusMillis(1));
    accepted(tokens, TOKEN);
    clock.advance(Duration.ofMillis(1));
    assertRefused(tokens, TOKEN, Reason.TOKEN_INACTIVE);
  }

  @Test
  void asksEachTimeWhereTheCacheIsOff() {
    OpaqueTokens forgetful = remembering(Duration.ZERO);
    answersActive();
    accepted(forgetful, TOKEN);
    transport.answers(200, "{\"active\":false}");
    assertRefused(forgetful, TOKEN, Reason.TOKEN_INACTIVE);
    answersActive();
    accepted(forgetful, TOKEN);
  }

  @Test
  @Tag("F16")
  @Tag("F-28")
  void remembersANoForTenSeconds() {
    transport.answers(200, "{\"active\":false}");
    assertRefused(tokens, TOKEN, Reason.TOKEN_INACTIVE);
    answersActive();

    clock.advance(Duration.ofSeconds(10).minusMillis(1));
    assertRefused(tokens, TOKEN, Reason.TOKEN_INACTIVE);
    assertThat(calls()).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    accepted(tokens, TOKEN);
  }

  @Test
  @Tag("F-28")
  void remembersANoNoLongerThanAYes() {
    OpaqueTokens brief = remembering(Duration.ofSeconds(2));
    transport.answers(200, "{\"active\":false}");
    assertRefused(brief, TOKEN, Reason.TOKEN_INACTIVE);
    answersActive();
    clock.advance(Duration.ofSeconds(2));
    accepted(brief, TOKEN);
  }

  @Test
  @Tag("B10")
  void judgesWhatTheProviderSaysByTheOperatorsDemandsToo() {
    AccessTokenSettings settings =
        AccessTokenCase.SETTINGS.demanding(
            new ClaimDemands(
                List.of(ClaimPointer.parse("/tenant")),
                List.of(ClaimPointer.parse("/act")),
                Optional.of(Duration.ofSeconds(310))));
    OpaqueTokens demanding = verifier(settings, IntrospectionSettings.remembering(Duration.ZERO));

    answersActive("tenant", "1");
    accepted(demanding, TOKEN);
    answersActive();
    assertRefused(demanding, TOKEN, Reason.CLAIM_MISSING);
    answersActive("tenant", "1", "act", "{}");
    assertRefused(demanding, TOKEN, Reason.CLAIM_FORBIDDEN);
    answersActive("tenant", "1", "exp", String.valueOf(NOW + 301));
    assertRefused(demanding, TOKEN, Reason.LIFETIME_TOO_LONG);
    answersActive("tenant", "1", "exp", ABSENT);
    assertRefused(demanding, TOKEN, Reason.CLAIM_MISSING);
  }

  @Test
  @Tag("F24")
  void keepsWhatIsGoodThroughAFloodOfJunk() {
    answersActive();
    accepted(tokens, TOKEN);
    transport.answers(200, "{\"active\":false}");

    for (int i = 0; i < 5_000; i++) {
      assertRefused(tokens, "junk-" + i, Reason.TOKEN_INACTIVE);
    }
    transport.fails("down");
    transport.calls.clear();

    accepted(tokens, TOKEN);
    assertThat(calls()).isZero();
  }

  @Test
  @Tag("F18")
  @Tag("F-26")
  void neverRemembersThatItCouldNotBeFoundOut() {
    transport.fails("down");
    assertUnavailable(tokens, TOKEN, Reason.INTROSPECTION_FAILED);
    transport.answers(401, "{}");
    assertUnavailable(tokens, TOKEN, Reason.INTROSPECTION_DENIED);
    answersActive();
    accepted(tokens, TOKEN);
  }

  @Test
  @Tag("F24")
  void remembersAThousandRefusalsAtMost() {
    transport.answers(200, "{\"active\":false}");
    for (int i = 0; i < 3_000; i++) {
      tokens.verify(BearerToken.of("junk-" + i));
    }
    transport.calls.clear();
    for (int i = 0; i < 3_000; i++) {
      tokens.verify(BearerToken.of("junk-" + i));
    }
    assertThat(calls()).isBetween(2_000, 3_000);
  }

  @Test
  @Tag("F-29")
  void asksOnceForAThousandWhoBringTheSameToken() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    transport.answers(heldAnswer(asked, mayAnswer));
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<CompletableFuture<VerifiedToken>> callers = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        callers.add(CompletableFuture.supplyAsync(() -> accepted(tokens, TOKEN), threads));
      }
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      mayAnswer.countDown();
      for (CompletableFuture<VerifiedToken> caller : callers) {
        assertThat(caller.get(10, TimeUnit.SECONDS).identity().subject()).contains("alice-1");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  @Tag("F-25")
  void answersAtOnceWhereTooManyCallsAreUnderWay() throws Exception {
    OpaqueTokens narrow = verifier(AccessTokenCase.SETTINGS, new IntrospectionSettings(CACHE, 1));
    answersActive();
    accepted(narrow, "known");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    transport.answers(heldAnswer(asked, mayAnswer));
    CompletableFuture<VerifiedToken> slow =
        CompletableFuture.supplyAsync(() -> accepted(narrow, "slow"));
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    assertUnavailable(narrow, "another", Reason.INTROSPECTION_BUSY);
    accepted(narrow, "known");

    mayAnswer.countDown();
    slow.get(10, TimeUnit.SECONDS);
    accepted(narrow, "another");
  }

  private static HttpTransport heldAnswer(CountDownLatch asked, CountDownLatch mayAnswer) {
    return call -> {
      asked.countDown();
      try {
        assertThat(mayAnswer.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return HttpAnswer.of(200, Map.of(), active().getBytes(StandardCharsets.UTF_8));
    };
  }

  @Test
  void letsOthersAskAgainAfterAFaultOfOurs() {
    transport.answers(
        call -> {
          throw new IllegalStateException("a fault");
        });
    assertThatThrownBy(() -> tokens.verify(BearerToken.of(TOKEN)))
        .isInstanceOf(IllegalStateException.class);
    answersActive();
    accepted(tokens, TOKEN);
  }

  private AccessTokens signed() {
    return new AccessTokens(AccessTokenCase.SETTINGS, FixedKeys.fromJwks(TokenMaker.jwks()), clock);
  }

  @Test
  @Tag("F26")
  void goesByTheFormOfTheTokenWhereSetTo() {
    BearerTokens byForm = BearerTokens.byForm(signed(), tokens);
    answersActive("sub", quoted("bob-1"));

    assertThat(accepted(byForm, TokenMaker.rs256()).identity().subject()).contains("alice-1");
    assertThat(calls()).isZero();
    assertThat(accepted(byForm, TOKEN).identity().subject()).contains("bob-1");
    assertThat(accepted(byForm, "a.b").identity().subject()).contains("bob-1");
    assertThat(accepted(byForm, "a.b.c.d").identity().subject()).contains("bob-1");
    assertThat(calls()).isEqualTo(3);
    // what looks signed is never asked about, whatever the provider would say of it
    assertRefused(byForm, "a.b.c", Reason.TOKEN_MALFORMED);
    assertRefused(byForm, TokenMaker.rs256("exp", "1"), Reason.EXPIRED);
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void asksOnlyAboutTokensThatAreWellSigned() {
    BearerTokens both = BearerTokens.signedAndActive(signed(), tokens);
    answersActive();

    assertRefused(both, TOKEN, Reason.TOKEN_MALFORMED);
    assertRefused(both, TokenMaker.rs256("aud", quoted("billing-api")), Reason.AUDIENCE_WRONG);
    assertThat(calls()).isZero();
    accepted(both, TokenMaker.rs256());
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void refusesASignedTokenThatIsNoLongerActive() {
    BearerTokens both = BearerTokens.signedAndActive(signed(), remembering(Duration.ZERO));
    transport.answers(200, "{\"active\":true}");
    assertThat(accepted(both, TokenMaker.rs256()).identity().scopes())
        .as("what the answer leaves out, the token says")
        .containsExactly("orders:read");
    transport.answers(200, "{\"active\":false}");
    assertRefused(both, TokenMaker.rs256(), Reason.TOKEN_INACTIVE);
    transport.fails("down");
    assertUnavailable(both, TokenMaker.rs256(), Reason.INTROSPECTION_FAILED);
  }

  @Test
  void refusesASignedTokenThatIntrospectionContradicts() {
    BearerTokens both = BearerTokens.signedAndActive(signed(), remembering(Duration.ZERO));
    answersActive("sub", quoted("bob-1"));
    assertRefused(both, TokenMaker.rs256(), Reason.CLAIM_INVALID);
    answersActive("aud", quoted("billing-api"));
    assertRefused(both, TokenMaker.rs256(), Reason.AUDIENCE_WRONG);
    answersActive("exp", "1");
    assertRefused(both, TokenMaker.rs256(), Reason.EXPIRED);
  }

  @Test
  @Tag("F21")
  void believesTheAnswerWhereItGrantsLessThanTheSignedToken() {
    BearerTokens both = BearerTokens.signedAndActive(signed(), remembering(Duration.ofSeconds(30)));
    String token = TokenMaker.rs256("scope", quoted("orders:read"), "roles", "[\"admin\"]");
    transport.answers(200, "{\"active\":true,\"scope\":\"\",\"roles\":[]}");

    for (int seen = 0; seen < 2; seen++) { // the second time it is remembered
      Identity caller = accepted(both, token).identity();

      assertThat(caller.scopes()).isEmpty();
      assertThat(caller.roles()).isEmpty();
      assertThat(caller.subject()).contains("alice-1");
    }
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void hasSettingsThatMakeSense() {
    assertThatThrownBy(() -> IntrospectionSettings.remembering(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IntrospectionSettings(CACHE, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
