package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.http.FormEncoding;
import java.util.ArrayList;
import java.util.List;

/** A login whose answer the provider has the browser post, and that browser's cookies. */
final class PostedLogin implements AutoCloseable {

  static final String HOME = "https://shop.example.com";
  static final String CALLBACK = HOME + "/oidc/callback";

  final Shop shop;
  final Decision.Stop begun;
  final String cookies;

  private PostedLogin(Shop shop, String page) {
    this.shop = shop;
    this.begun = shop.stop(FakeRequest.page(page));
    this.cookies = TestGate.cookies(begun);
    shop.redeemsFor(begun);
  }

  static PostedLogin at(String page, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "login.response-mode", "form_post",
                "base-url", HOME,
                "session.cookie.name", "shop",
                "session.secret", "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY="));
    all.addAll(List.of(settings));
    return new PostedLogin(Shop.with(all.toArray(String[]::new)), page);
  }

  /** Another login of the same application. */
  PostedLogin next(String page) {
    return new PostedLogin(shop, page);
  }

  String state() {
    return TestGate.asked(begun).get("state").get(0);
  }

  /** What the provider's page posts, the state added. */
  FakeRequest form(String parameters) {
    return plainForm(parameters + "&state=" + FormEncoding.encode(state()));
  }

  static FakeRequest plainForm(String form) {
    return FakeRequest.of("POST", "/oidc/callback")
        .header("Accept", "text/html")
        .header("Origin", "https://id.example.com")
        .header("Sec-Fetch-Site", "cross-site")
        .form(form);
  }

  Decision.Stop post(String parameters) {
    return shop.stop(form(parameters).cookies(cookies));
  }

  /** Goes where a posted answer is sent on to. */
  Decision.Stop follow(Decision.Stop sentOn, String cookies) {
    assertThat(sentOn.status()).as(TestGate.body(sentOn)).isEqualTo(303);
    String address = TestGate.header(sentOn, "Location");
    assertThat(address).startsWith(CALLBACK + "?sealed_answer=");
    return shop.stop(FakeRequest.page(address.substring(HOME.length())).cookies(cookies));
  }

  Decision.Stop follow(Decision.Stop sentOn) {
    return follow(sentOn, cookies);
  }

  @Override
  public void close() {
    shop.close();
  }
}
