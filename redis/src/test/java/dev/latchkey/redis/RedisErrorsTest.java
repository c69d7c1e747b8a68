package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisErrorsTest {
  private static final String IN_SCRIPT =
      "ERR Error running script (call to f_07c79b04be7dda14695476338fb44badba8030a7): ";

  private static RedisCommandExecutionException said(String message) {
    return new RedisCommandExecutionException(message);
  }

  @ParameterizedTest
  @CsvSource({
    "READONLY You can't write against a read only replica., READONLY, true",
    "NOREPLICAS Not enough good replicas to write., NOREPLICAS, true",
    "OOM command not allowed when used memory > 'maxmemory'., OOM, false"
  })
  @Tag("F-46")
  void whatAScriptIsToldByRedis6IsUnderstoodAsWell(String text, String code, boolean passes) {
    for (String message :
        new String[] {text, IN_SCRIPT + "@user_script:3: @user_script: 3: -" + text}) {
      assertThat(RedisErrors.code(said(message))).isEqualTo(code);
      assertThat(RedisErrors.pass(said(message))).isEqualTo(passes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "@user_script:1: WRONGTYPE Operation against a key, WRONGTYPE",
    "@user_script:1: @user_script: 1: The user executing the script can't, ERR",
    "@user_script:1: no CANARY is read, ERR",
    "CANARY is read, ERR"
  })
  void nothingElseOfAMessageIsTakenForItsCode(String text, String code) {
    assertThat(RedisErrors.code(said(IN_SCRIPT + text))).isEqualTo(code);
    assertThat(RedisErrors.pass(said(IN_SCRIPT + text))).isFalse();
  }
}
