package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.token.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in where the provider is asked for more claims. */
class UserInfoLoginTest {

  private static final String GOOD =
      "{\"sub\":\"alice-1\",\"department\":\"toys\",\"roles\":[\"buyer\"]}";

  private final List<HttpCall> calls = new ArrayList<>();

  private Shop shop(String... more) {
    List<String> settings = new ArrayList<>(List.of("userinfo", "at-login"));
    settings.addAll(List.of(more));
    return Shop.with(settings.toArray(String[]::new));
  }

  private void says(Shop shop, int status, String body) {
    says(shop, status, "application/json", body);
  }

  private void says(Shop shop, int status, String type, String body) {
    shop.answers(
        "/userinfo",
        call -> {
          calls.add(call);
          return HttpAnswer.of(
              status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
        });
  }

  private static Identity identity(Shop shop, Decision.Stop end) {
    assertThat(end.status()).as(TestGate.body(end)).isEqualTo(302);
    FakeRequest request = FakeRequest.get("/pages/a").cookies(TestGate.cookies(end));
    return ((Decision.Proceed) shop.latchkey.decide(request)).identity().orElseThrow();
  }

  private static Reason reason(Shop shop) {
    return shop.lastTold().reason().orElseThrow();
  }

  @Test
  void asksOnceWithTheNewTokenAndKeepsWhatIsSaid() {
    try (Shop shop = shop()) {
      says(shop, 200, GOOD);

      Identity identity = identity(shop, shop.signIn());

      assertThat(identity.claim("department")).contains("toys");
      assertThat(identity.roles()).containsExactly("buyer");
      assertThat(calls)
          .singleElement()
          .satisfies(call -> assertThat(call.method()).isEqualTo("GET"))
          .satisfies(
              call ->
                  assertThat(call.headers())
                      .containsEntry("Authorization", "Bearer canary-access-token")
                      .containsEntry("Accept", "application/json"));
    }
  }

  @Test
  void isNotAskedUnlessToldSo() {
    try (Shop shop = Shop.with()) {
      says(shop, 200, GOOD);

      assertThat(identity(shop, shop.signIn()).claim("department")).isEmpty();
      assertThat(calls).isEmpty();
    }
  }

  @ParameterizedTest
  @Tag("H15")
  @ValueSource(
      strings = {
        "{\"sub\":\"alice-2\"}",
        "{\"sub\":\"ALICE-1\"}",
        "{\"sub\":\"alice-1 \"}",
        "{\"sub\":[\"alice-1\"]}",
        "{\"sub\":null}",
        "{\"email\":\"a@example.com\"}",
        "{}"
      })
  void takesWordsAboutThisUserAlone(String body) {
    for (String onFailure : List.of("fail", "continue")) {
      try (Shop shop = shop("userinfo.on-failure", onFailure)) {
        says(shop, 200, body);

        Decision.Stop end = shop.signIn();

        assertThat(end.status()).isEqualTo(400);
        assertThat(reason(shop)).isEqualTo(Reason.USERINFO_SUBJECT_WRONG);
        assertThat(TestGate.cookies(end)).doesNotContain("latchkey-").isEmpty();
      }
    }
  }

  @ParameterizedTest
  @Tag("H16")
  @Tag("H17")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          application/jwt          | eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZS0xIn0.
          application/jwt          | {"sub":"alice-1"}
          Application/JWT; q=1     | x
          application/json         | [{"sub":"alice-1"}]
          application/json         | {"sub":"alice-2","sub":"alice-1"}
          text/html                | <html>sign in here</html>
          application/json         | "alice-1"
          application/json         | {"sub":"alice-1"
          """)
  void takesNothingButOneJsonObject(String type, String body) {
    try (Shop shop = shop()) {
      says(shop, 200, type, body);

      assertThat(shop.signIn().status()).isEqualTo(502);
      assertThat(reason(shop)).isEqualTo(Reason.USERINFO_FAILED);
    }
  }

  @Test
  @Tag("H18")
  void cannotChangeWhatTheIdTokenSaysOfTheLogin() {
    try (Shop shop = shop("claims.sources", "userinfo id-token")) {
      says(
          shop,
          200,
          "{\"sub\":\"alice-1\",\"iss\":\"https://evil.example\",\"aud\":\"bank\",\"exp\":1,"
              + "\"nonce\":\"n\",\"sid\":\"s-2\",\"azp\":\"bank\",\"acr\":\"gold\","
              + "\"auth_time\":1,\"amr\":[\"hwk\"],\"department\":\"toys\"}");

      Identity identity =
          identity(shop, shop.signIn("sid", quoted("s-1"), "department", quoted("games")));

      assertThat(identity.claim("sid")).contains("s-1");
      assertThat(identity.claims())
          .containsEntry("aud", "shop")
          .doesNotContainKeys("azp", "acr", "amr")
          .doesNotContainEntry("exp", 1L)
          .doesNotContainEntry("auth_time", 1L);
      assertThat(identity.issuer()).isEqualTo(dev.latchkey.token.TokenMaker.ISSUER);
      assertThat(identity.claim("department")).as("a claim about the person").contains("toys");
    }
  }

  @Test
  @Tag("H30")
  void aTokenThatTheProviderRefusesSignsNobodyIn() {
    for (String onFailure : List.of("fail", "continue")) {
      try (Shop shop = shop("userinfo.on-failure", onFailure)) {
        says(shop, 401, "");

        assertThat(shop.signIn().status()).isEqualTo(403);
        assertThat(reason(shop)).isEqualTo(Reason.USERINFO_REFUSED);
      }
    }
  }

  @ParameterizedTest
  @Tag("H20")
  @Tag("F-30")
  @ValueSource(ints = {302, 403, 404, 429, 500, 503})
  void anOutageFailsTheSignInOrNotAsSetAndSpendsNothing(int status) {
    try (Shop strict = shop();
        Shop lenient = shop("userinfo.on-failure", "continue")) {
      says(strict, status, GOOD);
      says(lenient, status, GOOD);

      assertThat(strict.signIn().status()).isEqualTo(502);
      assertThat(reason(strict)).isEqualTo(Reason.USERINFO_FAILED);
      Identity identity = identity(lenient, lenient.signIn());
      assertThat(identity.subject()).contains("alice-1");
      assertThat(identity.claim("department")).isEmpty();
      assertThat(told(lenient)).contains("without userinfo: the userinfo endpoint answered");
      assertThat(calls).hasSize(2);
    }
  }

  private static String told(Shop shop) {
    Optional<Event> signedIn =
        shop.events.stream().filter(each -> each.kind() == Event.Kind.LOGGED_IN).findFirst();
    return signedIn.orElseThrow().detail();
  }

  @Test
  @Tag("F-30")
  @Tag("H17")
  void anAnswerThatIsCutOrTooLongIsNoAnswer() {
    try (Shop strict = shop();
        Shop lenient = shop("userinfo.on-failure", "continue")) {
      for (Shop shop : List.of(strict, lenient)) {
        shop.answers(
            "/userinfo",
            call -> {
              throw new IOException("the body exceeds 262144 bytes");
            });
      }

      assertThat(strict.signIn().status()).isEqualTo(502);
      assertThat(strict.events.toString()).contains("exceeds 262144 bytes");
      assertThat(identity(lenient, lenient.signIn()).subject()).contains("alice-1");
    }
  }

  @Test
  @Tag("H21")
  @Tag("H22")
  void nothingThatItNamesIsFetched() {
    try (Shop shop = shop()) {
      says(
          shop,
          200,
          "{\"sub\":\"alice-1\",\"picture\":\"https://id.example.com/picture\","
              + "\"_claim_names\":{\"roles\":\"a\"},\"_claim_sources\":{\"a\":"
              + "{\"endpoint\":\"https://id.example.com/claims\",\"access_token\":\"x\"}}}");
      List<String> asked = new ArrayList<>();
      for (String path : List.of("/picture", "/claims")) {
        shop.answers(
            path,
            call -> {
              asked.add(path);
              return HttpAnswer.of(200, Map.of(), new byte[0]);
            });
      }

      assertThat(identity(shop, shop.signIn()).roles()).isEmpty();
      assertThat(asked).isEmpty();
    }
  }
}
