package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.http.HttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see, in our looks and in the application's own. */
class PagesTest {

  private static final HttpTransport NOWHERE =
      call -> {
        throw new IOException("connection refused");
      };

  /** Pages as an application may write them. */
  public static final class OwnPages implements PageRenderer {

    @Override
    public String render(Page page) {
      return String.join(
          "|",
          "own",
          String.valueOf(page.status()),
          page.title(),
          page.text(),
          page.link().map(Page.Link::address).orElse("-"),
          page.reference().isPresent() ? "referred" : "-",
          page.explanation().orElse("-"));
    }
  }

  private static Latchkey latchkey(Map<String, String> more, PageRenderer... pages) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "issuer", "https://id.example.com",
                "client-id", "shop",
                "client-secret", "secret",
                "base-url", "http://localhost:8080",
                "rules", "deny /never\nlogin /**"));
    settings.putAll(more);
    var builder = Latchkey.builder().settings(settings).transport(NOWHERE);
    for (PageRenderer each : pages) {
      builder.pages(each);
    }
    return builder.build();
  }

  private static Decision.Stop refused(Latchkey latchkey) {
    return (Decision.Stop) latchkey.decide(FakeRequest.page("/never"));
  }

  @Test
  void anApplicationMayWriteThemItself() {
    try (Latchkey latchkey = latchkey(Map.of(), new OwnPages())) {
      Decision.Stop stop = refused(latchkey);

      assertThat(stop.status()).isEqualTo(403);
      assertThat(TestGate.body(stop))
          .isEqualTo("own|403|Forbidden|You are not allowed to do this.|-|referred|-");
      assertThat(TestGate.header(stop, "Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
      assertThat(TestGate.header(stop, "Content-Security-Policy"))
          .contains("default-src 'none'", "img-src 'self' data:", "frame-ancestors 'none'")
          .doesNotContain("script-src");
    }
  }

  @Test
  void theQuestionBeforeASignOutIsOneOfThem() {
    try (Latchkey latchkey = latchkey(Map.of("pages", OwnPages.class.getName()))) {
      Decision.Stop stop = (Decision.Stop) latchkey.decide(FakeRequest.page("/oidc/logout"));

      assertThat(stop.status()).isEqualTo(200);
      assertThat(TestGate.body(stop)).startsWith("own|200|Sign out?|").contains("|/oidc/logout|");
    }
  }

  @Test
  void aProblemDocumentStaysAsItIs() {
    try (Latchkey latchkey = latchkey(Map.of(), new OwnPages())) {
      Decision.Stop stop = (Decision.Stop) latchkey.decide(FakeRequest.get("/never"));

      assertThat(TestGate.json(stop)).containsKeys("title", "status", "detail", "reference");
    }
  }

  @Test
  void whatTheBuilderIsGivenWins() {
    try (Latchkey latchkey = latchkey(Map.of("pages", OwnPages.class.getName()), page -> "mine")) {
      assertThat(TestGate.body(refused(latchkey))).isEqualTo("mine");
    }
  }

  @Test
  void oursStandInForOneThatFails() {
    List<PageRenderer> failing =
        List.of(
            page -> {
              throw new IllegalStateException("canary");
            },
            page -> {
              throw new StackOverflowError();
            },
            page -> {
              throw new NoClassDefFoundError();
            },
            page -> " ");
    for (PageRenderer each : failing) {
      try (Latchkey latchkey = latchkey(Map.of(), each)) {
        Decision.Stop stop = refused(latchkey);
        assertThat(stop.status()).isEqualTo(403);
        assertThat(TestGate.body(stop)).contains("<h1>Forbidden</h1>").doesNotContain("canary");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/never", "/oidc/logout", "/oidc/callback?error=x&state=y"})
  void oursCanBeReadByEverybody(String path) {
    try (Latchkey latchkey = latchkey(Map.of())) {
      String page = TestGate.body((Decision.Stop) latchkey.decide(FakeRequest.page(path)));

      assertThat(page)
          .startsWith("<!doctype html>")
          .contains("<html lang=\"en\">", "<meta charset=\"utf-8\">", "width=device-width")
          .containsPattern("<title>[^<]+</title>")
          .containsPattern("<main><h1>[^<]+</h1>")
          .contains(":focus-visible{outline:3px")
          .doesNotContain("<script", "tabindex", "outline:0", "user-scalable");
    }
  }

  /** Web Content Accessibility Guidelines 2.2, success criterion 1.4.3: 4.5 to 1. */
  @Test
  void theColoursOfOursStandOut() {
    String html =
        new String(new Pages(null).write(Page.confirmLogout("/")), StandardCharsets.UTF_8);
    String[] schemes = html.split("@media", 2);
    for (String scheme : schemes) {
      Map<String, String> colours = colours(scheme);
      assertThat(contrast(colours.get("ink"), colours.get("paper"))).isGreaterThan(4.5);
      assertThat(contrast(colours.get("soft"), colours.get("paper"))).isGreaterThan(4.5);
      assertThat(contrast(colours.get("paper"), colours.get("act"))).isGreaterThan(4.5);
    }
  }

  private static Map<String, String> colours(String css) {
    Matcher colour = Pattern.compile("--([a-z]+):#([0-9a-f]{3,6})[;}]").matcher(css);
    Map<String, String> colours = new LinkedHashMap<>();
    while (colour.find()) {
      String hex = colour.group(2);
      colours.put(colour.group(1), hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex);
    }
    return colours;
  }

  private static double contrast(String one, String other) {
    double light = Math.max(luminance(one), luminance(other));
    double dark = Math.min(luminance(one), luminance(other));
    return (light + 0.05) / (dark + 0.05);
  }

  private static double luminance(String hex) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
