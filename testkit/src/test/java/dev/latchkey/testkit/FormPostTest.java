package dev.latchkey.testkit;

import static dev.latchkey.testkit.Application.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestProviderExtension.class)
class FormPostTest {

  @Test
  void answersWithAPageThatPostsItselfToTheApplication(TestProvider provider) {
    Application application = new Application(provider);
    Map<String, String> request = application.request();
    request.put("response_mode", "form_post");

    HttpResponse<String> page = application.signIn(request, "alice", "alice-pw");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(page.body())
        .contains("<form method=\"post\" action=\"" + Application.CALLBACK + "\">")
        .containsPattern("name=\"code\" value=\"[^\"]{20,}\"")
        .contains("name=\"state\" value=\"state &amp; 1\"")
        .contains("name=\"iss\" value=\"" + provider.issuer() + "\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'sha256-");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void isAnnounced(TestProvider provider) {
    assertThat(json(new Application(provider).get(Paths.DISCOVERY)))
        .containsEntry("response_modes_supported", List.of("query", "form_post"));
  }
}
