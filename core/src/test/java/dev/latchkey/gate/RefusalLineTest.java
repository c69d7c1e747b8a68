package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Pages;
import dev.latchkey.event.Reason;
import dev.latchkey.testing.LogLines;
import dev.latchkey.token.TokenMaker;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is refused, an operator finds one line that says why, where and what to do. */
class RefusalLineTest {

  private static final String ORDERS = "/api/orders/7";

  /** What is refused before, or beside, any rule. */
  private static final Set<Reason> WITHOUT_RULE =
      EnumSet.of(
          Reason.PATH_AMBIGUOUS,
          Reason.NO_RULE,
          Reason.METHOD_NOT_LISTED,
          Reason.CALLBACK_MALFORMED,
          Reason.STATE_UNKNOWN,
          Reason.CALLBACK_ISSUER_WRONG,
          Reason.LOGIN_REFUSED,
          Reason.CODE_REFUSED,
          Reason.TOKEN_ENDPOINT_FAILED,
          Reason.ID_TOKEN_MISSING,
          Reason.NONCE_WRONG,
          Reason.AUTHORIZED_PARTY_WRONG,
          Reason.ACCESS_TOKEN_HASH_WRONG,
          Reason.AUTHENTICATION_TOO_OLD,
          Reason.AUTHENTICATION_TOO_WEAK,
          Reason.USERINFO_FAILED,
          Reason.USERINFO_REFUSED,
          Reason.USERINFO_SUBJECT_WRONG,
          Reason.LOGIN_LOOP,
          Reason.SESSION_TOO_LARGE,
          Reason.LOGOUT_MALFORMED,
          Reason.TOKEN_REPLAYED,
          Reason.PROVIDER_UNREACHABLE,
          Reason.PROVIDER_MISCONFIGURED,
          Reason.FILTER_MISSED,
          Reason.CLOSED,
          Reason.INTERNAL_ERROR);

  private final LogLines log = new LogLines();

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void noReasonIsForgotten() {
    assertThat(Provoked.table().keySet()).containsExactlyInAnyOrder(Reason.values());
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  @Tag("P04")
  @Tag("F28")
  void everyRefusalIsOneLineThatSaysWhyWhereAndWhatToDo(Reason reason) {
    Provoked provoked = Provoked.table().get(reason);
    try (Shop shop = provoked.shop()) {
      Decision.Stop stop = provoked.cause().apply(shop);

      String line = line(stop);
      assertThat(line)
          .contains(" reason=\"" + reason.code() + "\" ")
          .contains(" issuer=\"" + TokenMaker.ISSUER)
          .contains(" reference=\"")
          .containsPattern("\": .+");
      assertThat(line.contains(" rule=\"line ")).isEqualTo(!WITHOUT_RULE.contains(reason));
      assertThat(line.lines()).hasSize(1);
      assertThat(reason.advice().isEmpty() ? line.contains("; ") : line.endsWith(reason.advice()))
          .as("what to do, in: %s", line)
          .isTrue();
      assertThat(shop.secrets).allSatisfy(secret -> assertThat(log.with(secret)).isEmpty());
      assertThat(log.with("canary")).isEmpty();
      assertThat(TestGate.json(stop)).doesNotContainKeys("reason", "explanation");
    }
  }

  /** The one line under the reference that the client was shown. */
  private String line(Decision.Stop stop) {
    List<String> lines = log.with((String) TestGate.json(stop).get("reference"));
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void aPageShowsALineThatIsWritten() {
    try (Shop shop = Shop.with()) {
      String line = line(shop.stop(ORDERS, rs256("aud", quoted("account"))));

      assertThat(Pages.text().replaceAll("reference=\"[A-Z2-9]+\"", "reference=\"\""))
          .contains("\n    " + line.replaceAll("reference=\"[A-Z2-9]+\"", "reference=\"\"") + "\n");
    }
  }

  @Test
  void theAudienceMapperIsNamedOnlyToWhomKeycloakForgotIt() {
    try (Shop shop = Shop.with()) {
      String[] forgotten = {quoted("account"), "[\"account\"]", ABSENT, "[]"};
      for (String aud : forgotten) {
        assertThat(line(shop.stop(ORDERS, rs256("aud", aud))))
            .contains("configured is audience=orders-api", "audience mapper for orders-api");
      }
      for (String aud : new String[] {quoted("other"), "[\"account\",\"other\"]"}) {
        assertThat(line(shop.stop(ORDERS, rs256("aud", aud))))
            .contains("other", "configured is audience=orders-api", "have the provider add")
            .doesNotContain("mapper");
      }
    }
  }

  @Test
  @Tag("F-74")
  void aClockThatIsBehindIsNamedAtTheBoundary() {
    try (Shop shop = Shop.with()) {
      for (String claim : new String[] {"nbf", "iat"}) {
        assertThat(shop.latchkey.decide(call(claim, NOW + 60)))
            .isInstanceOf(Decision.Proceed.class);
        assertThat(line(shop.stop(call(claim, NOW + 61))))
            .contains("reason=\"not_yet_valid\"", "our clock says", "compare the clocks");
      }
      assertThat(shop.latchkey.decide(call("exp", NOW - 59))).isInstanceOf(Decision.Proceed.class);
      assertThat(line(shop.stop(call("exp", NOW - 60))))
          .contains("reason=\"expired\"", "compare the clocks");
    }
  }

  private static FakeRequest call(String claim, long seconds) {
    return FakeRequest.get(ORDERS).bearer(rs256(claim, String.valueOf(seconds)));
  }

  @Test
  @Tag("L15")
  @Tag("A20")
  void foreignTextStaysInsideItsLine() {
    String evil = "x\\r\\nrefused reason=\\\"forged\\\" \\u001b[31m \\u202e ${jndi:ldap://x}";
    try (Shop shop = Shop.with()) {
      Provoked[] attempts = {
        Provoked.by("iss", quoted(evil)),
        Provoked.by("aud", quoted(evil)),
        Provoked.byHeader("typ", quoted(evil)),
        Provoked.byHeader("alg", quoted(evil)),
        Provoked.byHeader("kid", quoted(evil))
      };
      for (Provoked attempt : attempts) {
        assertThat(line(attempt.cause().apply(shop)).lines())
            .singleElement()
            .asString()
            .doesNotContain("\u001b", "\u202e")
            .startsWith("refused reason=\"");
      }
      assertThat(line(shop.stop(FakeRequest.get("/no%e2%80%aewhere"))).lines())
          .singleElement()
          .asString()
          .contains("\\u202e");
    }
  }
}
