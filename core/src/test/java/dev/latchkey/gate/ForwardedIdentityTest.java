package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import dev.latchkey.token.BearerToken;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put into headers of the application's request: {@code forward.<Header-Name>}. */
class ForwardedIdentityTest {

  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

  private static Identity caller(Map<String, @Nullable Object> more) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", "https://id.example.com");
    claims.put("sub", "alice-id");
    claims.putAll(more);
    return Identity.ofAccessToken(
        Claims.of(claims),
        ClaimPlaces.standard(),
        LATER,
        HeldTokens.ofBearer(BearerToken.of("the.access.token")));
  }

  private static Identity caller() {
    return caller(Map.of("email", "alice@example.com", "groups", List.of("staff", "a,b")));
  }

  private static Identity signedIn() {
    Claims claims = Claims.of(Map.of("iss", "https://id.example.com", "sub", "alice-id"));
    return Identity.ofSession(
        claims,
        List.of(claims),
        null,
        Set.of(),
        ClaimPlaces.standard(),
        LATER,
        HeldTokens.ofSession("the.access.token", "the.id.token", () -> "the.access.token"));
  }

  private static RequestHeaders forwarded(Identity caller, String... namesAndSources) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (int i = 0; i < namesAndSources.length; i += 2) {
      sources.put(namesAndSources[i], namesAndSources[i + 1]);
    }
    return ForwardedIdentity.of(sources).forCaller(caller);
  }

  @Test
  void claimsAreFoundByTheirPointers() {
    RequestHeaders headers =
        forwarded(caller(), "X-User", "/email", "X-Groups", "/groups", "X-First", "/groups/0");

    assertThat(headers.values())
        .containsEntry("X-User", "alice@example.com")
        .containsEntry("X-Groups", "staff,a%2Cb");
  }

  @Test
  @Tag("L11")
  void oddNamesOfClaimsAreReachedOneByOneAndNeverMixed() {
    Identity caller =
        caller(
            Map.of(
                "a_b", "1", "a-b", "2", "a:b", "3", "a b", "4", "a/b", "5", "a~b", "6", "ключ",
                "7"));

    assertThat(
            forwarded(
                    caller, "X-1", "/a_b", "X-2", "/a-b", "X-3", "/a:b", "X-4", "/a b", "X-5",
                    "/a~1b", "X-6", "/a~0b", "X-7", "/ключ")
                .values()
                .values())
        .containsExactly("1", "2", "3", "4", "5", "6", "7");
  }

  @Test
  void tokensAreForwardedAsTheyAre() {
    assertThat(
            forwarded(
                    signedIn(),
                    "jwt",
                    "id-token",
                    "Authorization",
                    "Bearer access-token",
                    "X-Access",
                    "access-token")
                .values())
        .containsOnly(
            Map.entry("jwt", "the.id.token"),
            Map.entry("Authorization", "Bearer the.access.token"),
            Map.entry("X-Access", "the.access.token"));
  }

  @Test
  void allClaimsAreForwardedAsJsonInBase64Url() {
    Identity caller = caller(Map.of("name", "Zoë <b>", "nested", Map.of("n", 1L)));

    String header = forwarded(caller, "X-Userinfo", "claims").value("x-userinfo").orElseThrow();

    assertThat(header).matches("[A-Za-z0-9_-]+");
    assertThat(Json.readObject(Base64.getUrlDecoder().decode(header))).isEqualTo(caller.claims());
  }

  @Test
  void nothingStandsInForAMissingClaim() {
    RequestHeaders headers =
        forwarded(caller(), "X-Phone", "/phone", "jwt", "id-token", "X-Deep", "/email/deep");

    assertThat(headers.values()).isEmpty();
    assertThat(List.of("x-phone", "JWT", "X_Deep")).allMatch(headers::manages);
  }

  @Test
  void anAnonymousCallerHasNoValueButTheHeadersAreManaged() {
    RequestHeaders headers = ForwardedIdentity.of(Map.of("X-User", "/email")).forAnonymous();

    assertThat(headers.manages("X-User")).isTrue();
    assertThat(headers.value("X-User")).isEmpty();
    assertThat(headers.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-User",
        "x-user",
        "X_USER",
        "X.User",
        "X User",
        "X~User",
        "x\u00adUser",
        "X\tUser"
      })
  @Tag("L02")
  void everySpellingThatAServerMayTakeForTheHeaderIsManaged(String spelling) {
    assertThat(forwarded(caller(), "X-User", "/email").manages(spelling)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Users", "XUser", "X--User", "User", "", "-X-User"})
  void otherHeadersAreNot(String name) {
    assertThat(forwarded(caller(), "X-User", "/email").manages(name)).isFalse();
  }

  /** A twin reads as absent, not as the value: only the name that was configured has it. */
  @Test
  void onlyTheConfiguredNameHasTheValue() {
    RequestHeaders headers = forwarded(caller(), "X-User", "/email");

    assertThat(headers.value("x-USER")).contains("alice@example.com");
    assertThat(headers.value("X_User")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "cookie",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Upgrade",
        "Origin",
        "Referer",
        "Range",
        "HTTP2-Settings",
        "content-disposition",
        "If-Match",
        "Proxy-Connection",
        "Proxy-Authorization",
        "Access-Control-Request-Method",
        "Sec-Fetch-Site",
        "SEC-WebSocket-Key",
        "X_User",
        "X User",
        "X-User:",
        "X\r\nY",
        "",
        "Ж"
      })
  @Tag("L11")
  void headersThatFrameTheMessageAndNamesThatAreNoneAreRefused(String name) {
    assertThatThrownBy(() -> ForwardedIdentity.of(Map.of(name, "/email")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be forwarded; use letters, digits and dashes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Content", "Iffy", "Second", "Contents", "X-Sec-User", "remote-user"})
  @Tag("L11")
  void namesThatOnlyLookLikeThoseAreTaken(String name) {
    assertThat(forwarded(caller(), name, "/email").value(name)).contains("alice@example.com");
  }

  @Test
  @Tag("L11")
  void twoHeadersThatAreAlikeAreRefused() {
    assertThatThrownBy(() -> ForwardedIdentity.of(Map.of("X-User", "/email", "x-USER", "/sub")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are alike");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"email", "access_token", "Bearer id-token", "bearer access-token", "/a~2"})
  void anUnknownSourceIsRefusedWithThoseThatThereAre(String source) {
    assertThatThrownBy(() -> ForwardedIdentity.of(Map.of("X-User", source)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + source + "\" is no source; write access-token,");
  }

  @Test
  @Tag("L12")
  void whatDoesNotFitIsLeftOutAndNeverCut() {
    String fits = "x".repeat(ForwardedIdentity.MAX_CHARS - 2);
    Identity caller = caller(Map.of("big", fits, "two", "ab", "three", "abc"));

    RequestHeaders headers =
        forwarded(caller, "X-Big", "/big", "X-Three", "/three", "X-Two", "/two");

    assertThat(headers.values()).containsOnly(Map.entry("X-Big", fits), Map.entry("X-Two", "ab"));
    assertThat(headers.leftOut()).containsExactly("X-Three");
    assertThat(headers.manages("X-Three")).isTrue();
  }

  @Test
  void nothingConfiguredChangesNothing() {
    RequestHeaders headers = ForwardedIdentity.none().forCaller(caller());

    assertThat(headers.isEmpty()).isTrue();
    assertThat(headers.manages("X-User")).isFalse();
  }

  @Test
  void toStringShowsNamesOnly() {
    assertThat(forwarded(signedIn(), "jwt", "id-token", "X-Sub", "/sub"))
        .hasToString("RequestHeaders[jwt, X-Sub]");
  }
}
