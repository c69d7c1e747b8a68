package dev.latchkey.benchmarks.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void halfOfTheFiguresLieBetweenTheQuartiles() {
    assertThat(Spread.of(new double[] {5, 1, 4, 2, 3})).isEqualTo(new Spread(2, 3, 4));
  }

  @Test
  void betweenTwoFiguresTheShareDecides() {
    assertThat(Spread.of(new double[] {1, 2, 3, 4})).isEqualTo(new Spread(1.75, 2.5, 3.25));
  }
}
