package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The provider's page posts its answer to an application without servlets. */
class FormPostTest {

  private static final String HOME = "https://shop.example.com/shop";
  private static final String CALLBACK = "/oidc/callback";

  @Path(CALLBACK)
  public static final class Echo {

    @POST
    public String echo(String body) {
      return "echo of " + body;
    }
  }

  private final App app =
      App.open(
          Map.of(
              "rules",
              "public " + CALLBACK + "\nlogin /**",
              "base-url",
              HOME,
              "session.secret",
              "per-process",
              "login.response-mode",
              "form_post"),
          Echo.class);

  @AfterEach
  void close() {
    app.close();
  }

  private HttpResponse<String> post(String type, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.address(CALLBACK))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    return App.send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private HttpResponse<String> postForm(String body, String... headers) {
    return post("application/x-www-form-urlencoded", body, headers);
  }

  @Test
  @Tag("J28")
  void whatIsPostedIsSealedAndComesAgainAsAPageLoad() {
    HttpResponse<String> login = app.get("/oidc/login");
    String cookies =
        login.headers().allValues("Set-Cookie").stream()
            .filter(line -> line.endsWith("; SameSite=None"))
            .map(line -> line.split(";", 2)[0])
            .collect(Collectors.joining("; "));
    Matcher state = Pattern.compile("&state=([\\w-]+)").matcher(location(login));
    assertThat(state.find()).isTrue();

    HttpResponse<String> sentOn =
        postForm(
            "code=canary&iss=" + app.provider.issuer() + "&state=" + state.group(1),
            "Cookie",
            cookies);

    assertThat(sentOn.statusCode()).isEqualTo(303);
    assertThat(location(sentOn))
        .startsWith(HOME + CALLBACK + "?sealed_answer=")
        .doesNotContain("canary");
    String again = CALLBACK + "?" + URI.create(location(sentOn)).getRawQuery();
    assertThat(app.get(again, "Cookie", cookies).statusCode()).isEqualTo(400);
    assertThat(app.lastReason()).as("the provider was asked").isEqualTo(Reason.CODE_REFUSED);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void whatIsNotTheProvidersReachesTheResource() {
    assertThat(post("application/json", "{}").body()).isEqualTo("echo of {}");
    assertThat(postForm("a=1", "Origin", "https://shop.example.com").body())
        .isEqualTo("echo of a=1");
    assertThat(postForm("a=1").statusCode()).isEqualTo(400);
    assertThat(app.lastReason()).isEqualTo(Reason.CALLBACK_MALFORMED);
  }
}
