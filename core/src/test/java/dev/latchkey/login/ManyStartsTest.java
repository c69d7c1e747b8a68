package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever begins logins without end makes nothing grow here. */
class ManyStartsTest {

  @Test
  @Tag("G27")
  void aHundredThousandLoginsThatNobodyFinishesTakeNoRoom() throws Exception {
    // a tenth of what it would take to remember the page of each
    assertThat(ChildJvm.run(ManyStarts.class, "-Xmx16m")).isEqualToIgnoringNewLines("begun 100000");
  }
}
