package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the application does to its answer takes none of the decision's headers away. */
interface FaultJourneys extends Journeys {

  /** Tells of a cookie that does not open, which the decision takes away. */
  static boolean removes(String setCookie) {
    return setCookie.startsWith("shop=; Max-Age=0; Path=/");
  }

  private Reply does(String what) {
    return shop().get("/does/" + what, "Cookie: shop=broken");
  }

  private static void keepsOurHeaders(Reply reply) {
    assertThat(reply.setCookies()).filteredOn(FaultJourneys::removes).hasSize(1);
    assertThat(reply.all("Cache-Control")) // error pages of containers say more
        .anyMatch(value -> value.contains("private") || value.contains("no-store"));
  }

  @Test
  @Tag("J25")
  default void theApplicationsOwnHeadersStandBesideOurs() {
    Reply reply = does("own-headers");

    assertThat(reply.status()).isEqualTo(200);
    keepsOurHeaders(reply);
    assertThat(reply.setCookies()).anyMatch(each -> each.startsWith("own=1")).hasSize(2);
    assertThat(reply.all("X-Own")).containsExactly("yes");
  }

  @Test
  @Tag("J25")
  default void anAnswerThatRefusesKeepsThem() {
    Reply refused = does("refuse");
    assertThat(refused.status()).isEqualTo(418);
    keepsOurHeaders(refused);

    Reply byError = does("refuse-by-error");
    assertThat(byError.status()).isEqualTo(418);
    keepsOurHeaders(byError);
  }

  @Test
  default void nothingIsAddedWhereNothingWasDecided() {
    Reply reply = shop().get("/does/own-headers");

    assertThat(reply.setCookies()).hasSize(1);
    assertThat(reply.all("Cache-Control")).containsExactly("max-age=60");
  }

  @Test
  @Tag("F-69")
  @Tag("J25")
  default void anExceptionIsOneAnswerThatKeepsThem() {
    Reply reply = does("throw");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(shop().takeReasons())
        .as("nothing failed but the application")
        .doesNotContain("internal_error");
    needs(Capability.HEADERS_OUTLIVE_EXCEPTIONS);
    keepsOurHeaders(reply);
  }

  @Test
  @Tag("F-69")
  @Tag("J25")
  default void anErrorIsOneAnswerThatKeepsThem() {
    Reply reply = does("throw-error");

    assertThat(reply.status()).isEqualTo(500);
    needs(Capability.HEADERS_OUTLIVE_EXCEPTIONS);
    keepsOurHeaders(reply);
  }

  @Test
  @Tag("F-69")
  default void nothingFollowsTheAnswerToAnException() throws IOException {
    try (Wire wire = Wire.to(shop().port())) {
      wire.send(
          "GET "
              + shop().target("/does/throw")
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + Shop.bearer(shop().provider().token().sign())
              + "\r\nConnection: close\r\n\r\n");

      assertThat(wire.read("GET", "/does/throw").status()).isEqualTo(500);
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  @Tag("F-68")
  @Tag("O13")
  default void whatAnswersLaterKnowsItsCaller() {
    needs(Capability.ASYNC);
    String token = shop().provider().token().subject("grace").role("user").sign();

    Reply reply = shop().call("/does/answer-later", token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("subject")).isEqualTo("grace");
    assertThat(reply.says("user")).isEqualTo("true");
    assertThat(shop().get("/does/answer-later").says("principal")).isEqualTo("null");
    Reply removed = does("answer-later");
    keepsOurHeaders(removed);
  }
}
