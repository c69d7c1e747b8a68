package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HttpCallTest {

  @Test
  void asksForJsonUnlessToldOtherwise() {
    HttpCall call = HttpCall.get(URI.create("https://id.example/"));
    assertThat(call.headers()).containsEntry("accept", "application/json");
    assertThat(call.withHeader("ACCEPT", "text/plain").headers())
        .containsOnly(Map.entry("ACCEPT", "text/plain"));
  }

  @Test
  void encodesAFormInOrderAndWithRepetitions() {
    HttpCall call =
        HttpCall.postForm(
            URI.create("https://id.example/token"),
            List.of(Map.entry("a b", "ü&="), Map.entry("x", "1"), Map.entry("x", "2")));
    assertThat(new String(call.body(), StandardCharsets.US_ASCII))
        .isEqualTo("a+b=%C3%BC%26%3D&x=1&x=2");
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
  }

  @Test
  @Tag("P04")
  void showsNeitherQueryNorUserInfoNorHeadersNorBody() {
    URI uri = URI.create("https://me:CANARY@id.example:8443/token?code=CANARY#CANARY");
    HttpCall call =
        HttpCall.postForm(uri, Map.of("code", "CANARY")).withHeader("Authorization", "CANARY");
    assertThat(call).hasToString("POST https://id.example:8443/token");
    assertThat(HttpCall.get(URI.create("data:CANARY"))).hasToString("GET data:(...)");
  }

  @Test
  void hasATimeLimitOfItsOwnOnlyWhereSet() {
    HttpCall call = HttpCall.get(URI.create("https://id.example/"));
    assertThat(call.timeout()).isEmpty();
    assertThat(call.timeout(Duration.ofSeconds(10)).timeout()).contains(Duration.ofSeconds(10));
  }

  @Test
  void anAnswerFindsHeadersInAnyCaseAndHidesItsBody() {
    HttpAnswer answer =
        HttpAnswer.of(
            200, Map.of("Cache-control", "no-store"), "{}".getBytes(StandardCharsets.US_ASCII));
    assertThat(answer.header("CACHE-CONTROL")).contains("no-store");
    assertThat(answer.json()).isEmpty();
    assertThat(answer).hasToString("HTTP 200, 2 bytes");
  }
}
