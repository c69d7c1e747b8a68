package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.logoutClaims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The provider ends a session while its sign-in still asks for userinfo. */
class LogoutBeforeLoginTest {

  @Test
  @Tag("M24")
  @Tag("M29")
  void sendsTheUserToTheProviderOnceMore() {
    try (Shop shop = Shop.with("session.store", "memory", "userinfo", "at-login")) {
      String token = TokenMaker.nimbus("RS256", "r1", logoutClaims());
      shop.answers(
          "/userinfo",
          call -> {
            assertThat(shop.logOut("logout_token=" + token).status()).isEqualTo(200);
            return HttpAnswer.of(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"sub\":\"alice-1\"}".getBytes(StandardCharsets.UTF_8));
          });

      Decision.Stop callback = shop.signIn();

      assertThat(TestGate.asked(callback)).containsKey("code_challenge");
      assertThat(shop.script(TestGate.cookies(callback)).status()).isEqualTo(401);
      assertThat(shop.events)
          .anyMatch(event -> event.reason().filter(Reason.SESSION_ENDED::equals).isPresent());
    }
  }
}
