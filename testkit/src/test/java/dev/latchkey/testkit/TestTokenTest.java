package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestTokenTest {
  private final SettableClock clock = new SettableClock();
  private final TestProvider provider = TestProvider.builder().clock(clock).start();
  private final Application application = new Application(provider);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void isAGoodAccessTokenToBeginWith() throws Exception {
    String token = provider.token().sign();

    assertThat(claims(token))
        .containsEntry("iss", provider.issuer())
        .containsEntry("sub", "ada")
        .containsEntry("aud", "orders-api")
        .containsEntry("client_id", "latchkey-test")
        .containsEntry("iat", clock.instant().getEpochSecond())
        .containsEntry("exp", clock.instant().getEpochSecond() + 300)
        .containsKey("jti")
        .doesNotContainKeys("scope", "roles", "groups");
    assertThat(header(token)).containsEntry("typ", "at+jwt").containsEntry("alg", "RS256");
    assertThat(verifies(token)).isTrue();
  }

  @Test
  void saysWhatItIsToldToSay() throws Exception {
    String token =
        provider
            .token()
            .subject("grace")
            .scope("orders:read orders:write")
            .role("user")
            .role("admin")
            .groups("staff")
            .audience("one", "two")
            .issuer("https://elsewhere.example")
            .claim("tenant", Map.of("id", 7))
            .claim("nothing", null)
            .without("jti")
            .type("JWT")
            .header("crit", List.of("exp"))
            .sign();

    assertThat(claims(token))
        .containsEntry("sub", "grace")
        .containsEntry("scope", "orders:read orders:write")
        .containsEntry("roles", List.of("user", "admin"))
        .containsEntry("groups", List.of("staff"))
        .containsEntry("aud", List.of("one", "two"))
        .containsEntry("iss", "https://elsewhere.example")
        .containsEntry("nothing", null)
        .doesNotContainKey("jti");
    assertThat(header(token)).containsEntry("typ", "JWT").containsEntry("crit", List.of("exp"));
  }

  @Test
  void countsItsLifetimeFromItsIssue() throws Exception {
    Instant issued = clock.instant().minusSeconds(1_000);

    String token = provider.token().expiresIn(Duration.ofSeconds(10)).issuedAt(issued).sign();

    assertThat(claims(token))
        .containsEntry("iat", issued.getEpochSecond())
        .containsEntry("exp", issued.getEpochSecond() + 10);
    assertThat(claims(provider.token().without("exp").without("iat").sign()))
        .doesNotContainKeys("exp", "iat");
    assertThat(claims(provider.token().expiresAt(issued).sign()))
        .containsEntry("exp", issued.getEpochSecond());
  }

  @Test
  void signsWithTheOtherKeysToo() throws Exception {
    String token = provider.token().algorithm("ES256").sign();

    assertThat(header(token)).containsEntry("alg", "ES256");
    assertThat(verifies(token)).isTrue();
    assertThatThrownBy(() -> provider.token().algorithm("ES256K"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ES256K");
  }

  @Test
  void forgesUnderTheKeyIdOfTheGenuineKey() throws Exception {
    String rsa = provider.token().signWithForeignKey().sign();
    String ec = provider.token().algorithm("ES256").signWithForeignKey().sign();

    assertThat(header(rsa).get("kid")).isEqualTo(header(provider.token().sign()).get("kid"));
    assertThat(verifies(rsa)).isFalse();
    assertThat(verifies(ec)).isFalse();
  }

  @Test
  void breaksItsSignature() throws Exception {
    assertThat(verifies(provider.token().breakSignature().sign())).isFalse();
  }

  @Test
  void leavesItsSignatureEmpty() {
    assertThat(provider.token().algorithm("none").sign()).endsWith(".");
  }

  @Test
  void signsWithTheClientSecret() throws Exception {
    String token = provider.token().signWithSecret(provider.clientSecret()).sign();

    assertThat(SignedJWT.parse(token).verify(new MACVerifier(provider.clientSecret()))).isTrue();
  }

  @Test
  void namesAnyKeyOrNone() throws Exception {
    assertThat(header(provider.token().keyId("nobody").sign())).containsEntry("kid", "nobody");
    assertThat(header(provider.token().withoutHeader("kid").sign())).doesNotContainKey("kid");
    assertThat(header(provider.token().header("alg", "nOnE").sign())).containsEntry("alg", "nOnE");
  }

  @Test
  void isSignedWithTheNewKeyAfterARotation() throws Exception {
    String before = provider.token().sign();
    provider.rotateKeys();

    assertThat(verifies(provider.token().sign())).isTrue();
    assertThat(header(provider.token().sign()).get("kid")).isNotEqualTo(header(before).get("kid"));
  }

  private boolean verifies(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    JWK key =
        JWKSet.parse(application.get(Paths.KEYS).body()).getKeyByKeyId(jwt.getHeader().getKeyID());
    return jwt.verify(
        key.getKeyType().getValue().equals("EC")
            ? new ECDSAVerifier(key.toECKey())
            : new RSASSAVerifier(key.toRSAKey()));
  }

  private static Map<String, Object> header(String token) throws ParseException {
    return part(token, 0);
  }

  private static Map<String, Object> claims(String token) throws ParseException {
    return part(token, 1);
  }

  private static Map<String, Object> part(String token, int index) throws ParseException {
    return JSONObjectUtils.parse(new Base64URL(token.split("\\.")[index]).decodeToString());
  }
}
