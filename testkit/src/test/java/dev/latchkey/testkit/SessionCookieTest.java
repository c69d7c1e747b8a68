package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import dev.latchkey.gate.Decision;
import dev.latchkey.token.Identity;
import java.util.Base64;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestProviderExtension.class)
class SessionCookieTest {
  private final TestProvider provider;

  SessionCookieTest(TestProvider provider) {
    this.provider = provider;
  }

  private LatchkeyBuilder application() {
    return Latchkey.builder()
        .settings(provider.settings())
        .baseUrl("https://shop.example.com/below")
        .sessionSecret(
            Secret.of(
                Base64.getEncoder()
                    .encodeToString(
                        new byte[] {
                          1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
                          17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32
                        })))
        .rules("login /**");
  }

  private static Identity caller(Latchkey latchkey, String cookies) {
    Decision decision = latchkey.decide(MemoryRequest.cookie("/orders", cookies));
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return ((Decision.Proceed) decision).identity().orElseThrow();
  }

  @Test
  void signsAReadyUserIn() {
    try (Latchkey latchkey = application().build()) {
      Identity alice = caller(latchkey, provider.sessionCookie(latchkey, "alice"));

      assertThat(alice.issuer()).isEqualTo(provider.issuer());
      assertThat(alice.subject()).contains("alice-id");
      assertThat(alice.roles()).containsExactly("user");
    }
  }

  @Test
  void signsAnybodyIn() {
    try (Latchkey latchkey = application().build()) {
      Identity ada = caller(latchkey, provider.sessionCookie(latchkey, "ada"));

      assertThat(ada.subject()).contains("ada");
      assertThat(ada.getName()).isEqualTo("ada");
      assertThat(ada.roles()).isEmpty();
    }
  }

  @Test
  void signsInWhoeverIsDescribed() {
    try (Latchkey latchkey = application().build()) {
      TestUser grace = TestUser.of("grace", "pw").roles("admin").groups("navy");

      Identity identity = caller(latchkey, provider.sessionCookie(latchkey, grace));

      assertThat(identity.roles()).containsExactly("admin");
      assertThat(identity.groups()).containsExactly("navy");
    }
  }

  @Test
  void bringsAllCookiesOfALargeSession() {
    provider
        .faults()
        .idToken(
            token -> token.groups(Collections.nCopies(400, "staff-office").toArray(String[]::new)))
        .idToken(token -> token.claim("noise", Unguessable.next().repeat(90)));
    try (Latchkey latchkey = application().build()) {
      String cookies = provider.sessionCookie(latchkey, "alice");

      assertThat(caller(latchkey, cookies).subject()).contains("alice-id");
    }
  }

  @Test
  void findsItsWayWhereverTheApplicationHasItsPaths() {
    try (Latchkey latchkey =
        application().set("login-path", "/in").set("callback-path", "/back").build()) {
      assertThat(caller(latchkey, provider.sessionCookie(latchkey, "alice"))).isNotNull();
    }
  }

  @Test
  void goesOnWhereAPageDoesSoByItself() {
    try (Latchkey latchkey = application().set("session.cookie.same-site", "Strict").build()) {
      assertThat(caller(latchkey, provider.sessionCookie(latchkey, "alice"))).isNotNull();
    }
  }

  @Test
  void isNoWayAroundAnyCheck() {
    provider.faults().idToken(IdTokenFault.OTHER_NONCE);
    try (Latchkey latchkey = application().build()) {
      assertThatThrownBy(() -> provider.sessionCookie(latchkey, "alice"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "signing in failed at /oidc/callback: Latchkey answered 400; its log says why");
    }
  }

  @Test
  void saysThatTheProviderRefusesTheUser() {
    provider.faults().authorizationError("access_denied");
    try (Latchkey latchkey = application().build()) {
      assertThatThrownBy(() -> provider.sessionCookie(latchkey, "alice"))
          .hasMessageContaining("answered 403");
    }
  }

  @Test
  void saysThatNobodyCanSignIn() {
    try (Latchkey latchkey =
        Latchkey.builder().settings(provider.settings()).rules("bearer /**").build()) {
      assertThatThrownBy(() -> provider.sessionCookie(latchkey, "ada"))
          .hasMessage("nobody can sign in at this Latchkey: no rule asks for a session");
    }
  }

  @Test
  void saysThatTheLatchkeyBelongsToAnotherProvider() {
    try (TestProvider other = TestProvider.start();
        Latchkey latchkey = application().build()) {
      assertThatThrownBy(() -> other.sessionCookie(latchkey, "ada"))
          .hasMessageContaining("this Latchkey signs users in at 127.0.0.1")
          .hasMessageContaining("give it provider.settings()");
    }
  }
}
