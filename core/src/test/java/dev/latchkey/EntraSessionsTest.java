package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.json.Json;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.TokenMaker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of people from several tenants, whose issuers have one key set. */
class EntraSessionsTest extends ProfileCase {

  private static final String LOGIN = "https://login.microsoftonline.com/";
  private static final String OURS = "11111111-2222-3333-4444-555555555555";
  private static final String PARTNER = "99999999-2222-3333-4444-555555555555";
  private static final String MANY = LOGIN + "organizations/v2.0";
  private static final String TOKENS = LOGIN + "organizations/oauth2/v2.0/token";

  private Latchkey latchkey;

  @BeforeEach
  void start() {
    publishes(
        MANY + "/.well-known/openid-configuration",
        Json.write(
            Map.of(
                "issuer",
                LOGIN + "{tenantid}/v2.0",
                "token_endpoint",
                TOKENS,
                "authorization_endpoint",
                LOGIN + "organizations/oauth2/v2.0/authorize",
                "jwks_uri",
                LOGIN + "keys")));
    publishes(LOGIN + "keys", TestKeys.jwks(TestKeys.jwk("r1", TestKeys.RSA.getPublic())));
    latchkey =
        latchkey(
            signingIn(
                "issuer", MANY,
                "provider-profile", "entra",
                "issuer-tenants", OURS + " " + PARTNER,
                "session.store", "memory",
                "rules", "login /**"));
  }

  private static String issuer(String tenant) {
    return LOGIN + tenant + "/v2.0";
  }

  private static String idToken(String tenant) {
    return Json.write(
        Map.of(
            "iss",
            issuer(tenant),
            "tid",
            tenant,
            "sub",
            "AAAAIkzqFVr",
            "sid",
            "s-1",
            "aud",
            "shop",
            "iat",
            TokenMaker.NOW - 1,
            "exp",
            TokenMaker.NOW + 300));
  }

  @Tag("M28")
  @ParameterizedTest
  @CsvSource({
    "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0, 200",
    "https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/v2.0, 200",
    "https://login.microsoftonline.com/00000000-2222-3333-4444-555555555555/v2.0, 400",
    "https://login.microsoftonline.com/organizations/v2.0, 400",
    "https://evil.example/11111111-2222-3333-4444-555555555555/v2.0, 400"
  })
  void theProvidersPageSignsOutWhomItNames(String issuer, int status) {
    Decision.Stop end = signIn(latchkey, TOKENS, idToken(OURS));
    signedIn(latchkey, end);

    Decision.Stop frame =
        (Decision.Stop)
            latchkey.decide(
                FakeRequest.get(
                    "/oidc/frontchannel-logout?sid=s-1&iss=" + FormEncoding.encode(issuer)));

    assertThat(frame.status()).isEqualTo(status);
    FakeRequest page = FakeRequest.get("/").header("Cookie", cookies(end));
    assertThat(latchkey.decide(page) instanceof Decision.Proceed)
        .as("a session id of one tenant is none of another's")
        .isEqualTo(!issuer.equals(issuer(OURS)));
  }

  @Test
  @Tag("H23")
  void aRefreshMakesNobodyTheUserOfAnotherTenant() {
    Decision.Stop end = signIn(latchkey, TOKENS, idToken(OURS));
    publishes(
        TOKENS,
        Json.write(
            Map.of(
                "access_token", "second",
                "token_type", "Bearer",
                "id_token", signed(idToken(PARTNER)))));
    clock.advance(Duration.ofMinutes(5));

    stopped(
        latchkey, FakeRequest.get("/").header("Cookie", cookies(end)), 401, Reason.ISSUER_WRONG);
  }
}
