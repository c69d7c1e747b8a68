package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A browser that knows who caused a page load: it keeps Strict cookies back from what another site
 * caused, goes on where a page says so, and signs its user in where it is sent to the provider.
 */
final class SiteBrowser {

  private static final String ROOT = "http://localhost:8080";
  private static final int MOST_STEPS = 40;

  /** The lines that set the cookies that it has, by their names. */
  final Map<String, String> cookies = new LinkedHashMap<>();

  /** What became of its requests, since the last visit began. */
  final List<String> steps = new ArrayList<>();

  private final Shop shop;

  /** Whether it says who caused a request; older ones do not. */
  boolean tells = true;

  /** What it says whatever the truth is; empty for the truth. */
  String lie = "";

  /** The name of a cookie that it does not keep, for a Domain that it knows better. */
  String refused = "";

  SiteBrowser(Shop shop) {
    this.shop = shop;
  }

  /** Follows a link on another site. */
  Decision comeFromElsewhere(String target) {
    return visit(target, "cross-site");
  }

  /** Types an address. */
  Decision type(String target) {
    return visit(target, "none");
  }

  private Decision visit(String first, String cause) {
    steps.clear();
    String target = first;
    String site = cause;
    while (steps.size() < MOST_STEPS) {
      Decision decision = shop.latchkey.decide(request(target, site));
      keep(decision);
      String refresh = TestGate.header(decision, "Refresh");
      String location = TestGate.header(decision, "Location");
      if (!refresh.isEmpty()) {
        steps.add("goes on");
        target = within(refresh.substring("0; url=".length()));
        site = "same-origin";
      } else if (location.startsWith(ROOT)) {
        steps.add("redirected");
        target = within(location);
      } else if (!location.isEmpty()) {
        steps.add("signs in");
        target = answer((Decision.Stop) decision);
        site = "cross-site";
      } else {
        steps.add(decision instanceof Decision.Stop stop ? "" + stop.status() : "there");
        return decision;
      }
    }
    throw new AssertionError("an endless loop: " + steps);
  }

  private static String within(String address) {
    return address.startsWith(ROOT) ? address.substring(ROOT.length()) : address;
  }

  /** The provider lets the user in. */
  private String answer(Decision.Stop begun) {
    shop.redeemsFor(begun);
    return "/oidc/callback?code=c&state=" + TestGate.asked(begun).get("state").get(0);
  }

  /** A page load that somebody caused, with the cookies that go with it. */
  FakeRequest request(String target, String site) {
    FakeRequest page =
        tells
            ? FakeRequest.page(target).header("Sec-Fetch-Site", lie.isEmpty() ? site : lie)
            : FakeRequest.get(target).header("Accept", "text/html");
    return page.cookies(cookies(lie.isEmpty() ? site : lie));
  }

  private String cookies(String site) {
    return cookies.values().stream()
        .filter(line -> !site.equals("cross-site") || !line.endsWith("SameSite=Strict"))
        .map(line -> line.substring(0, line.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  void keep(Decision decision) {
    for (String line : TestGate.headers(decision, "Set-Cookie")) {
      String name = line.substring(0, line.indexOf('='));
      cookies.put(name, line);
      if (line.contains("; Max-Age=0") || name.equals(refused)) {
        cookies.remove(name);
      }
    }
  }

  /** Tells that somebody signed in has reached a page. */
  static void isThere(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    assertThat(((Decision.Proceed) decision).identity()).isPresent();
  }

  /** Tells where the page that goes on by itself goes on to. */
  static void goesOnTo(String address, Decision decision) {
    assertThat(TestGate.header(decision, "Refresh")).isEqualTo("0; url=" + address);
  }
}
