package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For whom a token speaks: users and applications are never mixed up. */
class SubjectRuleTest extends AccessTokenCase {

  private static final List<ClaimPointer> CLIENTS =
      List.of(ClaimPointer.parse("/client_id"), ClaimPointer.parse("/cid"));

  private final AccessTokens withoutSubject = by(new SubjectRule(true, CLIENTS, Map.of()));

  private AccessTokens by(SubjectRule rule) {
    ClaimPlaces standard = ClaimPlaces.standard();
    return verifier(
        new AccessTokenSettings(
            TokenMaker.ISSUER,
            SETTINGS.audience(),
            ALGORITHMS,
            Duration.ZERO,
            16_384,
            false,
            new ClaimPlaces(
                standard.principal(),
                standard.scopes(),
                standard.roles(),
                standard.groups(),
                standard.groupsLeftOut(),
                standard.audience(),
                rule),
            100));
  }

  @Test
  @Tag("B24")
  void aSubjectMayBeAbsentOnlyWhereTheProviderIsKnownForIt() {
    String token = rs256("sub", ABSENT, "client_id", quoted("robot"));

    assertRefused(tokens, token, Reason.CLAIM_MISSING);
    Identity robot = assertAccepted(withoutSubject, token).identity();
    assertThat(robot.kind()).isEqualTo(Identity.Kind.APPLICATION);
    assertThat(robot.subject()).contains("robot");
    assertThat(robot.getName()).isEqualTo("robot");
  }

  @Test
  @Tag("B24")
  void anApplicationWithoutSubjectNeedsAClientIdThatCanStandForIt() {
    assertRefused(withoutSubject, rs256("sub", ABSENT), Reason.CLAIM_MISSING);
    assertRefused(
        withoutSubject, rs256("sub", ABSENT, "client_id", quoted("")), Reason.CLAIM_MISSING);
    assertRefused(
        withoutSubject, rs256("sub", ABSENT, "client_id", "\"a\\nb\""), Reason.CLAIM_MISSING);
    assertRefused(
        withoutSubject,
        rs256("sub", ABSENT, "client_id", "7", "cid", quoted("robot")),
        Reason.CLAIM_MISSING);
  }

  @Tag("B24")
  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "7", "[\"x\"]"})
  void aSubjectThatIsNoneIsNotTakenForAbsent(String sub) {
    assertRefused(
        withoutSubject, rs256("sub", sub, "client_id", quoted("robot")), Reason.CLAIM_INVALID);
  }

  @Test
  @Tag("B25")
  void isAnApplicationsWhenTheSubjectIsTheClient() {
    assertThat(kind(tokens, "client_id", "alice-1")).isEqualTo(Identity.Kind.APPLICATION);
    assertThat(kind(tokens, "azp", "alice-1")).isEqualTo(Identity.Kind.APPLICATION);
    assertThat(kind(tokens, "client_id", "shop")).isEqualTo(Identity.Kind.USER);
    assertThat(kind(tokens, "cid", "alice-1"))
        .as("no place of clients")
        .isEqualTo(Identity.Kind.USER);
  }

  @Test
  @Tag("B25")
  void isAnApplicationsWhenTheProviderMarksIt() {
    AccessTokens marking =
        by(new SubjectRule(false, CLIENTS, Map.of(ClaimPointer.parse("/idtyp"), "app")));

    assertThat(kind(marking, "idtyp", "app")).isEqualTo(Identity.Kind.APPLICATION);
    assertThat(kind(marking, "idtyp", "user")).isEqualTo(Identity.Kind.USER);
    assertThat(kind(tokens, "idtyp", "app")).isEqualTo(Identity.Kind.USER);
  }

  private static Identity.Kind kind(AccessTokens verifier, String claim, String value) {
    return assertAccepted(verifier, rs256(claim, quoted(value))).identity().kind();
  }
}
