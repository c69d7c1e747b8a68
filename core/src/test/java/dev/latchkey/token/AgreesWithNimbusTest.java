package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.SettableClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random tokens, judged by us and by Nimbus: what we accept, it accepts and reads alike; what we
 * refuse alone stands in {@link StricterThanNimbus}.
 */
class AgreesWithNimbusTest {

  static final AccessTokenSettings SETTINGS =
      new AccessTokenSettings(
          TokenMaker.ISSUER,
          AccessTokenCase.SETTINGS.audience(),
          SigningKey.NAMES,
          AccessTokenCase.SETTINGS.clockSkew(),
          48 * 1024,
          false,
          ClaimPlaces.standard(),
          100);

  private static final int TOKENS = Boolean.getBoolean("latchkey.full") ? 1_000_000 : 20_000;
  private static final long SEED = Long.getLong("latchkey.seed", 20_260_101);

  /** Between two seconds: at the very instant of {@code nbf}, Nimbus still says no. */
  private static final Instant NOW = Instant.ofEpochSecond(TokenMaker.NOW, 500_000_000);

  private final AccessTokens ours =
      new AccessTokens(SETTINGS, SigningKey.ours(), new SettableClock(NOW));
  private final NimbusTokens nimbus =
      new NimbusTokens(SigningKey.nimbus(), (int) SETTINGS.clockSkew().toSeconds(), NOW);
  private final Map<StricterThanNimbus, Integer> refusedByUsAlone =
      new EnumMap<>(StricterThanNimbus.class);
  private int acceptedByBoth;
  private int refusedByBoth;

  @Test
  @Tag("A28")
  void everyTokenIsJudgedAndReadAlike() {
    GeneratedTokens tokens = new GeneratedTokens(new Random(SEED));
    for (int i = 0; i < TOKENS; i++) {
      GeneratedTokens.Made made = tokens.next();
      try {
        compare(made.token());
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "-Dlatchkey.seed=" + SEED + ", token " + i + ": " + made.shape(), e);
      }
    }
    assertThat(acceptedByBoth).isGreaterThan(TOKENS / 4);
    assertThat(refusedByBoth).isGreaterThan(TOKENS / 4);
    assertThat(refusedByUsAlone)
        .as("no difference is listed that does not occur")
        .containsOnlyKeys(StricterThanNimbus.values());
  }

  @Test
  void twoSpellingsOfTheSameClaimsAreReadAlike() {
    Random random = new Random(SEED);
    RandomClaims claims = new RandomClaims(random);
    int accepted = 0;
    for (int i = 0; i < TOKENS / 20; i++) {
      JsonNode meant = claims.claims();
      TokenResult<VerifiedToken> one = spelled(meant, random);
      TokenResult<VerifiedToken> other = spelled(meant, random);
      if (one instanceof TokenResult.Verified<VerifiedToken> verified) {
        Claims read = ((TokenResult.Verified<VerifiedToken>) other).token().claims();
        assertSame(read.asMap(), verified.token().claims().asMap());
        accepted++;
      } else {
        assertThat(other).isEqualTo(one);
      }
    }
    assertThat(accepted).isGreaterThan(TOKENS / 40);
  }

  private TokenResult<VerifiedToken> spelled(JsonNode claims, Random random) {
    byte[] text = JsonSpelling.of(claims, random).getBytes(StandardCharsets.UTF_8);
    return ours.verify(BearerToken.of(SigningKey.HS256.token("{\"alg\":\"HS256\"}", text)));
  }

  private void compare(String token) {
    TokenResult<VerifiedToken> result = ours.verify(BearerToken.of(token));
    NimbusTokens.Verdict theirs = nimbus.verify(token);
    if (result instanceof TokenResult.Verified<VerifiedToken> verified) {
      if (isBeyondNimbus(verified.token().claims().get("exp"))) { // which takes it for the past
        return;
      }
      assertThat(theirs.why()).as("what Nimbus says to what we accept").isEmpty();
      assertSame(verified.token().claims().asMap(), theirs.claims());
      acceptedByBoth++;
    } else if (theirs.claims() == null) {
      refusedByBoth++;
    } else {
      TokenResult.Refused<VerifiedToken> refused = (TokenResult.Refused<VerifiedToken>) result;
      Optional<StricterThanNimbus> why = StricterThanNimbus.explaining(refused.reason(), token);
      assertThat(why).as("why we alone say %s", refused).isPresent();
      refusedByUsAlone.merge(why.get(), 1, Integer::sum);
    }
  }

  /** Its milliseconds do not fit into a long. B04 asks that no such time becomes another. */
  static boolean isBeyondNimbus(@Nullable Object seconds) {
    return seconds instanceof Number number
        && Math.abs(number.doubleValue()) >= Long.MAX_VALUE / 1000.0;
  }

  private static void assertSame(@Nullable Object mine, @Nullable Object theirs) {
    if (mine instanceof Map<?, ?> members && theirs instanceof Map<?, ?> others) {
      assertThat(List.copyOf(members.keySet())).isEqualTo(List.copyOf(others.keySet()));
      others.forEach((name, value) -> assertSame(members.get(name), value));
    } else if (mine instanceof List<?> elements && theirs instanceof List<?> others) {
      assertThat(elements).hasSameSizeAs(others);
      Iterator<?> each = elements.iterator();
      others.forEach(other -> assertSame(each.next(), other));
    } else if (mine instanceof Number && theirs instanceof Number) {
      assertThat(new BigDecimal(mine.toString()))
          .isEqualByComparingTo(new BigDecimal(theirs.toString()));
    } else if (!Objects.equals(mine, theirs)) {
      assertThat(mine).isEqualTo(theirs);
    }
  }
}
