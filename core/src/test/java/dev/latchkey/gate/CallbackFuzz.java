package dev.latchkey.gate;

import static dev.latchkey.testing.Invariant.holds;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Sha256;
import dev.latchkey.testing.StrictForm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a browser brings back from a provider: the first letter says whether the provider announces
 * {@code iss} ({@code i}) or not, the rest is the query. In it {@code {A}} and {@code {B}} stand
 * for the states of two logins that this browser has under way, {@code {C}} for one of another
 * browser, and {@code {I}} for the issuer.
 */
public final class CallbackFuzz {

  private static final String RULES = "login /**";
  private static final String BASE = "https://shop.example.com";
  private static final int MAX_QUERY_CHARS = 8 * 1024;
  private static final int MAX_PARAMETERS = 100;

  private static final List<String> ONCE =
      List.of("code", "state", "iss", "error", "error_description", "id_token", "access_token");

  private static final Pattern ANSWER = Pattern.compile("(?:^|&)(?:code|state|error)(?:=|&|$)");

  private static final TestGate PLAIN = TestGate.with(RULES);
  private static final TestGate ANNOUNCING = announcing();

  private CallbackFuzz() {}

  /** A login under way and the page that it is for. */
  private record Login(Decision.Stop start, String page) {

    static Login begin(TestGate gate, String page) {
      return new Login(gate.stop(FakeRequest.page(page)), page);
    }

    String asked(String parameter) {
      return TestGate.asked(start).get(parameter).get(0);
    }
  }

  private static TestGate announcing() {
    TestGate gate = TestGate.with(RULES);
    gate.metadata.answer =
        new MetadataLookup.Ready(
            Metadata.builder(TestGate.ISSUER)
                .authorizationEndpoint(URI.create(TestGate.ISSUER + "/authorize"))
                .tokenEndpoint(URI.create(TestGate.ISSUER + "/token"))
                .issParameterSupported(true)
                .build());
    return gate;
  }

  /** Makes keys and loads classes before the first input, whose time is measured. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("-code=c&state={A}".getBytes(StandardCharsets.ISO_8859_1));
    fuzzerTestOneInput("-error=x&state={A}".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    boolean announced = text.startsWith("i");
    TestGate gate = announced ? ANNOUNCING : PLAIN;
    gate.events.clear();
    Login first = Login.begin(gate, "/a?b=%2F");
    Login second = Login.begin(gate, "/c");
    Login foreign = Login.begin(gate, "/d");
    String query =
        (text.isEmpty() ? "" : text.substring(1))
            .replace("{A}", first.asked("state"))
            .replace("{B}", second.asked("state"))
            .replace("{C}", foreign.asked("state"))
            .replace("{I}", "https%3A%2F%2Fid.example.com");
    gate.transport.calls.clear();
    gate.transport.answers(call -> redeem(call, gate, List.of(first, second, foreign)));
    String cookies = TestGate.cookies(first.start()) + "; " + TestGate.cookies(second.start());
    FakeRequest request = FakeRequest.page("/oidc/callback?" + query).cookies(cookies);

    StrictForm form = form(query);
    Login expected = form == null ? null : expected(form, announced, List.of(first, second));
    Decision.Stop stop = gate.stop(request);
    if (expected == null) {
      finishesNothing(gate, stop);
    } else {
      finishes(gate, stop, expected, String.valueOf(form.value("code")));
    }
    gate.transport.calls.clear();
    finishesNothing(gate, gate.stop(request)); // whatever it was, it counts once
  }

  private static @Nullable StrictForm form(String query) {
    boolean fits =
        query.length() <= MAX_QUERY_CHARS && query.split("&", -1).length <= MAX_PARAMETERS;
    StrictForm form = fits && ANSWER.matcher(query).find() ? StrictForm.read(query) : null;
    return form == null || ONCE.stream().anyMatch(name -> form.values(name).size() > 1)
        ? null
        : form;
  }

  /** The login that is to finish; {@code null} for none. */
  private static @Nullable Login expected(StrictForm form, boolean announced, List<Login> own) {
    String issuer = form.value("iss");
    boolean rightIssuer = issuer == null ? !announced : issuer.equals(TestGate.ISSUER);
    String code = form.value("code");
    boolean yes = form.value("error") == null && code != null && !code.isEmpty();
    return rightIssuer && yes
        ? own.stream()
            .filter(login -> login.asked("state").equals(form.value("state")))
            .findFirst()
            .orElse(null)
        : null;
  }

  /** The provider's part: a code is redeemed for whoever holds the verifier of the login. */
  private static HttpAnswer redeem(HttpCall call, TestGate gate, List<Login> logins) {
    String verifier = posted(call).value("code_verifier");
    String challenge = Base64Url.encode(Sha256.of(String.valueOf(verifier)));
    for (Login login : logins) {
      if (login.asked("code_challenge").equals(challenge)) {
        byte[] body = gate.granted(login.asked("nonce"), "ada").getBytes(StandardCharsets.UTF_8);
        return HttpAnswer.of(200, Map.of("Content-Type", "application/json"), body);
      }
    }
    throw new AssertionError("not so: the verifier is that of a login");
  }

  private static StrictForm posted(HttpCall call) {
    StrictForm form = StrictForm.read(new String(call.body(), StandardCharsets.US_ASCII));
    holds(form != null, "what we post is well encoded");
    return form;
  }

  private static void finishes(TestGate gate, Decision.Stop stop, Login login, String code) {
    holds(gate.transport.calls.size() == 1, "the code is redeemed once");
    holds(code.equals(posted(gate.transport.calls.get(0)).value("code")), "it is that very code");
    holds(isSession(stop), "there is a session");
    holds(
        TestGate.headers(stop, "Location").equals(List.of(BASE + login.page())),
        "it ends on the page that the login was for, " + login.page());
  }

  private static void finishesNothing(TestGate gate, Decision.Stop stop) {
    holds(gate.transport.calls.isEmpty(), "no code is shown to anybody");
    holds(!isSession(stop), "there is no session");
    holds(Set.of(302, 400, 403, 405).contains(stop.status()), "status " + stop.status());
    // a query that is no answer is a page load, and that begins a login
    List<String> locations = TestGate.headers(stop, "Location");
    holds(
        locations.stream().allMatch(it -> it.startsWith(TestGate.ISSUER + "/authorize?")),
        "the way leads to the provider or nowhere");
  }

  private static boolean isSession(Decision.Stop stop) {
    return TestGate.cookies(stop).contains(TestGate.COOKIE + "=");
  }
}
