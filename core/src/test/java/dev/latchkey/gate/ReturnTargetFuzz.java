package dev.latchkey.gate;

import static dev.latchkey.testing.Invariant.holds;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.login.ReturnTarget;
import dev.latchkey.testing.BrowserAddress;
import dev.latchkey.testing.StrictForm;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a login or a logout is to end, as the first letter says: {@code r}, the rest is a {@code
 * return_to}; {@code q}, the whole query of the login path; {@code f}, the {@code Referer} of a
 * form that was posted; {@code d}, the address of a page; {@code a}, {@code after-login-url};
 * {@code o} and {@code p}, the query and the form of a logout.
 */
public final class ReturnTargetFuzz {

  private static final String BASE = "https://shop.example.com/shop";
  private static final String CALLBACK = BASE + "/oidc/callback";
  private static final String AFTER_LOGOUT = "https://www.example.com/thanks";

  private static final int MAX_PARAMETERS = 100;

  private static final Map<String, String> LANDINGS =
      Map.of("/bye", "http://localhost:8080/bye", AFTER_LOGOUT, AFTER_LOGOUT);

  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"([^\"]*)\"");
  private static final Pattern PLAIN = Pattern.compile("(?:/[a-z0-9-]+)+(?:\\?[a-z0-9=&%.+]*)?");

  private static final Pattern BEGINS_ANEW =
      Pattern.compile(
          "/shop/oidc/(?:log(?:in|out)(?:\\?|$)|callback\\?(?:.*&)?(?:code|state|error)(?:[=&]|$))");

  private static final TestGate GATE = TestGate.at(BASE, "login /**");
  private static final String SESSION = GATE.signIn("ada");

  private static final Shop SHOP =
      Shop.with(
          "endpoint.end-session",
          TokenMaker.ISSUER + "/logout",
          "after-logout-url",
          "/bye " + AFTER_LOGOUT);

  private ReturnTargetFuzz() {}

  /** Makes keys and loads classes before the first input, whose time is measured. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("r/a".getBytes(StandardCharsets.ISO_8859_1));
    fuzzerTestOneInput("oreturn_to=%2Fbye".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    String rest = text.isEmpty() ? "" : text.substring(1);
    switch (text.isEmpty() ? 'r' : text.charAt(0)) {
      case 'r' -> login(FakeRequest.get(named(rest)), rest);
      case 'q' -> login(FakeRequest.get("/shop/oidc/login?" + rest), null);
      case 'f' -> login(posted(BASE + rest), rest);
      case 'd' -> login(FakeRequest.page("/shop/" + rest), "/" + rest);
      case 'a' -> ReturnTarget.parse(rest).ifPresent(it -> isOurs(BASE + it));
      case 'o' -> logout(FakeRequest.of("POST", "/oidc/logout?" + rest), rest);
      case 'p' -> logout(FakeRequest.of("POST", "/oidc/logout").form(rest), rest);
      default -> login(posted(text), null);
    }
  }

  private static String named(String target) {
    return "/shop/oidc/login?return_to=" + FormEncoding.encode(target);
  }

  private static FakeRequest posted(String referer) {
    return FakeRequest.of("POST", "/shop/form")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Referer", referer);
  }

  /**
   * Follows a login to its end.
   *
   * @param wanted what was asked for; {@code null} where the request does not say so plainly
   */
  private static void login(FakeRequest request, @Nullable String wanted) {
    GATE.events.clear();
    Decision.Stop start = GATE.stop(request.inContext("/shop"));
    holds(start.status() != 500, "nothing breaks");
    if (start.status() != 302 && start.status() != 303) {
      return; // the address itself is no good
    }
    String state = TestGate.asked(start).get("state").get(0);
    Decision.Stop page = callback("error=access_denied&state=" + state, TestGate.cookies(start));
    Decision.Stop end = callback("code=c&state=" + state, SESSION); // who has a session goes on
    String location = TestGate.header(end, "Location");
    holds(end.status() == 302, "the login is known to be finished");
    isOurs(location);
    holds(!BEGINS_ANEW.matcher(location).find(), "it begins nothing anew");
    holds(startsAgainFor(location, link(page)), "the page's link leads to the same end");
    if (wanted != null && isPlain(wanted)) {
      holds(location.equals(BASE + wanted), "a plain page of ours is kept byte for byte");
    }
  }

  private static Decision.Stop callback(String query, String cookies) {
    return GATE.stop(
        FakeRequest.page("/shop/oidc/callback?" + query).inContext("/shop").cookies(cookies));
  }

  private static String link(Decision.Stop page) {
    Matcher link = LINK.matcher(TestGate.body(page));
    holds(link.find(), "there is a link to start again");
    String address = link.group(1);
    holds(!link.find(), "there is one link alone");
    return address.replace("&amp;", "&").replace("&#39;", "'");
  }

  private static boolean startsAgainFor(String location, String link) {
    BrowserAddress address = BrowserAddress.of(link, CALLBACK);
    holds(address.origin().equals("https://shop.example.com"), "a link leads to our own origin");
    return address.path().equals("/shop/oidc/login")
        ? location.equals(BASE + query(link).value("return_to"))
        : location.equals("https://shop.example.com" + link);
  }

  private static StrictForm query(String address) {
    StrictForm form = StrictForm.read(address.substring(address.indexOf('?') + 1));
    holds(form != null, "what we write is well encoded");
    return form;
  }

  private static boolean isPlain(String page) {
    return page.length() <= 1_000 && !page.startsWith("/oidc/") && PLAIN.matcher(page).matches();
  }

  private static void isOurs(String location) {
    BrowserAddress address = BrowserAddress.of(location, CALLBACK);
    holds(address.origin().equals("https://shop.example.com"), "it is our own origin");
    holds(address.path().startsWith("/shop/"), "it is within the application");
    holds(address.path().equals(raw(location)), "nothing in it is resolved on the way");
    holds(location.chars().allMatch(c -> c > ' ' && c < 0x7f), "it splits no header");
  }

  private static String raw(String location) {
    return location.substring("https://shop.example.com".length()).split("\\?", 2)[0];
  }

  private static void logout(FakeRequest request, String parameters) {
    SHOP.events.clear();
    Decision.Stop end = SHOP.stop(request.header("Sec-Fetch-Site", "same-origin"));
    holds(end.status() == 303, "it signs out");
    String location = TestGate.header(end, "Location");
    holds(location.startsWith(TokenMaker.ISSUER + "/logout?"), "by way of the provider");
    String landing = query(location).value("post_logout_redirect_uri");
    holds(LANDINGS.containsValue(landing), "it ends where it is configured to");
    boolean fits = parameters.split("&", -1).length <= MAX_PARAMETERS;
    StrictForm form = fits ? StrictForm.read(parameters) : null;
    String named = form == null ? null : form.value("return_to");
    if (named != null) {
      String expected = LANDINGS.getOrDefault(named, LANDINGS.get("/bye"));
      holds(String.valueOf(expected).equals(landing), "at the place that was named, or the first");
    }
    asks(SHOP.stop(FakeRequest.page("/oidc/logout?" + parameters)));
  }

  /** The question whether to sign out carries what it was asked with, if that is configured. */
  private static void asks(Decision.Stop page) {
    holds(page.status() == 200, "it asks");
    String action = link(page);
    holds(
        action.equals("/oidc/logout") || LANDINGS.containsKey(query(action).value("return_to")),
        "the form is ours and names what is configured");
  }
}
