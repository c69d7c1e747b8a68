package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sessions end. */
class LogoutSettingsTest extends SoundSettings {

  private static final String BACK = "/oidc/backchannel-logout";
  private static final String FRONT = "/oidc/frontchannel-logout";

  /** The status of a GET: 405 where a logout by POST is served, 400 in the frame, else a rule's. */
  private int status(Map<String, String> settings, String path) {
    try (Latchkey latchkey = builder().settings(settings).build()) {
      return ((Decision.Stop) latchkey.decide(FakeRequest.get(path))).status();
    }
  }

  @Test
  void theProviderIsListenedToWhereSessionsCanBeFoundWithoutTheirBrowsers() {
    assertThat(status(sound(), BACK)).isEqualTo(401);
    assertThat(status(sound(), FRONT)).isEqualTo(401);

    assertThat(status(soundWith("session.store", "memory"), BACK)).isEqualTo(405);
    assertThat(status(soundWith("session.store", "memory"), FRONT)).isEqualTo(400);
  }

  @Test
  void withCookiesItIsListenedToWhereSomebodyAsksForIt() {
    assertThat(status(soundWith("back-channel-logout-path", "/bye"), "/bye")).isEqualTo(405);
    assertThat(warnings()).anyMatch(text -> text.contains("remembered by this process alone"));
    assertThat(refusal("front-channel-logout-path", "/bye"))
        .contains("front-channel-logout-path is set, but sessions are in cookies")
        .contains("set session.store=memory");
    starts(soundWith("front-channel-logout-path", "off"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"back-channel-logout-path", "front-channel-logout-path"})
  void eitherCanBeTurnedOffOrStandElsewhere(String key) {
    Map<String, String> settings = soundWith("session.store", "memory");
    settings.put(key, "off");
    assertThat(status(settings, key.startsWith("back") ? BACK : FRONT)).isEqualTo(401);

    settings.put(key, "/hooks/bye");
    assertThat(status(settings, "/hooks/bye")).isIn(400, 405);
  }

  @ParameterizedTest
  @CsvSource({
    "back-channel-logout-path, bye",
    "front-channel-logout-path, /a;b",
    "session-path, //me",
    "session-path, off"
  })
  void refusesPathsThatAreNotPlain(String key, String value) {
    Map<String, String> settings = soundWith("session.store", "memory");
    settings.put(key, value);

    assertThat(refusal(settings)).contains(key + " is \"" + value + "\"; write a plain path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "always", "Required"})
  void refusesOtherWordsForAnEndThatIsNeeded(String word) {
    starts(soundWith("back-channel-logout-exp", "required"));

    assertThat(refusal("back-channel-logout-exp", word))
        .contains("back-channel-logout-exp is \"" + word + "\"; write one of");
  }

  @Test
  void aLogoutMayEndInSeveralPlaces() {
    starts(soundWith("after-logout-url", "/bye https://www.example.com/thanks /"));

    assertThat(refusal("after-logout-url", "/bye thanks"))
        .contains("after-logout-url is \"thanks\"; write an absolute https address");
    assertThat(refusal("after-logout-url", "/ //evil.example"))
        .contains("after-logout-url is \"//evil.example\"; write a plain path");
  }
}
