package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestToken;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A program calls an API with a token. */
interface BearerJourneys extends Journeys {

  private TestToken token() {
    return shop().provider().token();
  }

  private void refused(Reply reply, int status, String challenge) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.all("WWW-Authenticate")).containsExactly(challenge);
    assertThat(reply.all("Content-Type")).containsExactly("application/problem+json");
    assertThat(reply.all("Cache-Control")).containsExactly("no-store");
    assertThat(reply.body()).startsWith("{").contains("\"status\":" + status, "\"reference\":");
  }

  @Test
  @Tag("smoke")
  default void aGoodTokenIsServedUnderItsOwnName() {
    String token =
        token().scope("orders:read").role("user").claim("preferred_username", "ada@shop").sign();

    Reply reply = shop().call("/api/orders?a=b%20c", token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("subject")).isEqualTo("ada");
    assertThat(reply.says("name")).isEqualTo("ada@shop");
    assertThat(reply.says("scheme")).isEqualTo("BEARER");
    assertThat(reply.says("user")).isEqualTo("true");
    assertThat(reply.says("admin")).isEqualTo("false");
    assertThat(reply.says("principal"))
        .isEqualTo("Identity[" + shop().provider().issuer() + " ada]");
    assertThat(reply.says("token")).isEqualTo(token);
    assertThat(reply.says("page")).isEqualTo(shop().target("/api/orders"));
    assertThat(reply.says("query")).isEqualTo("a=b%20c");
    assertThat(reply.setCookies()).isEmpty();
    assertThat(shop().takeReasons()).isEmpty();
  }

  @Test
  @Tag("smoke")
  @Tag("F01")
  default void withoutATokenOneIsAskedFor() {
    refused(shop().get("/api/x"), 401, "Bearer realm=\"orders\"");
    assertThat(shop().takeReasons()).containsExactly("credential_missing");
  }

  @Test
  @Tag("A28")
  @Tag("B02")
  @Tag("B15")
  @Tag("B18")
  @Tag("F13")
  default void aBadTokenIsRefusedAndToldNothing() {
    Map<String, UnaryOperator<TestToken>> bad = new LinkedHashMap<>();
    bad.put("expired", token -> token.expiresIn(Duration.ofMinutes(-5)));
    bad.put("signature_invalid", TestToken::signWithForeignKey);
    bad.put("issuer_wrong", token -> token.issuer("https://evil.example"));
    bad.put("audience_wrong", token -> token.audience("other-api"));

    bad.forEach(
        (reason, change) -> {
          String token = change.apply(token()).sign();
          Reply reply = shop().call("/api/x", token);
          refused(
              reply,
              401,
              "Bearer realm=\"orders\", error=\"invalid_token\","
                  + " error_description=\"The access token is invalid or has expired\"");
          assertThat(reply.body()).doesNotContain(token, "ada", "evil.example", "Exception");
          assertThat(shop().takeReasons()).containsExactly(reason);
        });
  }

  @Test
  @Tag("F02")
  default void aMalformedCredentialIsRefused() {
    String challenge = "Bearer realm=\"orders\", error=\"invalid_request\"";
    refused(shop().get("/api/x", "Authorization: Bearer"), 400, challenge);
    refused(shop().get("/api/x", "Authorization: Bearer a b"), 400, challenge);
    assertThat(shop().takeReasons())
        .containsExactly("credential_malformed", "credential_malformed");
  }

  @Test
  @Tag("F04")
  default void twoCredentialsAreRefused() {
    String line = Shop.bearer(token().sign());

    Reply reply = shop().get("/api/x", line, line.replace("Authorization", "authorization"));

    refused(reply, 400, "Bearer realm=\"orders\", error=\"invalid_request\"");
    assertThat(shop().takeReasons()).containsExactly("credential_repeated");
  }

  @Test
  @Tag("F05")
  @Tag("F06")
  @Tag("F07")
  default void aTokenElsewhereIsNotHeard() {
    String token = token().sign();

    assertThat(shop().get("/api/x?access_token=" + token).status()).isEqualTo(401);
    Reply form = shop().browser().submit(shop().at("/api/x"), Map.of("access_token", token));
    assertThat(form.status()).isEqualTo(401);
    assertThat(shop().takeReasons()).containsOnly("credential_missing");
  }

  @Test
  @Tag("smoke")
  @Tag("F10")
  default void aMissingScopeIsNamed() {
    Reply reply = shop().call("/api/orders", token().scope("orders:write readonly").sign());

    refused(
        reply, 403, "Bearer realm=\"orders\", error=\"insufficient_scope\", scope=\"orders:read\"");
    assertThat(shop().takeReasons()).containsExactly("scope_missing");
  }

  @Test
  default void aMissingRoleIsRefused() {
    Reply guest = shop().call("/api/admin", token().role("guest").sign());
    assertThat(guest.status()).isEqualTo(403);
    assertThat(guest.all("WWW-Authenticate")).isEmpty();
    assertThat(shop().takeReasons()).containsExactly("role_missing");

    assertThat(shop().call("/api/admin", token().role("admin").sign()).status()).isEqualTo(200);
  }

  @Test
  @Tag("F15")
  @Tag("K22")
  default void anUnlistedMethodIsRefusedWhateverHeadersSay() {
    String token = Shop.bearer(token().scope("orders:read orders:write").role("admin").sign());
    for (String method : List.of("DELETE", "PUT", "PATCH", "OPTIONS")) {
      Reply reply =
          shop()
              .browser()
              .send(method, shop().at("/api/orders"), "", token, "X-HTTP-Method-Override: GET");
      assertThat(reply.status()).as(method).isEqualTo(405);
      assertThat(reply.all("Allow")).as(method).containsExactly("GET, HEAD, POST");
    }
    assertThat(shop().takeReasons()).hasSize(4).containsOnly("method_not_listed");
  }

  @Test
  @Tag("K22")
  default void headGoesWithGetAndHasNoBody() {
    Reply stranger = shop().browser().send("HEAD", shop().at("/api/orders"), "");
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.all("WWW-Authenticate")).containsExactly("Bearer realm=\"orders\"");

    String token = Shop.bearer(token().scope("orders:read").sign());
    Reply known = shop().browser().send("HEAD", shop().at("/api/orders"), "", token);
    assertThat(known.status()).isEqualTo(200);
  }

  @Test
  default void optionsIsJudgedAsAnyOtherMethod() {
    Reply stranger =
        shop()
            .browser()
            .send(
                "OPTIONS",
                shop().at("/api/x"),
                "",
                "Origin: https://evil.example",
                "Access-Control-Request-Method: GET");
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.all("Access-Control-Allow-Origin")).isEmpty();

    String token = Shop.bearer(token().sign());
    Reply known = shop().browser().send("OPTIONS", shop().at("/api/x"), "", token);
    assertThat(known.status()).isIn(200, 204);
  }

  @Test
  default void aPublicPathReadsNothing() {
    Reply reply = shop().call("/open", "nonsense");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("principal")).isEqualTo("null");
    assertThat(reply.says("scheme")).isEqualTo("null");
  }

  @Test
  default void anOptionalPathRecognisesWhoeverComes() {
    assertThat(shop().get("/maybe").says("principal")).isEqualTo("null");
    assertThat(shop().call("/maybe", token().sign()).says("subject")).isEqualTo("ada");
    assertThat(shop().call("/maybe", "nonsense").status()).isEqualTo(401);
  }

  @Test
  default void whatNoRuleMatchesIsRefused() {
    String token = token().role("admin").sign();

    assertThat(shop().call("/elsewhere", token).status()).isEqualTo(403);
    assertThat(shop().call("/never", token).status()).isEqualTo(403);
    assertThat(shop().takeReasons()).containsExactly("no_rule", "denied");
  }

  @Test
  default void aProviderThatIsDownIsNobodysFault() {
    try (Shop cut = open(TestProvider.start(), AdapterContract.CONTEXT_PATH, same -> {})) {
      cut.call("/api/x", cut.provider().token().sign()); // no fetch is under way any more
      String token = cut.provider().token().keyId("a-new-one").sign();
      cut.provider().goDown();

      Reply reply = cut.call("/api/x", token);

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.all("Retry-After")).hasSize(1);
      assertThat(reply.all("Cache-Control")).containsExactly("no-store");
      assertThat(cut.takeReasons()).containsExactly("keys_unavailable");
    }
  }

  @Test
  default void aClosedInstanceServesNobody() {
    try (Shop closed = open(TestProvider.start(), AdapterContract.CONTEXT_PATH, same -> {})) {
      closed.latchkey().close();

      assertThat(closed.get("/open").status()).isEqualTo(503);
      assertThat(closed.takeReasons()).containsExactly("closed");
    }
  }
}
