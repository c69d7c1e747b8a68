package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How and where sessions are kept. */
class SessionSettingsTest extends SoundSettings {

  @ParameterizedTest
  @CsvSource({
    "session.store, memory",
    "session.memory-size, 1",
    "session.idle-timeout, off",
    "session.idle-timeout, 10s",
    "session.idle-timeout, 30d",
    "session.on-store-failure, unavailable",
    "session.on-store-failure, login",
    "session.persistent, true",
    "session.keep, none",
    "session.page-cache, application",
    "session.page-cache, no-store",
    "session.refresh-before, never",
    "session.refresh-before, 0s",
    "session.refresh-before, 1h",
    "claims.sources, access-token id-token"
  })
  void takes(String key, String value) {
    starts(soundWith(key, value));
  }

  @ParameterizedTest
  @CsvSource({
    "session.store, file, write one of",
    "session.memory-size, 0, from 1 to",
    "session.idle-timeout, 9s, from 10s to",
    "session.idle-timeout, never, such as 1h (or off)",
    "session.on-store-failure, logout, write one of",
    "session.persistent, yes, write one of",
    "session.keep, id-token, write one of",
    "session.page-cache, private, write one of",
    "session.refresh-before, off, such as 30s (or never)",
    "session.refresh-before, 61m, from 0s to 1h"
  })
  void refuses(String key, String value, String advice) {
    assertThat(refusal(key, value)).contains(key + " is \"" + value + "\"").contains(advice);
  }

  @Test
  void allOfThemAreCheckedTogether() {
    Map<String, String> settings = soundWith("session.store", "file");
    settings.put("session.keep", "some");

    assertThat(problems(refusal(settings))).hasSize(2);
  }
}
