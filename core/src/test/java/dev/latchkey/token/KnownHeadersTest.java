package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The header segments that are read once. */
class KnownHeadersTest extends AccessTokenCase {

  private static final Claims HEADER = Claims.of(Map.of("alg", "RS256"));

  private final KnownHeaders known = new KnownHeaders();

  @Test
  void findsWhatStandsThereInFull() {
    known.remember(BearerToken.of("eyJhbGciOi1.abc.def"), HEADER);

    assertThat(known.find("Bearer eyJhbGciOi1.xyz.123", 7, 18)).isSameAs(HEADER);
    assertThat(known.find("eyJhbGciOi1.xyz.123", 0, 11)).isSameAs(HEADER);
    assertThat(known.find("eyJhbGciOi2.abc.def", 0, 11)).isNull();
    assertThat(known.find("fyJhbGciOi1.abc.def", 0, 11)).as("the same end").isNull();
    assertThat(known.find("eyJhbGciOi1.abc.def", 0, 10)).isNull();
    assertThat(known.find("eyJhbGciOi1.abc.def", 0, 12)).isNull();
    assertThat(known.find("Bearer eyJhbGciOi1.abc.def", 6, 18)).isNull();
  }

  @Test
  void manyHeadersPushEachOtherOutAndNothingElseHappens() {
    for (int i = 0; i < 1_000; i++) {
      Claims own = Claims.of(Map.of("kid", "" + i));
      String segment = "header" + i;
      known.remember(BearerToken.of(segment + ".claims.signature"), own);
      assertThat(known.find(segment + ".claims.other", 0, segment.length())).isSameAs(own);
    }
  }

  @Test
  void aHeaderIsJudgedEachTimeThoughItIsReadOnce() {
    String good = TokenMaker.rs256();
    assertAccepted(tokens, good);

    int dot = good.lastIndexOf('.');
    String forged = good.substring(0, dot + 1) + "A".repeat(good.length() - dot - 1);
    assertRefused(tokens, forged, Reason.SIGNATURE_INVALID);
  }
}
