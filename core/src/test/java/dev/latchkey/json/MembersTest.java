package dev.latchkey.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects as maps, with few members and with many. */
class MembersTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 31, 32, 33, 34, 200})
  void isTheMapThatWasWritten(int size) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      written.put("name" + i, i % 7 == 0 ? null : (Object) (long) i);
    }
    Map<String, @Nullable Object> read = read(Json.writeCompact(written));

    assertThat(read).isEqualTo(written).hasSameHashCodeAs(new HashMap<>(written)).hasSize(size);
    assertThat(read.keySet()).containsExactlyElementsOf(written.keySet());
    assertThat(read.containsKey("name0")).isEqualTo(size > 0);
    for (String absent : new String[] {"", "name", "name200", "NAME0", "iss"}) {
      assertThat(read.containsKey(absent)).as(absent).isFalse();
      assertThat(read.get(absent)).isNull();
    }
    assertThat(read.containsKey(null)).isFalse();
    assertThatThrownBy(() -> read.put("name0", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.putAll(Map.of("name0", 1L)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 32, 33, 100})
  void aNameThatStandsTwiceIsFoundWhereverItStands(int size) {
    for (int first = 0; first < size; first += Math.max(1, size / 5)) {
      StringBuilder json = new StringBuilder("{");
      for (int i = 0; i < size; i++) {
        json.append(i == 0 ? "" : ",").append("\"name").append(i == size - 1 ? first : i);
        json.append("\":").append(i);
      }
      boolean twice = first != size - 1;
      assertThat(Json.readObject(utf8(json.append('}').toString())) == null).isEqualTo(twice);
    }
  }

  @Test
  void namesOfOneHashAreTwoNames() {
    assertThat("Aa").hasSameHashCodeAs("BB");
    assertThat(read("{\"Aa\":1,\"BB\":2}"))
        .containsEntry("Aa", 1L)
        .containsEntry("BB", 2L)
        .doesNotContainKey("C#");
    assertThat(Json.readObject(utf8("{\"Aa\":1,\"BB\":2,\"Aa\":3}"))).isNull();
  }

  @Test
  void aNameIsTheSameHoweverItIsEscaped() {
    assertThat(Json.readObject(utf8("{\"iss\":1,\"i\\u0073s\":2}"))).isNull();
    assertThat(read("{\"i\\u0073s\":2}")).containsEntry("iss", 2L);
  }

  private static Map<String, @Nullable Object> read(String json) {
    return Objects.requireNonNull(Json.readObject(utf8(json)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
