package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.FakeTransport;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InternalTransportTest {

  private final FakeTransport transport = new FakeTransport();

  private URI called(String publicAddress, HttpCall call) throws IOException {
    transport.answers(200, "{}");
    new InternalTransport(transport, URI.create(publicAddress), URI.create("http://kc:8080/"))
        .send(call);
    return transport.calls.get(0).uri();
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.example/realms/a, https://id.example/token, http://kc:8080/token",
    "https://id.example/realms/a, https://ID.EXAMPLE:443/token, http://kc:8080/token",
    "https://id.example:443, HTTPS://id.example/a%2Fb?c=%26&d, http://kc:8080/a%2Fb?c=%26&d",
    "http://id.example, http://id.example:80, http://kc:8080",
    "https://id.example, https://id.example:8443/token, https://id.example:8443/token",
    "https://id.example, http://id.example/token, http://id.example/token",
    "https://id.example, https://id.example.evil/token, https://id.example.evil/token",
    "https://id.example, https://keys.example/keys, https://keys.example/keys",
    "https://id.example, http://kc:8080/token, http://kc:8080/token"
  })
  void callsToThePublicAddressGoToTheInternalOneAndOthersStay(
      String publicAddress, String called, String sent) throws IOException {
    assertThat(called(publicAddress, HttpCall.get(URI.create(called)))).hasToString(sent);
  }

  @Test
  void theRestOfTheCallIsKept() throws IOException {
    called(
        "https://id.example",
        HttpCall.postForm(URI.create("https://id.example/token"), Map.of("a", "b"))
            .withHeader("X-Own", "c")
            .timeout(java.time.Duration.ofSeconds(7)));

    HttpCall sent = transport.calls.get(0);
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.headers()).containsEntry("X-Own", "c");
    assertThat(sent.body()).asString().isEqualTo("a=b");
    assertThat(sent.timeout()).contains(java.time.Duration.ofSeconds(7));
  }
}
