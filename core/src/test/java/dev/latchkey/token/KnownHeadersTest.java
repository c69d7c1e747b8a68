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
    known.remember("eyJhbGciOi1.abc.def", HEADER);

    assertThat(known.find("eyJhbGciOi1.xyz.123", 11)).isSameAs(HEADER);
    assertThat(known.find("eyJhbGciOi2.abc.def", 11)).isNull();
    assertThat(known.find("fyJhbGciOi1.abc.def", 11)).as("the same end").isNull();
    assertThat(known.find("eyJhbGciOi1.abc.def", 10)).isNull();
    assertThat(known.find("eyJhbGciOi1.abc.def", 12)).isNull();
  }

  @Test
  void manyHeadersPushEachOtherOutAndNothingElseHappens() {
    for (int i = 0; i < 1_000; i++) {
      Claims own = Claims.of(Map.of("kid", "" + i));
      known.remember("header" + i + ".claims.signature", own);
      assertThat(known.find("header" + i + ".claims.signature", ("header" + i).length()))
          .isSameAs(own);
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
