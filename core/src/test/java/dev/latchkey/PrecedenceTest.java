package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Builder, system property, environment, init-param, file, default: the first that says it wins.
 */
class PrecedenceTest {

  private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

  private static void assertWins(String source, Sources sources) {
    assertThat(sources.problems())
        .filteredOn(problem -> problem.startsWith("token.type"))
        .containsExactly("token.type is \"" + source + "\"; write one of [at+jwt, lenient]");
  }

  private static Sources signingIn() {
    return Sources.sound()
        .file("client-id=shop")
        .file("base-url=http://localhost:8080")
        .file("rule.1=login /**");
  }

  @Test
  void theFileWinsOverTheDefault() {
    assertThat(Sources.sound().problems()).isEmpty();
    assertWins("file", Sources.sound().file("token.type=file"));
  }

  @Test
  void anInitParamWinsOverTheFile() {
    assertWins("param", Sources.sound().file("token.type=file").parameter("token.type", "param"));
  }

  @Test
  void theEnvironmentWinsOverAnInitParam() {
    assertWins(
        "env",
        Sources.sound()
            .file("token.type=file")
            .parameter("token.type", "param")
            .variable("LATCHKEY_TOKEN_TYPE", "env"));
  }

  @Test
  void aSystemPropertyWinsOverTheEnvironment() {
    assertWins(
        "property",
        Sources.sound()
            .file("token.type=file")
            .parameter("token.type", "param")
            .variable("LATCHKEY_TOKEN_TYPE", "env")
            .property("latchkey.token.type", "property"));
  }

  @Test
  void theBuilderWinsOverEverything() {
    assertWins(
        "builder",
        Sources.sound()
            .builder("token.type", "builder")
            .file("token.type=file")
            .parameter("token.type", "param")
            .variable("LATCHKEY_TOKEN_TYPE", "env")
            .property("latchkey.token.type", "property"));
  }

  @Test
  void spellingDoesNotMatterForPrecedence() {
    assertWins("param", Sources.sound().file("token.type=file").parameter("TOKEN-TYPE", "param"));
    assertThat(
            Sources.sound().file("token.type=lenient").parameter("token_type", "at+jwt").problems())
        .isEmpty();
  }

  @Test
  void theFileMayBeNamedByTheEnvironment() {
    assertThat(
            Sources.sound()
                .parameter("config", "/WEB-INF/absent.properties")
                .variable("LATCHKEY_CONFIG", Sources.CONFIG)
                .problems())
        .isEmpty();
  }

  @Test
  void anEmptyOrUnreplacedNameOfTheFileIsTold() {
    assertThat(Sources.sound().parameter("config", " ").problems())
        .contains("config is empty; leave it out, or give it a value");
    assertThat(Sources.sound().parameter("config", "${dir}/l.properties").problems())
        .contains("config holds a placeholder that nobody replaced");
  }

  @Test
  void aSecretInAHigherLayerHidesTheSecretFileOfALowerOne() {
    Sources lower = signingIn().file("client-secret-file=/absent/secret");
    assertThat(lower.problems())
        .anyMatch(problem -> problem.contains("/absent/secret cannot be read"));

    assertThat(
            signingIn()
                .file("client-secret-file=/absent/secret")
                .variable("LATCHKEY_CLIENT_SECRET", "s3cret")
                .problems())
        .isEmpty();
  }

  @Test
  void aSecretFileInAHigherLayerHidesTheSecretOfALowerOne() {
    assertThat(
            signingIn()
                .file("client-secret=s3cret")
                .file("session.secret=" + SECRET)
                .parameter("session.secret-file", "/absent/session")
                .variable("LATCHKEY_CLIENT_SECRET_FILE", "/absent/client")
                .problems())
        .filteredOn(problem -> problem.contains("cannot be read"))
        .hasSize(2);
  }

  @Test
  void aSecretAndItsFileInOneLayerAreAContradiction() {
    assertThat(
            signingIn()
                .file("client-secret=s3cret")
                .file("client-secret-file=/absent/client")
                .file("session.secret=" + SECRET)
                .file("session.secret-file=/absent/session")
                .problems())
        .contains(
            "client-secret and client-secret-file are both set; remove one of them",
            "session.secret and session.secret-file are both set; remove one of them");
  }

  @Test
  void rulesOfAHigherLayerReplaceThoseOfALowerOneInEveryForm() {
    List<Sources> all =
        List.of(
            Sources.sound().file("rule.1=nonsense").parameter("rules", "bearer /**"),
            Sources.sound().file("rules=nonsense").parameter("rule.1", "bearer /**"),
            Sources.sound()
                .file("rules-file=/absent")
                .file("rule.7=nonsense")
                .variable("LATCHKEY_RULES", "bearer /**"));

    assertThat(all).allSatisfy(sources -> assertThat(sources.problems()).isEmpty());
  }

  /** Half of a table would mean something else than the whole. */
  @Test
  void numberedRulesOfTwoLayersAreNeverMixed() {
    assertThat(Sources.sound().file("rule.2=nonsense").parameter("rule.1", "bearer /**").problems())
        .isEmpty();
  }

  @Test
  void aForwardedHeaderOfAHigherLayerReplacesThatOfALowerOneInEverySpelling() {
    assertThat(
            Sources.sound()
                .file("forward.X-User=nonsense")
                .parameter("forward.x-user", "/email")
                .problems())
        .isEmpty();
  }

  @Test
  void withANameOnlyItsOwnEnvironmentCounts() {
    assertWins(
        "own",
        Sources.sound()
            .parameter("name", "shop")
            .variable("LATCHKEY_TOKEN_TYPE", "foreign")
            .variable("LATCHKEY_SHOP_TOKEN_TYPE", "own"));
    assertWins(
        "own",
        Sources.sound()
            .parameter("name", "shop")
            .property("latchkey.token.type", "foreign")
            .property("latchkey.shop.token.type", "own"));
  }

  @Test
  void theBuildersNameWinsOverTheInitParams() {
    assertWins(
        "builder",
        Sources.sound()
            .builder("name", "one")
            .parameter("name", "two")
            .variable("LATCHKEY_ONE_TOKEN_TYPE", "builder")
            .variable("LATCHKEY_TWO_TOKEN_TYPE", "param"));
  }

  /** Else the instance would bear a name, but listen to settings that are for another one. */
  @Test
  void aNameInTheFileComesTooLate() {
    assertThat(Sources.sound().file("name=shop").problems())
        .containsExactly(
            "Latchkey cannot start:",
            Sources.CONFIG
                + " sets name, but the environment is read before it and under that name;"
                + " set it where config is set");
    assertThat(Sources.sound().file("name=shop").parameter("name", "store").problems()).isEmpty();
  }

  @Test
  void anUnknownParameterIsAProblemAndAnUnknownVariableAWarning() {
    assertThat(Sources.sound().parameter("isuer", "x").problems())
        .contains("parameter \"isuer\" is no setting; the nearest is issuer");
    assertThat(Sources.sound().variable("LATCHKEY_SERVICE_HOST", "10.0.0.1").problems()).isEmpty();
  }

  /** Their names would not survive the spelling of a variable. */
  @Test
  void rulesByNumberAndForwardedHeadersDoNotComeFromTheEnvironment() {
    assertThat(
            Sources.sound()
                .variable("LATCHKEY_RULE_1", "nonsense")
                .property("latchkey.forward.X-User", "nonsense")
                .problems())
        .isEmpty();
  }

  @Test
  void oneVariableInTwoSpellingsIsAContradiction() {
    assertThat(
            Sources.sound()
                .variable("LATCHKEY_REALM", "a")
                .variable("latchkey_realm", "b")
                .problems())
        .contains(
            "realm is set twice, as LATCHKEY_REALM and as latchkey_realm; remove one of them");
  }

  @Test
  void oneParameterInTwoSpellingsIsAContradiction() {
    assertThat(Sources.sound().parameter("realm", "a").parameter("REALM", "b").problems())
        .contains("parameter \"REALM\" and \"realm\" are one setting; remove one of them");
  }

  @Test
  void allProblemsOfAllSourcesAreToldAtOnce() {
    assertThat(
            Sources.sound()
                .file("isuer=x")
                .file("token.type=file")
                .parameter("clock-skew", "1y")
                .variable("LATCHKEY_AUDIENCE_MODE", "some")
                .builder("relm", "x")
                .problems())
        .hasSize(6)
        .anyMatch(problem -> problem.startsWith("Latchkey cannot start, 5 problems:"));
  }
}
