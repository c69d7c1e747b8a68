package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholders as Keycloak's adapters had them. */
class PlaceholdersTest {

  private static final SettingsReader OUTSIDE =
      new SettingsReader(
          Map.of("kc.host", "id.example.com", "kc.odd", "a$1\\b${env.SECRET}"),
          Map.of("KC_URL", "https://id.example.com", "SECRET", "s3cret"));

  private final List<String> problems = new ArrayList<>();

  private @Nullable String replaced(String text) {
    return new Placeholders(OUTSIDE).replaced(text, problems::add);
  }

  @ParameterizedTest
  @CsvSource({
    "plain,plain",
    "a $ b {c} $5,a $ b {c} $5",
    "${env.KC_URL},https://id.example.com",
    "${env.KC_URL}/auth,https://id.example.com/auth",
    "https://${kc.host}:${kc.port:8443}/auth,https://id.example.com:8443/auth",
    "${kc.absent:https://a.example},https://a.example",
    "${kc.host:other},id.example.com",
    "${env.KC_ABSENT:shop},shop",
    "${env.KC_ABSENT:},''"
  })
  void areReplaced(String text, String expected) {
    assertThat(replaced(text)).isEqualTo(expected);
    assertThat(problems).isEmpty();
  }

  /** Else whoever may set one of them could read all others. */
  @Test
  void whatTheyStandForIsNotLookedThroughAgain() {
    assertThat(replaced("${kc.odd}")).isEqualTo("a$1\\b${env.SECRET}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${env.KC_ABSENT}|names ${env.KC_ABSENT}, but there is no such environment variable; set it",
        "${kc.host}${kc.absent}|names ${kc.absent}, but there is no such system property",
        "${KC_URL}|names ${KC_URL}, but there is no such system property; set it, or write ${env.NAME}"
      })
  void oneThatStandsForNothingIsRefused(String text, String problem) {
    assertThat(replaced(text)).isNull();
    assertThat(problems).singleElement().asString().startsWith(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${}", "${a", "${a:${env.KC_URL}}", "${:b}", "x${${kc.host}}"})
  void oneThatCannotBeReadIsRefused(String text) {
    assertThat(replaced(text)).isNull();
    assertThat(problems)
        .containsExactly(
            "holds a placeholder that cannot be read; write ${name} or ${name:default}");
  }

  @Test
  void withoutAnythingFromOutsideDefaultsAloneCount() {
    Placeholders placeholders = new Placeholders(null);

    assertThat(placeholders.replaced("${a:b}", problems::add)).isEqualTo("b");
    assertThat(placeholders.replaced("${env.KC_URL}", problems::add)).isNull();
    assertThat(problems)
        .containsExactly(
            "names ${env.KC_URL}, but nothing is read from outside; have the builder do so with"
                + " fromEnvironment()");
  }

  @Test
  void standInAFileForTextsNumbersTruthValuesAndSecrets() {
    KeycloakCase read =
        KeycloakCase.text(
            """
            {"realm": "shop", "resource": "${env.CLIENT:shop}", "auth-server-url": "${env.KC_URL}/",
             "public-client": "${kc.public:false}", "token-minimum-time-to-live": "${kc.ttl:15}",
             "credentials": {"secret": "${env.SECRET}"}}
            """,
            OUTSIDE);

    assertThat(read.problems()).isEmpty();
    assertThat(read.settings())
        .containsEntry(Setting.ISSUER, "https://id.example.com/realms/shop")
        .containsEntry(Setting.CLIENT_ID, "shop")
        .containsEntry(Setting.CLIENT_SECRET, "s3cret")
        .containsEntry(Setting.SESSION_REFRESH_BEFORE, "15s");
  }

  @Test
  void oneThatIsMissingIsToldWithItsKeyAndNothingElseFollowsFromIt() {
    KeycloakCase read =
        KeycloakCase.text(
            """
            {"realm": "${env.REALM}", "resource": "${env.CLIENT}", "auth-server-url": "${kc.url}",
             "credentials": {"secret": "${env.OTHER_SECRET}"}}
            """,
            OUTSIDE);

    assertThat(read.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(",")))
        .containsExactly(
            "realm names ${env.REALM}",
            "resource names ${env.CLIENT}",
            "auth-server-url names ${kc.url}",
            "credentials.secret names ${env.OTHER_SECRET}");
  }
}
