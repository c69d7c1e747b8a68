package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPointerTest {

  /** The document and the table of RFC 6901 section 5, but for the empty pointer to all of it. */
  private static final Map<String, @Nullable Object> DOCUMENT =
      json(
          "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,"
              + "\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}");

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of("/foo", List.of("bar", "baz")),
        Arguments.of("/foo/0", "bar"),
        Arguments.of("/a~1b", 1L),
        Arguments.of("/c%d", 2L),
        Arguments.of("/e^f", 3L),
        Arguments.of("/g|h", 4L),
        Arguments.of("/i\\j", 5L),
        Arguments.of("/k\"l", 6L),
        Arguments.of("/ ", 7L),
        Arguments.of("/m~0n", 8L));
  }

  @ParameterizedTest
  @MethodSource("table")
  void readsTheTableOfTheStandard(String pointer, Object expected) {
    assertThat(ClaimPointer.parse(pointer).in(DOCUMENT)).isEqualTo(expected);
  }

  @Test
  void findsTheMemberWithTheEmptyName() {
    assertThat(ClaimPointer.parse("/").in(DOCUMENT)).isEqualTo(0L);
    assertThat(ClaimPointer.parse("//a").in(json("{\"\":{\"a\":1}}"))).isEqualTo(1L);
    assertThat(ClaimPointer.parse("/a/").in(json("{\"a\":{\"\":1}}"))).isEqualTo(1L);
  }

  static Stream<Arguments> nested() {
    return Stream.of(
        Arguments.of("/realm_access/roles", List.of("user")),
        Arguments.of("/realm_access/roles/0", "user"),
        Arguments.of("/https:~1~1shop.example~1roles", List.of("clerk")),
        Arguments.of("/a.b", "dot"), // a dot is no separator
        Arguments.of("/a/b", "nested"),
        Arguments.of("/~01", "tilde one"), // ~01 is ~1 and not a slash
        Arguments.of("/list/1/x", true),
        Arguments.of("/nothing", null),
        Arguments.of("/nothing/x", null),
        Arguments.of("/absent", null),
        Arguments.of("/realm_access/Roles", null),
        Arguments.of("/realm_access.roles", null),
        Arguments.of("/a/b/c", null),
        Arguments.of("/number/0", null),
        Arguments.of("/list/2", null),
        Arguments.of("/list/-", null),
        Arguments.of("/list/-1", null),
        Arguments.of("/list/01", null),
        Arguments.of("/list/00", null),
        Arguments.of("/list/+1", null),
        Arguments.of("/list/1e0", null),
        Arguments.of("/list/ 1", null),
        Arguments.of("/list/", null),
        Arguments.of("/list/\u0661", null),
        Arguments.of("/list/4294967296", null),
        Arguments.of("/list/18446744073709551617", null));
  }

  @Tag("B30")
  @ParameterizedTest
  @MethodSource("nested")
  void followsNamesAndIndexesAndNothingElse(String pointer, @Nullable Object expected) {
    Map<String, @Nullable Object> claims =
        json(
            "{\"realm_access\":{\"roles\":[\"user\"]},"
                + "\"https://shop.example/roles\":[\"clerk\"],"
                + "\"a.b\":\"dot\",\"a\":{\"b\":\"nested\"},\"~1\":\"tilde one\","
                + "\"list\":[\"x\",{\"x\":true}],\"nothing\":null,\"number\":12}");

    assertThat(ClaimPointer.parse(pointer).in(claims)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "roles", "realm_access/roles", " /roles", "~1", "#/roles", "*"})
  void refusesATextWithoutASlashInFrontAndSaysWhatToWrite(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClaimPointer.parse(text))
        .withMessage(
            "\"" + text + "\" is no claim pointer; write /" + text + " for the claim of that name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/~", "/a~", "/~2", "/a~/b", "/~~0", "/~ 0", "/a/b~x", "/~\u0660"})
  void refusesATildeThatEscapesNothing(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClaimPointer.parse(text))
        .withMessageStartingWith("\"" + text + "\" has a ~ that is neither");
  }

  @Test
  void isEqualAsWritten() {
    assertThat(ClaimPointer.parse("/a~1b"))
        .isEqualTo(ClaimPointer.parse("/a~1b"))
        .hasSameHashCodeAs(ClaimPointer.parse("/a~1b"))
        .isNotEqualTo(ClaimPointer.parse("/a/b"))
        .hasToString("/a~1b");
  }

  private static Map<String, @Nullable Object> json(String text) {
    return Objects.requireNonNull(Json.readObject(text.getBytes(StandardCharsets.UTF_8)));
  }
}
