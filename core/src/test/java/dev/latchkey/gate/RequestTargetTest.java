package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path that two readers could read differently is refused, and no other. */
class RequestTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/admin;x=1, it has a ;",
    "/admin;x/y, it has a ;",
    "/;/admin, it has a ;",
    "/public;/../admin, it has a ;",
    "/admin;jsessionid=1234, it has a ;"
  })
  @Tag("K01")
  void refusesSemicolons(String path, String problem) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin%3Bx", "/admin%3bx"})
  @Tag("K02")
  void refusesEncodedSemicolons(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo("it has an encoded ;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin%253Bx", "/public/%252e%252e/admin", "/a%25%32%66b", "/100%25"})
  @Tag("K02")
  @Tag("K07")
  void refusesWhatASecondDecodingWouldChange(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo("it has an encoded %");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public/..;/admin", "/public/..;x=y/admin"})
  @Tag("K03")
  void refusesDotsBeforeASemicolon(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo("it has a ;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public/%2e%2e/admin",
        "/public/.%2e/admin",
        "/public/%2E./admin",
        "/public/%2E/admin",
        "/./admin",
        "/admin/.",
        "/admin/..",
        "/x/../admin",
        "/..",
        "/."
      })
  @Tag("K04")
  @Tag("K09")
  void refusesDotSegmentsInAnySpelling(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo("it has a dot segment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public%2f..%2fadmin", "/public/..%2Fadmin", "/admin%2F", "/%2fadmin"})
  @Tag("K05")
  void refusesEncodedSlashes(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo("it has an encoded slash");
  }

  @ParameterizedTest
  @CsvSource({
    "/public/..%5cadmin, it has an encoded \\",
    "\\admin, it does not begin with a slash",
    "/public\\..\\admin, it has a \\"
  })
  @Tag("K06")
  void refusesBackslashes(String path, String problem) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//admin", "///admin", "/public//admin", "/a/protected//path", "/admin//"})
  @Tag("K08")
  void refusesEmptySegments(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo("it has an empty segment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin%00",
        "/admin%0a",
        "/admin%0d%0a",
        "/a%7fb",
        "/a%e2%80%a8b",
        "/a%C2%85b",
        "/a%09"
      })
  @Tag("K11")
  @Tag("K13")
  void refusesEncodedControlCharacters(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT))
        .isEqualTo("it has an encoded control character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\tb", "/a b", "/a\u0000", "/a\nb", "/caf\u00e9", "/a\u2028"})
  @Tag("K11")
  void refusesCharactersThatMustBeEncoded(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT))
        .isEqualTo("it has a character that must be encoded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%c0%af",
        "/%c0%ae%c0%ae/admin",
        "/%u002f",
        "/%",
        "/%2",
        "/%zz",
        "/%ed%a0%80",
        "/%ff",
        "/%e2%82",
        "/%e2%82/a",
        "/%f8%88%80%80%80"
      })
  @Tag("K14")
  void refusesWhatIsNoUtf8(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT))
        .isEqualTo("its percent encoding is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"'/public#/../admin', it has a #", "/public?x, it has a ?"})
  @Tag("K16")
  void refusesWhatEndsAPath(String path, String problem) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isEqualTo(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "admin", "http://other.example/public"})
  @Tag("K17")
  void refusesWhatIsNoPath(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT))
        .isEqualTo("it does not begin with a slash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/admin",
        "/admin/",
        "/a.b/c..d/...e/f.",
        "/.well-known/openid-configuration",
        "/...",
        "/..a",
        "/files/My%20Documents/r%C3%A9sum%C3%A9.pdf",
        "/%E6%97%A5%E6%9C%AC",
        "/%f0%9f%98%80",
        "/a+b",
        "/a:b@c!$&'()*,=~-_",
        "/%41dmin",
        "/adm%69n",
        "/a%2Bb",
        "/a%23b",
        "/a%3Fb",
        "/{id}|^`\"<>",
        "/a%E3%80%80"
      })
  @Tag("K12")
  @Tag("I15")
  void takesWhatReadsInOneWayOnly(String path) {
    assertThat(RequestTarget.problem(path, Paths.STRICT)).isNull();
  }

  @Test
  @Tag("K28")
  void takesAThousandSegmentsAndNoMoreThanEightKilobytes() {
    assertThat(RequestTarget.problem("/a".repeat(1_000), Paths.STRICT)).isNull();
    assertThat(RequestTarget.problem("/" + "a".repeat(8 * 1024 - 1), Paths.STRICT)).isNull();
    assertThat(RequestTarget.problem("/" + "a".repeat(8 * 1024), Paths.STRICT))
        .isEqualTo("it is longer than 8192 characters");
  }

  @Test
  @Tag("K28")
  void isDoneWithHugePathsAtOnce() {
    String huge = "/" + "%2e/".repeat(1_000_000);
    Assertions.assertTimeout(
        Duration.ofSeconds(1),
        () -> {
          for (int i = 0; i < 1_000; i++) {
            assertThat(RequestTarget.problem(huge, Paths.STRICT)).isNotNull();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin;x=1", "/public/%2e%2e/admin", "//admin", "/admin%00"})
  @Tag("K01")
  void isAskedBeforeAnyRule(String path) {
    TestGate gate = TestGate.with("public /**");

    Decision.Stop stop = gate.stop(FakeRequest.get(path));

    assertThat(stop.status()).isEqualTo(400);
    assertThat(gate.lastReason()).isEqualTo(Reason.PATH_AMBIGUOUS);
    assertThat(TestGate.body(stop)).doesNotContain("admin");
  }

  @Test
  @Tag("K15")
  void sparesTheQuery() {
    TestGate gate = TestGate.with("public /public\ndeny /**");

    assertThat(gate.decide(FakeRequest.get("/public?x=/../admin;a//b%00")))
        .isInstanceOf(Decision.Proceed.class);
    assertThat(gate.stop(FakeRequest.get("/private?path=/public")).status()).isEqualTo(403);
  }

  @Test
  @Tag("K12")
  void matchesTheDecodedPathByCase() {
    TestGate gate = TestGate.with("deny /admin\npublic /**");

    assertThat(gate.stop(FakeRequest.get("/%61dmin")).status()).isEqualTo(403);
    assertThat(gate.stop(FakeRequest.get("/adm%69n/")).status()).isEqualTo(403);
    assertThat(gate.decide(FakeRequest.get("/ADMIN"))).isInstanceOf(Decision.Proceed.class);
  }
}
