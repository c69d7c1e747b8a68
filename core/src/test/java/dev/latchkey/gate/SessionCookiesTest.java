package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.token.TokenMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which cookies are sent where, as the settings say. */
class SessionCookiesTest {

  private static final String[] WIDE = {
    "base-url", "https://www.shop.example/app/v2",
    "session.secret", "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=",
    "session.cookie.domain", "shop.example",
    "session.cookie.path", "/app",
    "rules", "login /**"
  };
  private static final String SESSION = "; Domain=shop.example; Path=/app; Secure; HttpOnly";
  private static final String LOGIN = "; Path=/app; Secure; HttpOnly; SameSite=Lax";

  private static String[] with(String[] settings, String... more) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static List<String> set(Decision decision) {
    return TestGate.headers(decision, "Set-Cookie");
  }

  /** More than one cookie holds, however it is compressed. */
  private static String large() {
    StringBuilder text = new StringBuilder();
    new Random(7).ints(3_000, 'a', 'z' + 1).forEach(text::appendCodePoint);
    return TokenMaker.quoted(text.toString());
  }

  private static FakeRequest signOut(String cookies) {
    return FakeRequest.of("POST", "/oidc/logout")
        .header("Sec-Fetch-Site", "same-origin")
        .cookies(cookies);
  }

  @Test
  @Tag("J01")
  void theSessionIsForTheDomainAndASignInForItsHost() {
    try (Shop shop = Shop.with(with(WIDE, "session.cookie.same-site", "Strict"))) {
      assertThat(set(shop.login()))
          .allMatch(line -> line.startsWith("__Secure-latchkey-") && line.endsWith(LOGIN))
          .noneMatch(line -> line.contains("Domain"))
          .hasSize(2);

      assertThat(set(shop.signIn()))
          .anyMatch(line -> line.matches("__Secure-latchkey-\\w+=1\\..*" + SESSION + ".*Strict"))
          .anyMatch(line -> line.matches("__Secure-latchkey-\\w+\\.idle=.*" + SESSION + ".*Strict"))
          .anyMatch(line -> line.contains("-login-") && line.endsWith("Max-Age=0" + LOGIN))
          .anyMatch(line -> line.contains("-round=") && line.endsWith(LOGIN))
          .hasSize(4);
    }
  }

  @Test
  @Tag("J02")
  @Tag("M05")
  void everyPartOfASessionIsDeletedAsItWasSet() {
    try (Shop shop = Shop.with(WIDE)) {
      Decision.Stop in = shop.signIn("large", large());
      assertThat(set(in)).anyMatch(line -> line.matches("__Secure-latchkey-\\w+\\.1=.*"));

      List<String> gone = set(shop.stop(signOut(TestGate.cookies(in))));

      for (String part : new String[] {"", "\\.1", "\\.idle"}) {
        assertThat(gone)
            .filteredOn(line -> line.matches("__Secure-latchkey-\\w+" + part + "=.*"))
            .singleElement()
            .asString()
            .endsWith("=; Max-Age=0" + SESSION + "; SameSite=Lax");
      }
    }
  }

  @Test
  @Tag("J02")
  void aTicketIsDeletedAsItWasSet() {
    try (Shop shop = Shop.with(with(WIDE, "session.store", "memory"))) {
      List<String> gone = set(shop.stop(signOut(TestGate.cookies(shop.signIn()))));

      assertThat(gone).anyMatch(line -> line.endsWith("=; Max-Age=0" + SESSION + "; SameSite=Lax"));
    }
  }

  @Test
  @Tag("J05")
  void theSessionOfAnotherApplicationBelowTheDomainIsRefused() {
    String[] named = with(WIDE, "session.cookie.name", "__Secure-same");
    String[] neighbours = with(named, "base-url", "https://www.shop.example/app/v3");
    try (Shop shop = Shop.with(named);
        Shop again = Shop.with(named);
        Shop neighbour = Shop.with(neighbours)) {
      String cookies = TestGate.cookies(shop.signIn());

      assertThat(again.latchkey.decide(FakeRequest.get("/pages/a").cookies(cookies)))
          .isInstanceOf(Decision.Proceed.class);
      Decision.Stop stop = neighbour.script(cookies);
      assertThat(stop.status()).isEqualTo(401);
      assertThat(neighbour.lastTold().reason()).contains(Reason.SESSION_UNREADABLE);
    }
  }

  @Test
  @Tag("J05")
  void twoApplicationsOnOneHostNeverTouchEachOthersCookies() {
    assertThat(touched("https://shop.example", "/"))
        .doesNotContainAnyElementsOf(touched("https://shop.example:8443", "/"));
    for (String path : new String[] {"/", "/a"}) {
      assertThat(touched("https://shop.example/a", path))
          .doesNotContainAnyElementsOf(touched("https://shop.example/a/b", path))
          .doesNotContainAnyElementsOf(touched("https://shop.example/ab", "/"));
    }
  }

  /** The names of all cookies that are set and deleted from a sign-in to a sign-out. */
  private static List<String> touched(String baseUrl, String path) {
    String[] settings =
        with(WIDE, "base-url", baseUrl, "session.cookie.domain", "", "session.cookie.path", path);
    try (Shop shop = Shop.with(settings)) {
      Decision.Stop in = shop.signIn();
      List<String> lines = new ArrayList<>(set(in));
      lines.addAll(set(shop.stop(signOut(TestGate.cookies(in)))));
      return lines.stream()
          .map(line -> line.substring(0, line.indexOf('=')).replaceAll("-login-.*", "-login-"))
          .distinct()
          .toList();
    }
  }
}
