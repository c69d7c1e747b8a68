package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.token.Identity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ID tokens and documents as Google makes them. */
class GoogleProfileTest extends ProfileCase {

  private static final String ISSUER = "https://accounts.google.com";
  private static final String TOKEN_ENDPOINT = "https://oauth2.googleapis.com/token";
  private static final String ID_TOKEN =
      claims(
              """
          {"iss": "https://accounts.google.com", "azp": "shop", "aud": "shop",
           "sub": "110169484474386276334", "at_hash": "HK6E_P6Dh8Y93mRNtsDB1Q", "hd": "corp.example",
           "email": "alice@corp.example", "email_verified": true, "iat": IAT, "exp": EXP}
          """)
          .replace("\"at_hash\": \"HK6E_P6Dh8Y93mRNtsDB1Q\", ", "");

  @BeforeEach
  void googlePublishes() {
    publishes(
        ISSUER + "/.well-known/openid-configuration",
        """
        {"issuer": "https://accounts.google.com",
         "authorization_endpoint": "https://accounts.google.com/o/oauth2/v2/auth",
         "device_authorization_endpoint": "https://oauth2.googleapis.com/device/code",
         "token_endpoint": "https://oauth2.googleapis.com/token",
         "userinfo_endpoint": "https://openidconnect.googleapis.com/v1/userinfo",
         "revocation_endpoint": "https://oauth2.googleapis.com/revoke",
         "jwks_uri": "https://www.googleapis.com/oauth2/v3/certs",
         "id_token_signing_alg_values_supported": ["RS256"],
         "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
         "code_challenge_methods_supported": ["plain", "S256"]}
        """);
    publishes("https://www.googleapis.com/oauth2/v3/certs", jwks("alg", "RS256"));
  }

  private Latchkey signIn(String rules) {
    return latchkey(signingIn("issuer", ISSUER, "provider-profile", "google", "rules", rules));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://accounts.google.com", "accounts.google.com"})
  void knowsOnePersonUnderBothNamesOfTheIssuer(String written) {
    Latchkey latchkey = signIn("login /** email-domain=corp.example");

    Identity caller =
        signedIn(latchkey, signIn(latchkey, TOKEN_ENDPOINT, with(ID_TOKEN, "iss", written)));

    assertThat(caller.issuer()).isEqualTo("https://accounts.google.com");
    assertThat(caller.subject()).contains("110169484474386276334");
    assertThat(caller.claim("iss")).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://accounts.google.com",
        "accounts.google.com/",
        "https://accounts.google.com/",
        "//accounts.google.com",
        "Accounts.google.com",
        "https://accounts.google.com.evil.example",
        "https://evil.example/accounts.google.com",
        "accounts.google.com@evil.example",
        "https://https://accounts.google.com",
        "accounts.google.co",
        "accounts%2Egoogle.com"
      })
  @Tag("B12")
  @Tag("B13")
  void refusesNearMissesOfBothNames(String written) {
    Latchkey latchkey = signIn("login /**");

    signIn(latchkey, TOKEN_ENDPOINT, with(ID_TOKEN, "iss", written));

    assertThat(failure().reason()).contains(Reason.ISSUER_WRONG);
  }

  @Test
  void letsACompanyInByItsDomainAndNobodyElse() {
    Latchkey latchkey = signIn("login /** claim:/hd=corp.example");

    assertThat(signedIn(latchkey, signIn(latchkey, TOKEN_ENDPOINT, ID_TOKEN)).claim("hd"))
        .contains("corp.example");
    Decision.Stop other = signIn(latchkey, TOKEN_ENDPOINT, with(ID_TOKEN, "hd", null));
    String cookies =
        other.headers().stream()
            .filter(header -> header.name().equals("Set-Cookie"))
            .map(header -> header.value().substring(0, header.value().indexOf(';')))
            .collect(java.util.stream.Collectors.joining("; "));
    stopped(
        latchkey, FakeRequest.get("/").header("Cookie", cookies), 403, Reason.CONDITION_NOT_MET);
  }

  @Test
  void saysAtTheStartThatNoAccessTokenOfGooglesCanBeVerified() {
    latchkey("issuer", ISSUER, "provider-profile", "google", "audience", "shop");

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("access tokens are opaque", "RFC 7662");
  }

  @Test
  void saysNothingOfThatWherePeopleOnlySignIn() {
    signIn("login /**");

    assertThat(warnings()).isEmpty();
  }
}
