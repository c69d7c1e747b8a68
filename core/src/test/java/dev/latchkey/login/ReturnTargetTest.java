package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.VectorFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnTargetTest {

  @Tag("I15")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/me",
        "/a/b/c",
        "/a/",
        "/?",
        "/?q",
        "/?q=1&r=2",
        "/orders?x=%2F%2Fy%5C&z=a%2Fb",
        "/login?next=https%3A%2F%2Fid.example%2F",
        "/a+b?c+d=e%20f",
        "/caf%C3%A9?q=%E6%9D%8E",
        "/a?q=100%",
        "/a?q=[c]|{d}^`",
        "/a?x=/../;y",
        "/a?b?c",
        "/a:b@c",
        "/a%20b",
        "/~alice/!$'()*,=:@-._",
        "/.well-known/x",
        "/..a/b..",
        "/...",
        "/a.b",
        "/%41",
        "/%e2%82%ac"
      })
  void keepsADeepLinkByteForByte(String text) {
    assertThat(ReturnTarget.parse(text)).get().hasToString(text);
  }

  @Test
  @Tag("I14")
  void aTwiceEncodedSlashStaysALiteralOfOurOwn() {
    assertThat(ReturnTarget.parse("/%252f%252fevil.example"))
        .get()
        .hasToString("/%252f%252fevil.example");
  }

  @ParameterizedTest
  @CsvSource({"/a/b, /a/b,", "/a?b=c, /a, b=c", "/?b, /, b", "/a?b?c, /a, b?c", "/a?, /a, ''"})
  void theQueryStandsBehindTheFirstQuestionMark(String text, String path, @Nullable String query) {
    ReturnTarget target = ReturnTarget.parse(text).orElseThrow();

    assertThat(target.path()).isEqualTo(path);
    assertThat(target.query()).isEqualTo(Optional.ofNullable(query));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;b=c", "/a;jsessionid=1?x", "/a;b=;c=d/e;f=g=h%20i/"})
  void aParameterOfASegmentIsKeptOnlyWhereTheUserWasOnThatPage(String text) {
    assertThat(ReturnTarget.parse(text)).get().hasToString(text);
    assertThat(ReturnTarget.asked(text)).isEmpty();
  }

  @Tag("I02")
  @Tag("I03")
  @Tag("I04")
  @Tag("I05")
  @Tag("I06")
  @Tag("I07")
  @Tag("I08")
  @Tag("I09")
  @Tag("I10")
  @Tag("I11")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "me",
        "?a=b",
        "#",
        "*",
        ".",
        "..",
        "//evil",
        "///evil",
        "////evil",
        "/\\evil",
        "\\/evil",
        "\\\\evil",
        "/\\/evil",
        "//",
        "/a//b",
        "/a//evil.example",
        "//evil/..",
        "/\t/evil",
        "/\n/evil",
        "/\r/evil",
        "/\u000b/evil",
        "/\u000c/evil",
        "/\u0000/evil",
        "/ /evil",
        "\t//evil",
        " /me",
        "/me ",
        "/me\n",
        "/\u007fme",
        "/%09/evil",
        "/%0a/evil",
        "/%0D%0Aevil",
        "/%00/evil",
        "/%2fevil",
        "/%2Fevil",
        "/%2f%2fevil",
        "/%5cevil",
        "/%5Cevil",
        "/%5c%5cevil",
        "/%2e/evil",
        "/%2e%2e/evil",
        "/%2E%2E%2Fevil",
        "https:evil",
        "https:/evil",
        "https://evil",
        "http:\\\\evil",
        "HTTPS://evil",
        "///\\;@evil",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "/javascript:alert(1);",
        "data:text/html,x",
        "vbscript:x",
        "https://app.example@evil",
        "https://evil#@app.example",
        "https://evil\\@app.example",
        "https://app.example:pw@evil",
        "https://app.example/me",
        "https://app.example:8443/me",
        "http://app.example/me",
        "https://app.example.evil",
        "https://evilapp.example",
        "https://app\u3002example",
        "/\u3002evil",
        "/\uff0f/evil",
        "/\uff0fevil",
        "/caf\u00e9",
        "/\u2028evil",
        "/\ufeff/evil",
        "/\ud83d\ude00",
        "/./\\evil",
        "/./evil",
        "/../evil",
        "/../../\\evil",
        "/.//evil",
        "/;/evil",
        "/a;b",
        "/;a=b",
        "/;a=b/evil",
        "/..;a=b/evil",
        "/.;a=b",
        "/a;=b",
        "/a;b=c;",
        "/a;b=%2f",
        "/a/./b",
        "/a/../b",
        "/a/.",
        "/a/..",
        "/.",
        "/..",
        "/a/../../evil",
        "/%0d%0aSet-Cookie:x=1",
        "/a\r\nSet-Cookie: x=1",
        "/a?b=c\r\nSet-Cookie: x=1",
        "/a?b=c d",
        "/a?b=\"c\"",
        "/a?b=<c>",
        "/a?b=\\c",
        "/a#b",
        "/a?b#c",
        "/\"onmouseover=x",
        "/<script>",
        "/orders/a%2Fb",
        "/a%5cb",
        "/a%00",
        "/a%1Fb",
        "/a%7fb",
        "/%",
        "/%2",
        "/%zz",
        "/a%",
        "/a%4",
        "/a%g1",
        "/a%+1",
        "/a%4g"
      })
  void refusesWhatIsNoPlainPathOfOurs(String text) {
    assertThat(ReturnTarget.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a?next=//evil.example", "/a?next=https://evil.example/"})
  void anAddressInsideAQueryIsKeptOnlyWhereTheUserWasOnThatPage(String text) {
    assertThat(ReturnTarget.parse(text)).get().hasToString(text);
    assertThat(ReturnTarget.asked(text)).isEmpty();
  }

  @Tag("I10")
  @Tag("I13")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/%2e%2e/oidc/logout",
        "/a/%2E%2e/oidc/logout",
        "/a/.%2e/oidc/logout",
        "/a/%2e./oidc/logout",
        "/a/%2e/oidc/logout",
        "/.%2e/oidc/logout",
        "/a/%2e%2e",
        "/a/.%2E?x"
      })
  void refusesADotSegmentThatABrowserWouldResolve(String text) {
    assertThat(ReturnTarget.parse(text)).isEmpty();
  }

  @Tag("I12")
  @ParameterizedTest
  @CsvSource({"1023, true", "1024, true", "1025, false", "8192, false", "1000000, false"})
  void refusesWhatIsTooLongAndNeverCutsIt(int chars, boolean accepted) {
    String text = "/" + "a".repeat(chars - 1);

    assertThat(ReturnTarget.parse(text).isPresent()).isEqualTo(accepted);
    assertThat(ReturnTarget.parse("/a?" + text.substring(3)).isPresent()).isEqualTo(accepted);
  }

  @Test
  @Tag("I01")
  void refusesEveryLineOfTheHostileListRawAndOnceDecoded() throws IOException {
    Path list = VectorFolder.path("open-redirect", "oauth2-proxy-openredirects.txt");

    assertThat(Files.readAllLines(list, StandardCharsets.UTF_8))
        .hasSizeGreaterThan(500)
        .allSatisfy(
            line -> {
              assertThat(ReturnTarget.asked(line)).as("raw").isEmpty();
              assertThat(ReturnTarget.asked(decodedOnce(line))).as("once decoded").isEmpty();
            });
  }

  @Test
  @Tag("C17")
  void neverThrowsAndNeverLeadsElsewhere() {
    String alphabet = "//..\\%25ef0aA;?#@: \t\n\u00e9\u3002";
    Random random = new Random(13);
    URI here = URI.create("https://app.example/");
    for (int i = 0; i < 300_000; i++) {
      StringBuilder text = new StringBuilder("/");
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      ReturnTarget.parse(text.toString())
          .ifPresent(
              target ->
                  assertThat(here.resolve(target.path()))
                      .as(target.toString())
                      .hasToString("https://app.example" + target.path()));
    }
  }

  private static String decodedOnce(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      out.write(low < 0 ? bytes[i] : high << 4 | low);
      i += low < 0 ? 0 : 2;
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
