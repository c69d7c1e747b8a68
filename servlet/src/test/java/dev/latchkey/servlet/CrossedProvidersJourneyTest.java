package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to one login, one provider or one host, and turns up at another. */
class CrossedProvidersJourneyTest {

  private final TestProvider provider = TestProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("G25")
  void aStolenCodeSignsNobodyInWhetherTheProviderChecksTheVerifierOrNot(boolean checked) {
    if (!checked) {
      provider.faults().ignorePkce();
    }
    try (App app = App.behind(provider, settings -> settings.put("rules", "login /**"))) {
      Browser victim = new Browser();
      Reply sentBack = victim.signInAt(victim.page(app.at("/orders")), "alice");
      Browser thief = new Browser();
      Reply begun = thief.page(app.at("/orders"));

      Reply end =
          thief.page(
              sentBack
                  .location()
                  .replace(sentBack.sentOn().get("state"), begun.sentOn().get("state")));

      assertThat(end.status()).isEqualTo(400);
      assertThat(app.takeReasons()).containsExactly(checked ? "code_refused" : "nonce_wrong");
      assertThat(thief.cookies().keySet()).noneMatch(name -> name.matches("latchkey-[0-9a-f]+"));
    }
  }

  @Test
  @Tag("H32")
  void anAccessTokenIsShownToTheProviderAloneThatIssuedIt() {
    try (TestProvider partner = TestProvider.builder().opaqueAccessTokens().start();
        App app =
            App.behind(
                provider,
                settings -> {
                  settings.put("userinfo", "at-login");
                  settings.put("rules", "bearer /partner provider=partner\nlogin /**");
                  settings.put("providers", "partner");
                  partner
                      .settings()
                      .forEach((key, value) -> settings.put("provider.partner." + key, value));
                  settings.put("provider.partner.token.verification", "introspection");
                })) {
      Browser browser = new Browser();
      browser.visit(app.at("/orders"), "alice");
      String foreign = partner.opaque(partner.token().sign());
      browser.get(app.at("/partner"), "Authorization", "Bearer " + foreign);

      assertThat(provider.count("/userinfo")).isEqualTo(1);
      assertThat(provider.count("/introspect")).isZero();
      assertThat(partner.count("/introspect")).isEqualTo(1);
      assertThat(partner.count("/userinfo")).isZero();
      assertThat(partner.count("/token")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /orders HTTP/1.1\r\nHost: evil.example\r\n",
        "GET /orders HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1\r\n",
        "GET /orders HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n",
        "GET http://evil.example/orders HTTP/1.1\r\nHost: evil.example\r\n",
        "GET //evil.example/orders HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "GET /orders HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Host: evil.example\r\n"
      })
  @Tag("G29")
  void noHostThatARequestNamesIsWhereALoginReturnsTo(String head) throws IOException {
    try (App app = App.inLenientJetty(provider, settings -> settings.put("rules", "login /**"));
        Socket socket = new Socket("127.0.0.1", app.port())) {
      socket.setSoTimeout(10_000);
      String request = head + "Accept: text/html\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(answer).doesNotContain("evil");
      if (!answer.startsWith("HTTP/1.1 400 ")) {
        assertThat(answer)
            .startsWith("HTTP/1.1 302 ")
            .contains("redirect_uri=" + Browser.encode(app.at("/oidc/callback")));
      }
    }
  }
}
