package dev.latchkey.policy;

import static dev.latchkey.policy.Tables.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedRulesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      value = {
        // words
        "beaer /a ! unknown access word \"beaer\"; known are public, optional, bearer",
        "Bearer /a ! unknown access word \"Bearer\"",
        "audit:beaer /a ! unknown access word \"audit:beaer\"; known are public, optional, bearer",
        "audit: /a ! unknown access word \"audit:\"",
        "audit:audit:login /a ! unknown access word \"audit:audit:login\"",
        "Audit:login /a ! unknown access word \"Audit:login\"",
        "audit:public /a ! audit: on public has no effect, since nobody is refused; delete it",
        "audit:optional /a role=x ! a condition on optional has no effect",
        "audit:deny /a role=x ! a condition on deny has no effect",
        "bearer ! names no path",
        "bearer GET ! names no path",
        "bearer scope=a ! names no path",
        "bearer get /a ! \"get\" is neither a method (capitals",
        "bearer /a GET ! \"GET\" is neither a method",
        "bearer GTE,get /a ! \"GTE,get\" is neither a method",
        "bearer POST/a ! path \"POST/a\" does not begin with a slash",
        "bearer GET, /a ! \"GET,\" is no list of methods",
        "bearer GET,* /a ! \"GET,*\" is no list of methods",
        "bearer GET,GET /a ! \"GET,GET\" names GET twice",
        "bearer /a scope=x /b ! path \"/b\" stands behind what is no path",
        // conditions
        "bearer /a roles=x ! unknown condition \"roles\"; known are scope, role, group",
        "bearer /a provider=x ! unknown provider \"x\"; known are main, and * alone for all",
        "bearer /a provider=Main ! unknown provider \"Main\"",
        "bearer /a provider=main|* ! unknown provider \"*\"",
        "bearer /a provider=\"*\" ! unknown provider \"*\"",
        "bearer /a provider= ! unknown provider \"\"",
        "bearer /a provider=main provider=main ! names provider twice; write provider=a|b",
        "public /a provider=main ! a condition on public has no effect",
        "deny /a provider=main ! a condition on deny has no effect",
        "optional /a provider=main role=x ! a condition on optional has no effect",
        "bearer /a subject=person ! names no kind of caller; write subject=user or",
        "bearer /a subject=user|application ! names no kind of caller",
        "optional /a subject=user ! a condition on optional has no effect",
        "bearer /a Scope=x ! unknown condition \"Scope\"",
        "bearer /a scope= ! condition \"scope=\" has an empty value",
        "bearer /a scope=a||b ! has an empty value",
        "bearer /a scope=a| ! has an empty value",
        "bearer /a role=\"\" ! has an empty value",
        "bearer /a role=x role=x ! names role=x twice",
        "bearer /a role=a|b|a ! condition \"role=a|b|a\" names a value twice",
        "bearer /a claim:/a=1|1 ! condition \"claim:/a=1|1\" names a value twice",
        "bearer /a =x ! \"=x\" is neither",
        "bearer /a scope=\"a b\" ! \"a b\" is no scope",
        "bearer /a scope=a\\b ! \"a\\b\" is no scope",
        "bearer /a scope=ä ! \"ä\" is no scope",
        "bearer /a email-domain=@corp.com ! \"@corp.com\" is no domain",
        "bearer /a email-domain=*.corp.com ! \"*.corp.com\" is no domain",
        "bearer /a claim:tenant=x ! \"tenant\" is no claim pointer; write /tenant",
        "bearer /a claim:/a~b=x ! has a ~ that is neither",
        "bearer /a role=\"x ! a quote is opened and not closed",
        "public /a scope=x ! a condition on public has no effect",
        "deny /a role=x ! a condition on deny has no effect",
        "optional /a role=x ! a condition on optional has no effect, since a caller without any",
        // paths, attack K24
        "bearer api/a ! path \"api/a\" does not begin with a slash; write /api/a",
        "bearer *.css ! path \"*.css\" does not begin with a slash; write /*.css",
        "bearer ** ! path \"**\" does not begin with a slash; write /**",
        "bearer /a/* ! write /a/{*} for one segment or /a/** for everything below",
        "bearer /a/*/ ! write /a/{*} for one segment or /a/** for everything below",
        "bearer /*/ ! write /{*} for one segment or /** for everything below",
        "bearer /a/**/b ! has ** in the middle",
        "bearer /a/{**}/b ! has braces",
        "bearer /a/b** ! has ** in the middle",
        "bearer /a*/b ! has a * within a segment that is not the last",
        "bearer /a* ! has a * that is neither",
        "bearer /.* ! has a * that is neither",
        "bearer /*a*.css ! has a * that is neither",
        "bearer /a/{id} ! has braces around something; write {*}",
        "bearer /a//b ! can never match",
        "bearer // ! can never match",
        "bearer /a/./b ! can never match",
        "bearer /a/.. ! can never match",
        "bearer /a;x ! a path with \";\" in it is refused before any rule",
        "bearer /a%20b ! a path with \"%\" in it",
        "bearer /a\\b ! a path with \"\\\" in it",
        "bearer /a?x ! a path with \"?\" in it",
        "bearer /a#b ! a path with \"#\" in it",
      })
  void aLineIsRefused(String line, String problem) {
    assertThat(problems("\n" + line)).hasSize(1);
    assertThat(problems("\n" + line).get(0)).startsWith("line 2: ").contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bearer\u00a0/a", "bearer /a role=x\u200b", "\ufeffbearer /a", "bearer /a\u0000"})
  void anInvisibleCharacterIsRefused(String line) {
    assertThat(problems(line)).singleElement().asString().contains("invisible character U+");
  }

  @Test
  void aSecondAlternativeNeedsAFirstOne() {
    assertThat(problems("  or scope=x")).containsExactly("line 1: or needs a rule above it");
    assertThat(problems("bearer /a\n  or scope=x"))
        .containsExactly(
            "line 2: or has nothing to be an alternative to, since line 1 has no condition");
    assertThat(problems("bearer /a scope=y\n  or # scope=x"))
        .containsExactly("line 2: or has no condition, so that it would grant every caller");
    assertThat(problems("bearer /a scope=y\n  or /b"))
        .singleElement()
        .asString()
        .startsWith("line 2: path \"/b\" stands behind");
  }

  @Test
  void allProblemsAreToldInTheOrderOfTheLines() {
    assertThat(problems("public /**\nbearer /a\nfoo b/c x=y\n or z=1\ndeny /d /e* scope="))
        .extracting(problem -> problem.substring(0, 30))
        .containsExactly(
            "line 2: path \"/a\" can never ma",
            "line 3: unknown access word \"f",
            "line 3: path \"b/c\" does not be",
            "line 3: unknown condition \"x\";",
            "line 4: unknown condition \"z\";",
            "line 5: path \"/e*\" has a * tha",
            "line 5: condition \"scope=\" has",
            "line 5: a condition on deny ha");
  }
}
