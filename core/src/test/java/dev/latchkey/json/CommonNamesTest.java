package dev.latchkey.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that are not made anew. */
class CommonNamesTest {

  @Test
  void eachIsFoundSoNoTwoShareASlot() {
    for (String name : CommonNames.ALL) {
      assertThat(find(name)).isSameAs(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "i", "isz", "issue", "Iss", "aur", "subb", "x-tenant"})
  void othersAreNot(String name) {
    assertThat(find(name)).isNull();
  }

  private static Object find(String name) {
    byte[] text = ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
    return CommonNames.find(text, 1, text.length - 1);
  }
}
