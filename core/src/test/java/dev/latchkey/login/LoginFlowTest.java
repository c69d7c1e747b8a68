package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.NotSentException;
import dev.latchkey.json.Json;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.provider.UserInfo;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Sha256;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.IdTokenSettings;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.TokenMaker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginFlowTest {

  private static final String COOKIE = "__Host-latchkey-12345678";
  private static final URI CALLBACK = URI.create("https://shop.example.com/oidc/callback");
  private static final Unguessable RANDOM = Unguessable.secureRandom();

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(TokenMaker.NOW));
  private final FakeTransport network = new FakeTransport();
  private final SettableMetadata metadata = new SettableMetadata();
  private final SealKeys secrets = SealKeys.perProcess(RANDOM);
  private final LoginFlow flow = flow(COOKIE, secrets);
  private final Browser browser = new Browser();

  /** What the provider remembers of each authorization request: code challenge and nonce. */
  private final Map<String, String> nonces = new HashMap<>();

  private List<String> idTokenChanges = List.of();

  @BeforeEach
  void theProviderAnswers() {
    metadata.lookup = new MetadataLookup.Ready(provider(false));
    network.answers(this::tokenAnswer);
  }

  @Test
  void signsAUserInAndBringsThePageBack() {
    Started login = begin("/orders?page=2&x=%2F");
    LoginOutcome outcome = finish(login.good());

    assertThat(outcome).isInstanceOf(LoginOutcome.SignedIn.class);
    LoginOutcome.SignedIn signedIn = (LoginOutcome.SignedIn) outcome;
    assertThat(signedIn.idToken().claims().string("sub")).isEqualTo("alice-1");
    assertThat(signedIn.granted().accessToken()).isEqualTo("opaque-token");
    assertThat(signedIn.granted().scope())
        .as("what was asked, since nobody says else")
        .contains("openid");
    assertThat(signedIn.returnTo()).hasToString("/orders?page=2&x=%2F");
    assertThat(network.calls).hasSize(1);
    assertThat(browser.cookies).isEmpty();
    assertThat(signedIn.toString()).doesNotContain("opaque-token");
  }

  @Test
  @Tag("G23")
  void asksWithEverythingTheStandardsWant() {
    Started login = begin("/");

    assertThat(login.address.toString()).startsWith("https://id.example.com/auth?response_type=");
    assertThat(login.parameters.keySet())
        .containsExactlyInAnyOrder(
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method");
    assertThat(login.parameters)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "shop & co")
        .containsEntry("redirect_uri", CALLBACK.toString())
        .containsEntry("scope", "openid email")
        .containsEntry("code_challenge_method", "S256");
  }

  @Test
  @Tag("G23")
  void theVerifierGoesToTheTokenEndpointAlone() throws GeneralSecurityException {
    Started login = begin("/");
    finish(login.good());
    Map<String, String> form = form(network.calls.get(0));
    String verifier = String.valueOf(form.get("code_verifier"));

    assertThat(verifier).matches("[A-Za-z0-9_-]{43}");
    assertThat(
            TestKeys.base64(
                MessageDigest.getInstance("SHA-256")
                    .digest(verifier.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(login.parameters.get("code_challenge"));
    assertThat(login.address.toString()).doesNotContain(verifier);
    assertThat(login.cookies).doesNotContain(verifier, login.state());
    assertThat(form)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "c-1")
        .containsEntry("redirect_uri", CALLBACK.toString());
  }

  @Test
  @Tag("G08")
  void stateNonceAndVerifierAre256BitsAndNeverTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      CookieJar jar = new Browser().request();
      LoginStart start = flow.begin(ReturnTarget.parse("/").orElseThrow(), jar);
      Map<String, String> asked = decoded(((LoginStart.Redirect) start).address().getRawQuery());
      for (String name : List.of("state", "nonce", "code_challenge")) {
        assertThat(String.valueOf(asked.get(name))).matches("[A-Za-z0-9_-]{43}");
        assertThat(seen.add(asked.get(name))).isTrue();
      }
    }
  }

  @Test
  @Tag("I18")
  @Tag("I19")
  @Tag("G31")
  void nothingOfTheWantedPageGetsIntoTheRequest() {
    Started login = begin("/a?client_id=evil&redirect_uri=x&prompt=none&nonce=n&state=s");

    assertThat(login.parameters).containsEntry("client_id", "shop & co").hasSize(8);
    assertThat(login.address.toString()).doesNotContain("evil", "prompt");
    assertThat(returnTo(finish(login.good())))
        .isEqualTo("/a?client_id=evil&redirect_uri=x&prompt=none&nonce=n&state=s");
  }

  @Test
  void anEndpointMayHaveAQueryOfItsOwn() {
    metadata.lookup =
        new MetadataLookup.Ready(
            Metadata.builder(TokenMaker.ISSUER)
                .authorizationEndpoint(URI.create("https://id.example.com/auth?tenant=a%26b"))
                .build());

    assertThat(begin("/").address.toString())
        .startsWith("https://id.example.com/auth?tenant=a%26b&response_type=code&");
  }

  @Tag("G01")
  @Tag("G12")
  @Tag("G15")
  @Tag("G16")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=c-1",
        "error=access_denied",
        "error=%3Cscript%3E&error_description=x",
        "",
        "&&&",
        "access_token=a&token_type=Bearer",
        "id_token=a",
        "session_state=x&code=c-1",
        "iss=x",
        "code=%zz&state=s",
        "code=c-1&code=c-2&state=s",
        "state=s&state=s&code=c-1"
      })
  void refusesACallbackWithoutAUsableState(String query) {
    begin("/");

    assertRefused(finish(query), Reason.CALLBACK_MALFORMED);
    assertThat(network.calls).isEmpty();
  }

  @Tag("G02")
  @Tag("G09")
  @Tag("G12")
  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "../.."})
  void refusesAStateThatIsNotOurs(String state) {
    begin("/");

    assertRefused(finish("code=c-1&state=" + state), Reason.STATE_UNKNOWN);
    assertRefused(finish("error=access_denied&state=" + state), Reason.STATE_UNKNOWN);
    assertThat(network.calls).isEmpty();
  }

  @Test
  @Tag("G09")
  void refusesAStateThatIsAlmostOurs() {
    Started login = begin("/");
    String state = login.state();
    char last = state.charAt(42);

    for (String other :
        List.of(
            state.substring(0, 42),
            state + "A",
            state.substring(0, 42) + (char) (last ^ 1),
            state + "%00",
            "+" + state)) {
      assertRefused(finish("code=c-1&state=" + other), Reason.STATE_UNKNOWN);
    }
    assertThat(finish(login.good())).isInstanceOf(LoginOutcome.SignedIn.class);
  }

  @Tag("G02")
  @Tag("F-63")
  @ParameterizedTest
  @CsvSource({"599, true", "600, false"})
  void refusesALoginThatTookTooLong(long seconds, boolean accepted) {
    Started login = begin("/");
    clock.advance(Duration.ofSeconds(seconds));

    LoginOutcome outcome = finish(login.good());

    if (accepted) {
      assertThat(outcome).isInstanceOf(LoginOutcome.SignedIn.class);
    } else {
      assertRefused(outcome, Reason.STATE_UNKNOWN);
      assertThat(network.calls).isEmpty();
      assertThat(browser.cookies).isEmpty();
    }
  }

  @Test
  @Tag("G02")
  @Tag("F-66")
  void aLoginIsFinishedByWhoeverHasTheSecretAndNobodyElse() {
    Started login = begin("/");
    Browser elsewhere = browser.copy();

    assertRefused(
        finish(flow(COOKIE, SealKeys.perProcess(RANDOM)), elsewhere, login.good()),
        Reason.STATE_UNKNOWN);
    assertThat(finish(flow(COOKIE, secrets), browser, login.good()))
        .isInstanceOf(LoginOutcome.SignedIn.class);
  }

  @Test
  @Tag("F-55")
  void aLoginOutlivesARotationUntilTheOldSecretIsGone() {
    String old = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtMTIzNDU2Nzg5MDEy";
    String next = "bmV4dC1uZXh0LW5leHQtbmV4dC1uZXh0LTk4NzY1NDMyMTA5OA==";
    Started login = begin(flow(COOKIE, keys(old)), browser, "/");

    assertRefused(
        finish(flow(COOKIE, keys(next)), browser.copy(), login.good()), Reason.STATE_UNKNOWN);
    assertThat(finish(flow(COOKIE, keys(next + " " + old)), browser, login.good()))
        .isInstanceOf(LoginOutcome.SignedIn.class);
  }

  private static SealKeys keys(String secrets) {
    return SealKeys.parse(
            secrets,
            problem -> {
              throw new IllegalArgumentException(problem);
            })
        .orElseThrow();
  }

  @Test
  @Tag("G03")
  void refusesTheCodeAndStateOfAnotherBrowser() {
    Started attackers = begin("/");
    Browser victim = new Browser();
    begin(flow, victim, "/");

    assertRefused(finish(flow, victim, attackers.good()), Reason.STATE_UNKNOWN);
    assertThat(network.calls).isEmpty();
    assertThat(victim.cookies).as("the victim's own login goes on").hasSize(1);
  }

  @Test
  @Tag("G04")
  void refusesTheSameCallbackASecondTime() {
    Started login = begin("/");

    assertThat(finish(login.good())).isInstanceOf(LoginOutcome.SignedIn.class);
    assertRefused(finish(login.good()), Reason.STATE_UNKNOWN);
    assertThat(network.calls).hasSize(1);
  }

  @Test
  @Tag("G05")
  void refusesAStateOfAnotherProviderOfThisApplication() {
    LoginFlow partner = flow("__Host-latchkey-87654321", secrets);
    Started atPartner = begin(partner, browser, "/");

    assertRefused(finish(atPartner.good()), Reason.STATE_UNKNOWN);
    renameCookies("__Host-latchkey-87654321", COOKIE);
    assertRefused(finish(atPartner.good()), Reason.STATE_UNKNOWN);
    assertThat(network.calls).isEmpty();
  }

  @Test
  @Tag("G06")
  void refusesACookieThatIsBrokenAndDeletesIt() {
    Started login = begin("/");
    String good = login.cookies;
    List<String> broken =
        new ArrayList<>(
            List.of("", "x", good.substring(1), good.substring(0, 40), "A".repeat(100_000)));
    for (int i = 0; i < good.length(); i += 7) {
      char other = good.charAt(i) == 'A' ? 'B' : 'A';
      broken.add(good.substring(0, i) + other + good.substring(i + 1));
    }
    for (String value : broken) {
      Browser hostile = browser.copy();
      hostile.cookies.replaceAll((name, old) -> value);

      assertRefused(finish(flow, hostile, login.good()), Reason.STATE_UNKNOWN);
      assertThat(hostile.cookies).isEmpty();
    }
    assertThat(network.calls).isEmpty();
  }

  @Test
  @Tag("G07")
  @Tag("J05")
  void refusesARecordThatWasSealedForSomethingElse() {
    Started login = begin("/");
    String name = browser.cookies.keySet().iterator().next();
    byte[] record =
        Objects.requireNonNull(sealer(secrets).open("login", name, login.cookies), "our own");

    for (String sealed :
        List.of(
            sealer(secrets).seal("session", name, record),
            sealer(secrets).seal("login", COOKIE, record),
            new Sealer("bank", secrets, RANDOM).seal("login", name, record))) {
      Browser hostile = browser.copy();
      hostile.cookies.put(name, sealed);
      assertRefused(finish(flow, hostile, login.good()), Reason.STATE_UNKNOWN);
    }
    assertThat(finish(login.good())).isInstanceOf(LoginOutcome.SignedIn.class);
  }

  @Tag("G10")
  @Tag("G11")
  @ParameterizedTest
  @ValueSource(
      strings = {"error=access_denied", "error=access_denied&code=c-1", "error=", "error=&code=c"})
  void anErrorWinsAndUsesTheLoginUp(String answer) {
    Started login = begin("/");

    assertRefused(finish(answer + "&state=" + login.state()), Reason.LOGIN_REFUSED);
    assertRefused(finish(login.good()), Reason.STATE_UNKNOWN);
    assertThat(network.calls).isEmpty();
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("G10")
  @Tag("E28")
  void theProvidersWordsAreEscapedAndCut() {
    Started login = begin("/");
    String error = FormEncoding.encode("a\r\nb\u202e" + "x".repeat(5_000));
    LoginOutcome outcome = finish("error=" + error + "&state=" + login.state());

    assertRefused(outcome, Reason.LOGIN_REFUSED);
    assertThat(((LoginOutcome.Refused) outcome).detail())
        .startsWith("the provider says a\\u000d\\u000ab\\u202exxx")
        .hasSizeLessThan(200);
  }

  @Tag("G16")
  @ParameterizedTest
  @ValueSource(strings = {"", "&code=", "&code", "&session_state=x", "&id_token=x&access_token=y"})
  void refusesAStateWithoutACode(String answer) {
    Started login = begin("/");

    assertRefused(finish("state=" + login.state() + answer), Reason.CALLBACK_MALFORMED);
    assertThat(network.calls).isEmpty();
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("G17")
  void tokensBesideTheCodeAreNotUsed() {
    Started login = begin("/");
    LoginOutcome outcome =
        finish(login.good() + "&id_token=forged&access_token=forged&token_type=Bearer");

    assertThat(outcome).isInstanceOf(LoginOutcome.SignedIn.class);
    assertThat(((LoginOutcome.SignedIn) outcome).granted().accessToken()).isEqualTo("opaque-token");
  }

  @Tag("G18")
  @Tag("G19")
  @Tag("G20")
  @Tag("G21")
  @Tag("G22")
  @ParameterizedTest
  @CsvSource({
    "true, '', false",
    "true, '&iss=https://id.example.com/realms/shop', true",
    "false, '', true",
    "false, '&iss=https://id.example.com/realms/shop', true",
    "true, '&iss=', false",
    "false, '&iss=', false",
    "true, '&iss', false",
    "true, '&iss=https://id.example.com/realms/shop/', false",
    "false, '&iss=https://id.example.com/realms/shop/', false",
    "false, '&iss=https://id.example.com/realms/bank', false",
    "false, '&iss=https://evil.example', false",
    "false, '&iss=HTTPS://id.example.com/realms/shop', false",
    "false, '&iss=https%253A%252F%252Fid.example.com%252Frealms%252Fshop', false"
  })
  void showsTheCodeToNobodyUnlessTheIssuerAnswered(
      boolean announced, String iss, boolean accepted) {
    metadata.lookup = new MetadataLookup.Ready(provider(announced));
    Started login = begin("/");
    LoginOutcome outcome = finish("code=c-1&state=" + login.state() + iss);

    if (accepted) {
      assertThat(outcome).isInstanceOf(LoginOutcome.SignedIn.class);
    } else {
      assertRefused(outcome, Reason.CALLBACK_ISSUER_WRONG);
      assertThat(network.calls).isEmpty();
      assertThat(browser.cookies).isEmpty();
    }
  }

  @Test
  @Tag("G19")
  void aForeignIssuerCountsBeforeItsError() {
    Started login = begin("/");

    assertRefused(
        finish("error=access_denied&iss=https://evil.example&state=" + login.state()),
        Reason.CALLBACK_ISSUER_WRONG);
  }

  @Test
  @Tag("G24")
  void eachLoginIsFinishedWithItsOwnVerifierAndNonce() {
    Started first = begin("/first");
    Started second = begin("/second");

    assertThat(returnTo(finish(second.good()))).isEqualTo("/second");
    assertThat(returnTo(finish(first.good()))).isEqualTo("/first");
    assertThat(form(network.calls.get(0)).get("code_verifier"))
        .isNotEqualTo(form(network.calls.get(1)).get("code_verifier"));
  }

  @Test
  @Tag("G24")
  void refusesTheCookieOfAnotherLogin() {
    Started first = begin("/first");
    List<String> names = new ArrayList<>(browser.cookies.keySet());
    begin("/second");
    names.addAll(browser.cookies.keySet().stream().filter(n -> !names.contains(n)).toList());
    String swapped = String.valueOf(browser.cookies.get(names.get(0)));
    browser.cookies.put(names.get(0), String.valueOf(browser.cookies.get(names.get(1))));
    browser.cookies.put(names.get(1), swapped);

    assertRefused(finish(first.good()), Reason.STATE_UNKNOWN);
  }

  @Tag("G25")
  @Tag("G26")
  @ParameterizedTest
  @ValueSource(strings = {TokenMaker.ABSENT, "\"\"", "null", "\"n-of-another-login\"", "[]"})
  void refusesTheIdTokenOfAnotherLogin(String nonce) {
    Started login = begin("/");
    idTokenChanges = List.of("nonce", nonce);

    assertRefused(finish(login.good()), Reason.NONCE_WRONG);
    assertThat(browser.cookies).isEmpty();
  }

  @Tag("H05")
  @Tag("H06")
  @Tag("H09")
  @Tag("H10")
  @ParameterizedTest
  @CsvSource({
    "iss, \"https://evil.example\", ISSUER_WRONG",
    "aud, \"bank\", AUDIENCE_WRONG",
    "azp, \"bank\", AUTHORIZED_PARTY_WRONG",
    "exp, 0, EXPIRED",
    "sub, '', CLAIM_MISSING",
    "at_hash, \"x\", ACCESS_TOKEN_HASH_WRONG"
  })
  void tellsWhyAnIdTokenIsRefused(String claim, String value, Reason reason) {
    Started login = begin("/");
    idTokenChanges = List.of(claim, value);

    assertRefused(finish(login.good()), reason);
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("B23")
  void refusesAnAccessTokenInPlaceOfTheIdToken() {
    Started login = begin("/");
    network.answers(200, body(TokenMaker.rs256()));

    assertRefused(finish(login.good()), Reason.AUDIENCE_WRONG);
  }

  @Test
  @Tag("H01")
  void refusesAnAnswerWithoutAnIdToken() {
    Started login = begin("/");
    network.answers(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}");

    assertRefused(finish(login.good()), Reason.ID_TOKEN_MISSING);
  }

  @Tag("E26")
  @Tag("F-32")
  @ParameterizedTest
  @CsvSource(
      value = {
        "400 | {\"error\":\"invalid_grant\"} | CODE_REFUSED",
        "400 | {\"error\":\"invalid_client\"} | TOKEN_ENDPOINT_FAILED",
        "401 | {\"error\":\"invalid_client\"} | TOKEN_ENDPOINT_FAILED",
        "400 | {\"error\":\"INVALID_GRANT\"} | TOKEN_ENDPOINT_FAILED",
        "500 | {\"error\":\"invalid_grant\"} | TOKEN_ENDPOINT_FAILED",
        "503 | x | TOKEN_ENDPOINT_FAILED",
        "302 | x | TOKEN_ENDPOINT_FAILED",
        "200 | <html> | TOKEN_ENDPOINT_FAILED",
        "200 | [] | TOKEN_ENDPOINT_FAILED",
        "200 | {} | TOKEN_ENDPOINT_FAILED"
      },
      delimiter = '|',
      quoteCharacter = '\'')
  void tellsARefusedCodeFromAFailure(int status, String body, Reason reason) {
    Started login = begin("/");
    network.answers(status, body);

    assertRefused(finish(login.good()), reason);
    assertThat(network.calls).hasSize(1);
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  @Tag("F-31")
  void aTokenEndpointThatCannotBeReachedIsAskedOnce() {
    Started login = begin("/");
    network.fails("timed out");

    assertRefused(finish(login.good()), Reason.TOKEN_ENDPOINT_FAILED);
    assertRefused(finish(login.good()), Reason.STATE_UNKNOWN);
    assertThat(network.calls).hasSize(1);
  }

  @Test
  @Tag("G39")
  void theCodeIsEncodedExactlyOnce() {
    Started login = begin("/");
    String code = "a b+c&d=e%20\u00e9\u674e/" + "x".repeat(4_000);

    assertThat(finish("code=" + FormEncoding.encode(code) + "&state=" + login.state()))
        .isInstanceOf(LoginOutcome.SignedIn.class);
    assertThat(form(network.calls.get(0))).containsEntry("code", code);
  }

  @Test
  @Tag("G39")
  void refusesACallbackThatIsTooLong() {
    Started login = begin("/");

    assertRefused(
        finish("state=" + login.state() + "&code=" + "x".repeat(10_000)),
        Reason.CALLBACK_MALFORMED);
    assertThat(network.calls).isEmpty();
  }

  @Test
  @Tag("F-01")
  void beginsNothingWhileTheProviderIsNotKnown() {
    metadata.lookup = new MetadataLookup.Unavailable("refused");
    assertStartUnavailable(Reason.PROVIDER_UNREACHABLE);

    metadata.lookup = new MetadataLookup.Misconfigured("other issuer");
    assertStartUnavailable(Reason.PROVIDER_MISCONFIGURED);

    metadata.lookup = new MetadataLookup.Ready(Metadata.builder(TokenMaker.ISSUER).build());
    assertStartUnavailable(Reason.PROVIDER_MISCONFIGURED);
  }

  private void assertStartUnavailable(Reason reason) {
    CookieJar jar = browser.request();
    LoginStart start = flow.begin(ReturnTarget.parse("/").orElseThrow(), jar);

    assertThat(start).isInstanceOf(LoginStart.Unavailable.class);
    assertThat(((LoginStart.Unavailable) start).reason()).isEqualTo(reason);
    assertThat(jar.setCookies()).isEmpty();
  }

  @Test
  @Tag("F-07")
  void aLoginWaitsWhileTheProviderIsNotKnown() {
    Started login = begin("/");
    metadata.lookup = new MetadataLookup.Unavailable("refused");
    assertThat(finish(login.good()))
        .isEqualTo(new LoginOutcome.Unavailable(Reason.PROVIDER_UNREACHABLE, "refused", null));

    metadata.lookup = new MetadataLookup.Misconfigured("other issuer");
    assertThat(finish(login.good()))
        .isEqualTo(
            new LoginOutcome.Unavailable(Reason.PROVIDER_MISCONFIGURED, "other issuer", null));
    assertThat(network.calls).isEmpty();

    theProviderAnswers();
    assertThat(finish(login.good())).isInstanceOf(LoginOutcome.SignedIn.class);
  }

  @Test
  @Tag("F-31")
  void aCodeThatWasNotSentMayBeSentLater() {
    Started login = begin("/");
    network.fails(new NotSentException("no connection"));

    LoginOutcome waits = finish(login.good());

    assertThat(waits)
        .isEqualTo(
            new LoginOutcome.Unavailable(
                Reason.TOKEN_ENDPOINT_FAILED,
                "the token endpoint cannot be reached: no connection",
                null));
    theProviderAnswers();
    assertThat(finish(login.good())).isInstanceOf(LoginOutcome.SignedIn.class);
    assertRefused(finish(login.good()), Reason.STATE_UNKNOWN);
  }

  @Test
  @Tag("J30")
  void theCookieIsRemovedWithSuccessAndWithFailure() {
    Started good = begin("/");
    Started bad = begin("/");
    finish(good.good());
    finish("error=x&state=" + bad.state());

    assertThat(browser.cookies).isEmpty();
  }

  private Started begin(String target) {
    return begin(flow, browser, target);
  }

  private Started begin(LoginFlow with, Browser from, String target) {
    CookieJar jar = from.request();
    LoginStart start = with.begin(ReturnTarget.parse(target).orElseThrow(), jar);
    assertThat(start).isInstanceOf(LoginStart.Redirect.class);
    Set<String> before = Set.copyOf(from.cookies.keySet());
    keep(from, jar);
    String sealed =
        from.cookies.entrySet().stream()
            .filter(cookie -> !before.contains(cookie.getKey()))
            .map(Map.Entry::getValue)
            .findAny()
            .orElseThrow();
    Started started = new Started(((LoginStart.Redirect) start).address(), sealed);
    nonces.put(
        String.valueOf(started.parameters.get("code_challenge")),
        String.valueOf(started.parameters.get("nonce")));
    return started;
  }

  private LoginOutcome finish(String query) {
    return finish(flow, browser, query);
  }

  private LoginOutcome finish(LoginFlow with, Browser from, String query) {
    CookieJar jar = from.request();
    LoginOutcome outcome = with.finish(query, jar);
    keep(from, jar);
    return outcome;
  }

  /** Without what counts rounds, which has a test of its own. */
  private static void keep(Browser browser, CookieJar jar) {
    browser.answer(jar);
    browser.cookies.keySet().removeIf(name -> name.endsWith("-round"));
  }

  private static String returnTo(LoginOutcome outcome) {
    assertThat(outcome).isInstanceOf(LoginOutcome.SignedIn.class);
    return ((LoginOutcome.SignedIn) outcome).returnTo().toString();
  }

  private static void assertRefused(LoginOutcome outcome, Reason reason) {
    if (outcome instanceof LoginOutcome.Stale stale) {
      assertThat(reason).as(stale.detail()).isEqualTo(Reason.STATE_UNKNOWN);
      return;
    }
    assertThat(outcome).isInstanceOf(LoginOutcome.Refused.class);
    LoginOutcome.Refused refused = (LoginOutcome.Refused) outcome;
    assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
    assertThat(refused.detail()).isNotEmpty().doesNotContain("c-1", "opaque-token");
  }

  private void renameCookies(String from, String to) {
    Map<String, String> renamed = new LinkedHashMap<>();
    browser.cookies.forEach((name, value) -> renamed.put(name.replace(from, to), value));
    browser.cookies.clear();
    browser.cookies.putAll(renamed);
  }

  /** As a provider does: the verifier leads to the authorization request, and so to its nonce. */
  private HttpAnswer tokenAnswer(HttpCall call) {
    String challenge = TestKeys.base64(Sha256.of(String.valueOf(form(call).get("code_verifier"))));
    List<String> changes = new ArrayList<>();
    long now = clock.instant().getEpochSecond();
    changes.addAll(List.of("iat", String.valueOf(now), "exp", String.valueOf(now + 300)));
    changes.addAll(List.of("aud", TokenMaker.quoted("shop & co")));
    changes.addAll(List.of("nonce", TokenMaker.quoted(String.valueOf(nonces.get(challenge)))));
    changes.addAll(idTokenChanges);
    String claims = TokenMaker.idClaims(changes.toArray(String[]::new));
    String answer = body(TokenMaker.nimbus("RS256", "r1", claims));
    return HttpAnswer.of(200, Map.of(), answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String body(String idToken) {
    return Json.write(
        Map.of("access_token", "opaque-token", "token_type", "Bearer", "id_token", idToken));
  }

  private LoginFlow flow(String cookie, SealKeys keys) {
    LoginSettings settings =
        new LoginSettings(
            TokenMaker.ISSUER,
            "shop & co",
            CALLBACK,
            Set.of("email"),
            Duration.ofMinutes(10),
            7,
            cookie);
    IdTokenSettings idTokenSettings =
        new IdTokenSettings(
            TokenMaker.ISSUER,
            "shop & co",
            Set.of(),
            Set.of("RS256"),
            Duration.ofSeconds(60),
            16 * 1024);
    LoginParts parts =
        new LoginParts(
            metadata,
            new TokenEndpoint(
                metadata, ClientCredentials.confidential("shop & co", "secret"), network),
            new IdTokens(idTokenSettings, FixedKeys.fromJwks(TokenMaker.jwks()), clock),
            new UserInfo(metadata, network),
            clock);
    return new LoginFlow(settings, parts, sealer(keys), RANDOM, clock);
  }

  private static Sealer sealer(SealKeys keys) {
    return new Sealer("shop", keys, RANDOM);
  }

  private static Metadata provider(boolean issParameterSupported) {
    return Metadata.builder(TokenMaker.ISSUER)
        .authorizationEndpoint(URI.create("https://id.example.com/auth"))
        .tokenEndpoint(URI.create("https://id.example.com/token"))
        .issParameterSupported(issParameterSupported)
        .build();
  }

  private static Map<String, String> form(HttpCall call) {
    return decoded(new String(call.body(), StandardCharsets.US_ASCII));
  }

  private static Map<String, String> decoded(String encoded) {
    Map<String, String> single = new LinkedHashMap<>();
    Objects.requireNonNull(FormEncoding.decode(encoded))
        .forEach(
            (name, values) -> {
              assertThat(values).as(name).hasSize(1);
              single.put(name, values.get(0));
            });
    return single;
  }

  /** A login under way: what the browser was sent away with, and the value of its cookie. */
  private static final class Started {

    private final URI address;
    private final String cookies;
    private final Map<String, String> parameters;

    Started(URI address, String cookies) {
      this.address = address;
      this.cookies = cookies;
      this.parameters = decoded(address.getRawQuery());
    }

    String state() {
      return String.valueOf(parameters.get("state"));
    }

    String good() {
      return "code=c-1&state=" + state();
    }
  }

  /** What is known of the provider, as a test wants it. */
  private static final class SettableMetadata implements MetadataSource {

    private MetadataLookup lookup = new MetadataLookup.Unavailable("nothing yet");

    @Override
    public MetadataLookup current() {
      return lookup;
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }
}
