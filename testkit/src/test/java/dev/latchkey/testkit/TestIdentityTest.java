package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestIdentityTest {

  @Test
  void isAnybodyToBeginWith() {
    Identity ada = TestIdentity.of("ada").build();

    assertThat(ada.issuer()).isEqualTo("https://id.example.com");
    assertThat(ada.subject()).contains("ada");
    assertThat(ada.getName()).isEqualTo("ada");
    assertThat(ada.roles()).isEmpty();
    assertThat(ada.scopes()).isEmpty();
    assertThat(ada.groups()).isEmpty();
    assertThat(ada.audience()).isEmpty();
  }

  @Test
  void saysWhatItIsToldToSay() {
    Identity ada =
        TestIdentity.of("ada")
            .issuer("https://elsewhere.example")
            .name("Ada Example")
            .scopes("orders:read", "orders:write")
            .roles("clerk")
            .groups("staff")
            .audience("orders-api")
            .claim("email", "ada@example.com")
            .expiresAt(Instant.EPOCH)
            .accessToken("x.y.z")
            .build();

    assertThat(ada.issuer()).isEqualTo("https://elsewhere.example");
    assertThat(ada.getName()).isEqualTo("Ada Example");
    assertThat(ada.scopes()).containsExactly("orders:read", "orders:write");
    assertThat(ada.hasRole("clerk")).isTrue();
    assertThat(ada.groups()).containsExactly("staff");
    assertThat(ada.audience()).containsExactly("orders-api");
    assertThat(ada.claim("email")).contains("ada@example.com");
    assertThat(ada.expiresAt()).isEqualTo(Instant.EPOCH);
    assertThat(Tokens.of(ada).accessToken()).isEqualTo("x.y.z");
  }

  @Test
  void isNotChangedByWhatIsSaidLater() {
    TestIdentity making = TestIdentity.of("ada").roles("clerk");
    Identity clerk = making.build();

    assertThat(making.roles("manager").build().roles()).containsExactly("manager");
    assertThat(clerk.roles()).containsExactly("clerk");
  }
}
