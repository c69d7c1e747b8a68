package dev.latchkey.testkit;

import static dev.latchkey.testkit.Application.CALLBACK;
import static dev.latchkey.testkit.Application.callback;
import static dev.latchkey.testkit.Application.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizeEndpointTest {
  private static final Pattern HIDDEN_FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"(.*?)\" value=\"(.*?)\">");

  private final SettableClock clock = new SettableClock();
  private final TestProvider provider = TestProvider.builder().clock(clock).start();
  private final Application application = new Application(provider);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void showsAPageThatNamesTheReadyUsers() {
    HttpResponse<String> page = application.authorize(application.request());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<form method=\"post\"", "alice-pw", "bob-pw");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("form-action");
  }

  @Test
  void escapesWhatTheRequestBrings() {
    Map<String, String> request = application.request();
    request.put("login_hint", "\"><script>alert(1)</script>");
    request.put("x'\"><b>", "<i>");

    String page = application.authorize(request).body();

    assertThat(page).doesNotContain("<script>", "<b>", "<i>");
    assertThat(page).contains("value=\"&quot;&gt;&lt;script&gt;");
  }

  @Test
  void prefillsTheUserNameThatTheApplicationHintsAt() {
    Map<String, String> request = application.request();
    request.put("login_hint", "bob");

    assertThat(application.authorize(request).body()).contains("name=\"username\" value=\"bob\"");
  }

  @Test
  void returnsWithCodeStateAndIssuer() {
    HttpResponse<String> back = application.signIn(application.request(), "alice", "alice-pw");

    assertThat(back.statusCode()).isEqualTo(302);
    assertThat(location(back)).startsWith(CALLBACK + "?");
    assertThat(callback(back).firstValues())
        .containsOnlyKeys("code", "state", "iss")
        .containsEntry("state", "state & 1")
        .containsEntry("iss", provider.issuer());
  }

  @Test
  void signsInWithTheFieldsThatItsOwnPageCarries() {
    String page = application.authorize(application.request()).body();
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher hidden = HIDDEN_FIELD.matcher(page);
    while (hidden.find()) {
      fields.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
    }

    HttpResponse<String> back = application.signIn(fields, "bob", "bob-pw");

    assertThat(page).contains("action=\"/authorize\"");
    assertThat(fields).isEqualTo(application.request());
    assertThat(callback(back).value("state")).isEqualTo("state & 1");
    assertThat(callback(back).value("code")).isNotNull();
  }

  @Test
  void keepsTheQueryThatTheRedirectUriHas() {
    provider.allowRedirect(CALLBACK + "?tenant=1");
    Map<String, String> request = application.request();
    request.put("redirect_uri", CALLBACK + "?tenant=1");

    assertThat(location(application.signIn(request, "alice", "alice-pw")))
        .startsWith(CALLBACK + "?tenant=1&code=");
  }

  @Test
  void asksAgainAfterAWrongPasswordAndLeavesTheBrowserSignedOut() {
    HttpResponse<String> again = application.signIn(application.request(), "alice", "bob-pw");

    assertThat(again.body())
        .contains("User name or password is wrong", "value=\"alice\"")
        .doesNotContain("value=\"bob-pw\"");
    assertThat(application.authorize(application.request()).statusCode()).isEqualTo(200);
  }

  @Test
  void ignoresCredentialsInTheAddress() {
    Map<String, String> request = application.request();
    request.put("username", "alice");
    request.put("password", "alice-pw");

    HttpResponse<String> page = application.authorize(request);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("name=\"password\" value");
  }

  @Test
  void signsInWithoutAPageWhereTheBrowserIsKnown() {
    application.code();

    assertThat(callback(application.authorize(application.request())).value("code")).isNotNull();
  }

  @Test
  void showsThePageToAKnownBrowserWhenALoginIsAskedFor() {
    application.code();
    Map<String, String> request = application.request();
    request.put("prompt", "login");

    assertThat(application.authorize(request).statusCode()).isEqualTo(200);
    assertThat(callback(application.signIn(request, "bob", "bob-pw")).value("code")).isNotNull();
  }

  @Test
  void answersLoginRequiredInsteadOfAPage() {
    Map<String, String> request = application.request();
    request.put("prompt", "none");

    Parameters back = callback(application.authorize(request));

    assertThat(back.value("error")).isEqualTo("login_required");
    assertThat(back.value("state")).isEqualTo("state & 1");
    assertThat(back.value("iss")).isEqualTo(provider.issuer());
    application.code();
    assertThat(callback(application.authorize(request)).value("code")).isNotNull();
  }

  @Test
  void takesASessionAsOldAsMaxAgeAndNoOlder() {
    application.code();
    Map<String, String> request = application.request();
    request.put("max_age", "60");

    clock.goOn(Duration.ofSeconds(60));
    assertThat(application.authorize(request).statusCode()).isEqualTo(302);
    clock.goOn(Duration.ofSeconds(1));
    assertThat(application.authorize(request).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsWhatTheSameUserAllowedBeforeSigningInAgain() {
    Object refreshToken = application.login().get("refresh_token");
    Map<String, String> request = application.request();
    request.put("prompt", "login");
    application.code(request);

    assertThat(application.token(application.refreshRequest(refreshToken)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void endsTheSessionOfTheUserBefore() {
    Object refreshToken = application.login().get("refresh_token");
    application.signIn(application.request(), "bob", "bob-pw");

    assertThat(Application.error(application.token(application.refreshRequest(refreshToken))))
        .isEqualTo("invalid_grant");
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri, http://127.0.0.1:9/oidc/callback/",
    "redirect_uri, http://evil.example/oidc/callback",
    "redirect_uri, http://127.0.0.1:9/oidc/callback?x=1",
    "redirect_uri, ''",
    "client_id, somebody",
    "client_id, ''",
    "client_id, orders-client",
  })
  void neverRedirectsToWhereItDoesNotTrust(String name, String value) {
    Map<String, String> request = application.request();
    request.put(name, value);

    HttpResponse<String> page = application.signIn(request, "alice", "alice-pw");

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(page.body()).contains("This sign-in cannot go on").doesNotContain("evil.example");
  }

  @Test
  void neverRedirectsWhenTheRedirectUriIsSentTwice() {
    String query = Parameters.encode(application.request());

    HttpResponse<String> page =
        application.get(Paths.AUTHORIZE + "?" + query + "&redirect_uri=http%3A%2F%2Fevil.example");

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, '', invalid_request",
    "response_type, token, unsupported_response_type",
    "response_type, code id_token, unsupported_response_type",
    "response_mode, fragment, invalid_request",
    "scope, profile, invalid_scope",
    "scope, openidx, invalid_scope",
    "code_challenge, '', invalid_request",
    "code_challenge, tooshort, invalid_request",
    "code_challenge_method, plain, invalid_request",
    "code_challenge_method, '', invalid_request",
    "prompt, consent, invalid_request",
    "prompt, none login, invalid_request",
    "max_age, -1, invalid_request",
    "max_age, soon, invalid_request",
    "request, abc, request_not_supported",
    "request_uri, https://evil.example, request_uri_not_supported",
  })
  void sendsTheApplicationTheErrorOfItsRequest(String name, String value, String error) {
    Map<String, String> request = application.request();
    request.put(name, value);

    HttpResponse<String> back = application.signIn(request, "alice", "alice-pw");

    assertThat(location(back)).startsWith(CALLBACK + "?");
    assertThat(callback(back).value("error")).isEqualTo(error);
    assertThat(callback(back).value("state")).isEqualTo("state & 1");
    assertThat(callback(back).value("iss")).isEqualTo(provider.issuer());
    assertThat(callback(back).value("code")).isNull();
  }

  @Test
  void refusesAParameterSentTwice() {
    String query = Parameters.encode(application.request());

    HttpResponse<String> back = application.get(Paths.AUTHORIZE + "?" + query + "&nonce=2");

    assertThat(callback(back).value("error")).isEqualTo("invalid_request");
  }

  @Test
  void refusesAQueryThatIsNotWellEncoded() {
    // java.net.URI refuses to be built with a bad escape, so the bad one hides in a form.
    HttpResponse<String> answer =
        application.send(
            HttpRequest.newBuilder(URI.create(provider.issuer() + Paths.AUTHORIZE))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("client_id=%zz"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Application.error(answer)).isEqualTo("invalid_request");
  }
}
