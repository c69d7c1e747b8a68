package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.testing.VectorFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every line of a foreign list of open redirects, raw and once decoded, at every way in. */
@Tag("I01")
class HostileListTest {

  private static final String BASE = "https://shop.example.com/shop";

  private final TestGate gate = TestGate.at(BASE, "login /**");
  private final String session = gate.signIn("ada");

  private static void everyLine(Consumer<String> check) throws IOException {
    List<String> lines =
        Files.readAllLines(
            VectorFolder.path("open-redirect", "oauth2-proxy-openredirects.txt"),
            StandardCharsets.UTF_8);
    assertThat(lines).hasSizeGreaterThan(500);
    for (String line : lines) {
      check.accept(line);
      check.accept(decodedOnce(line));
    }
  }

  /** As a proxy might that decodes what it passes on; bytes that are no UTF-8 stay characters. */
  private static String decodedOnce(String line) {
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      boolean escape = line.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*");
      decoded.append(
          escape ? (char) Integer.parseInt(line.substring(i + 1, i + 3), 16) : line.charAt(i));
      i += escape ? 2 : 0;
    }
    return decoded.toString();
  }

  /** Where a login that begins with a request ends, for a user who has a session by then. */
  private String end(FakeRequest request) {
    Decision.Stop start = gate.stop(request.inContext("/shop"));
    assertThat(start.status()).isIn(302, 303);
    String state = "&state=" + TestGate.asked(start).get("state").get(0);
    callback("error=access_denied" + state, TestGate.cookies(start));
    return TestGate.header(callback("code=c" + state, session), "Location");
  }

  private Decision.Stop callback(String query, String cookies) {
    return gate.stop(
        FakeRequest.get("/shop/oidc/callback?" + query).inContext("/shop").cookies(cookies));
  }

  @Test
  void aLoginThatNamesALineEndsOnTheFrontPage() throws IOException {
    everyLine(
        line -> {
          String query = "?return_to=" + FormEncoding.encode(line);

          assertThat(end(FakeRequest.get("/shop/oidc/login" + query)))
              .as(line)
              .isEqualTo(BASE + "/");
        });
  }

  @Test
  void aFormOnAPageThatIsALineEndsOnTheFrontPage() throws IOException {
    everyLine(
        line -> {
          for (String referer : List.of(line, BASE + line)) {
            FakeRequest form =
                FakeRequest.of("POST", "/shop/form")
                    .header("Sec-Fetch-Mode", "navigate")
                    .header("Referer", referer);

            assertThat(end(form)).as(referer).isEqualTo(BASE + "/");
          }
        });
  }

  @Test
  void aLogoutThatNamesALineEndsWhereItIsConfiguredTo() throws IOException {
    try (Shop shop = Shop.with("after-logout-url", "/bye https://www.example.com/thanks")) {
      List<String> ends = new ArrayList<>();
      everyLine(
          line -> {
            String parameter = "return_to=" + FormEncoding.encode(line);
            FakeRequest byQuery = FakeRequest.of("POST", "/oidc/logout?" + parameter);
            FakeRequest byForm = FakeRequest.of("POST", "/oidc/logout").form(parameter);
            for (FakeRequest request : List.of(byQuery, byForm)) {
              Decision.Stop stop = shop.stop(request.header("Sec-Fetch-Site", "same-origin"));
              ends.add(TestGate.header(stop, "Location"));
            }
            Decision.Stop question = shop.stop(FakeRequest.page("/oidc/logout?" + parameter));
            assertThat(TestGate.body(question)).contains("action=\"/oidc/logout\"");
          });

      assertThat(ends).hasSizeGreaterThan(2_000).containsOnly("http://localhost:8080/bye");
    }
  }
}
