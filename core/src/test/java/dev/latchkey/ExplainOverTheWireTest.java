package dev.latchkey;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.latchkey.json.Json;
import dev.latchkey.testing.ChildJvm;
import dev.latchkey.testing.TestKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command as people run it, against a server. */
class ExplainOverTheWireTest extends ExplainCase {

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private String checked(Map<String, String> settings) throws Exception {
    settings.put("issuer", SERVER.baseUrl());
    return ChildJvm.run(
        Explain.class,
        "-Dlatchkey.insecure-http-hosts=localhost",
        "--check-provider",
        file(settings).toString());
  }

  @Test
  void asksTheProviderAndEnds() throws Exception {
    String issuer = SERVER.baseUrl();
    SERVER.stubFor(
        get("/.well-known/openid-configuration")
            .willReturn(
                okJson(Json.write(Map.of("issuer", issuer, "jwks_uri", issuer + "/keys")))));
    SERVER.stubFor(
        get("/keys")
            .willReturn(okJson(TestKeys.jwks(TestKeys.jwk("a", TestKeys.P256.getPublic())))));

    assertThat(checked(SoundSettings.bearerOnly()))
        .contains("provider main, " + issuer, "ok: keys: 1 usable, for ES256")
        .doesNotContain("problem:");
  }

  @Test
  void saysWhatTheProviderAnswersInPlaceOfADocument() throws Exception {
    assertThat(checked(SoundSettings.bearerOnly()).replaceAll("\\s+", " "))
        .contains("problem: GET " + SERVER.baseUrl() + "/.well-known/openid-configuration")
        .contains(" answered 404");
  }
}
