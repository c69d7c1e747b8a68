package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostedFormTest {

  private static FakeRequest post() {
    return FakeRequest.of("POST", "/oidc/backchannel-logout");
  }

  @Test
  void readsWhatWasPosted() {
    PostedForm form = PostedForm.read(post().form("a=1&b=%C3%A9+c&b=2"));

    assertThat(form.isRead()).isTrue();
    assertThat(form.value("a")).isEqualTo("1");
    assertThat(form.parameters()).containsEntry("b", List.of("é c", "2"));
    assertThat(form.value("b")).as("one of two").isNull();
    assertThat(form.value("c")).isNull();
    assertThat(form).hasToString("PostedForm[a, b]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded;charset=UTF-8",
        "APPLICATION/X-WWW-FORM-URLENCODED ; charset=utf-8"
      })
  void takesTheTypeAsItMayBeWritten(String type) {
    assertThat(PostedForm.read(post().header("Content-Type", type).body("a=1")).isRead()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "multipart/form-data",
        "text/plain",
        "",
        "application/x-www-form-urlencodedx"
      })
  void readsNoOtherBody(String type) {
    FakeRequest request = post().header("Content-Type", type).body("a=1");

    assertThat(PostedForm.read(request).status()).isEqualTo(400);
    assertThat(request.bodyRead()).isFalse();
  }

  @Test
  void readsNoBodyOfNoTypeOrOfTwo() {
    assertThat(PostedForm.read(post().body("a=1")).status()).isEqualTo(400);
    assertThat(PostedForm.read(post().form("a=1").form("a=1")).status()).isEqualTo(400);
  }

  @Test
  void readsSoManyBytesAndNoMore() {
    String most = "a=" + "x".repeat(PostedForm.MAX_BYTES - 2);

    assertThat(PostedForm.read(post().form(most)).isRead()).isTrue();
    assertThat(PostedForm.read(post().form(most + "x")).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%zz", "a=%ff", "a=\u00e9"})
  void refusesWhatNoBrowserWrites(String body) {
    assertThat(PostedForm.read(post().form(body)).status()).isEqualTo(400);
  }
}
