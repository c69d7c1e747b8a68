package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EndSessionTest {

  @Test
  void encodesEachParameterOnce() {
    URI address =
        EndSession.at(URI.create("https://id.example/logout"))
            .idTokenHint("a.b.c")
            .clientId("shop & co")
            .postLogoutRedirectUri(URI.create("https://shop.example/?x=%20y"))
            .state("s+t")
            .address();
    assertThat(address)
        .hasToString(
            "https://id.example/logout?id_token_hint=a.b.c&client_id=shop%20%26%20co"
                + "&post_logout_redirect_uri=https%3A%2F%2Fshop.example%2F%3Fx%3D%2520y"
                + "&state=s%2Bt");
  }

  @Test
  void keepsTheEndpointsQuery() {
    assertThat(EndSession.at(URI.create("https://id.example/logout?p=b")).clientId("c").address())
        .hasToString("https://id.example/logout?p=b&client_id=c");
    assertThat(EndSession.at(URI.create("https://id.example/logout")).address())
        .hasToString("https://id.example/logout");
  }

  @Test
  @Tag("P04")
  void doesNotShowTheHint() {
    assertThat(EndSession.at(URI.create("https://id.example/")).idTokenHint("CANARY"))
        .hasToString("EndSession[id_token_hint]");
  }
}
