package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens in the query: as sent, and never out of the body. */
class TokenLocationsTest {

  @Path("/")
  public static final class Resources {

    @POST
    @Path("echo")
    public String echo(String body) {
      return body;
    }
  }

  private static App app;
  private static String token;

  @BeforeAll
  static void open() {
    app =
        App.open(
            Map.of("rules", "bearer /**", "token.locations", "query:access_token"),
            Resources.class);
    token = app.provider.token().subject("ada").sign();
  }

  @AfterAll
  static void close() {
    app.close();
  }

  private static HttpResponse<String> post(String path, String form) {
    return App.send(
        HttpRequest.newBuilder(app.address(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  @Test
  @Tag("F07")
  void readsTheQueryAndLeavesTheBodyToTheResource() {
    HttpResponse<String> answer = post("/echo?access%5Ftoken=" + token, "access_token=x&y=1");

    assertThat(answer.body()).isEqualTo("access_token=x&y=1");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("private");
    assertThat(post("/echo", "access_token=" + token).statusCode()).isEqualTo(401);
    assertThat(app.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
  }

  @Test
  @Tag("F08")
  void refusesAParameterThatIsThereTwiceInAnyEncoding() {
    assertThat(post("/echo?access_token=a&access%5ftoken=a", "x").statusCode()).isEqualTo(400);
    assertThat(app.lastReason()).isEqualTo(Reason.CREDENTIAL_REPEATED);
  }
}
