package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A program sends its token elsewhere than in the Authorization header. */
class TokenLocationJourneyTest {

  private static TestProvider provider;
  private static App app;
  private static String token;

  private final Browser program = new Browser();

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
    token = provider.token().subject("ada").sign();
    app =
        App.behind(
            provider,
            settings -> {
              settings.put("rules", "optional /maybe\nlogin /pages\nbearer /**");
              settings.put(
                  "token.locations", "header header:X-Token query:access_token cookie:token");
            });
  }

  @AfterAll
  static void stop() {
    app.close();
    provider.close();
  }

  @BeforeEach
  void forget() {
    app.takeEvents();
  }

  @Test
  void isServedWithATokenInTheQueryAndKeptFromCaches() {
    Reply reply = program.get(app.at("/a?x=1&access%5Ftoken=" + token));

    assertThat(reply.says("subject")).isEqualTo("ada");
    assertThat(reply.says("authType")).isEqualTo("BEARER");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("private");
  }

  @Test
  void theApplicationStillSeesTheHeaderThatTheTokenCameIn() {
    Reply reply = program.get(app.at("/a"), "X-Token", token);

    assertThat(reply.says("subject")).isEqualTo("ada");
    assertThat(reply.says("xToken")).isEqualTo("true");
  }

  @Test
  @Tag("F07")
  void neverLooksIntoTheBody() {
    Reply reply =
        program.send("POST", app.at("/a?access_token=" + token), "access_token=other&note=hello");

    assertThat(reply.says("subject")).isEqualTo("ada");
    assertThat(reply.says("body")).isEqualTo("access_token=other&note=hello");
    assertThat(program.send("POST", app.at("/a"), "access_token=" + token).status()).isEqualTo(401);
  }

  @Test
  @Tag("F05")
  @Tag("F08")
  void isRefusedWithTwoTokens() {
    assertThat(program.get(app.at("/a?access_token=a&access%5Ftoken=a")).status()).isEqualTo(400);
    Reply both =
        program.get(app.at("/a?access_token=" + token), "Authorization", "Bearer " + token);

    assertThat(both.status()).isEqualTo(400);
    assertThat(both.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"invalid_request\"");
    assertThat(app.takeReasons()).containsOnly("credential_repeated");
  }

  @Test
  void aTokenInACookieCountsForOurOwnPagesOnlyAndIsNoSession() {
    program.cookies().put("token", token);

    assertThat(program.get(app.at("/a")).says("subject")).isEqualTo("ada");
    Reply foreign = program.send("POST", app.at("/a"), "x=1", "Origin", "https://evil.example");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(app.takeReasons()).containsExactly("origin_foreign");
    assertThat(program.get(app.at("/pages")).status()).isEqualTo(401);
    assertThat(program.visit(app.at("/pages"), "alice").says("authType")).isEqualTo("OIDC");
  }
}
