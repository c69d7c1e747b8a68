package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  private static final Instant END = Instant.parse("2026-03-01T10:00:00Z");
  private static final ClaimPlaces KEYCLOAK =
      new ClaimPlaces(
          pointers("/preferred_username", "/sub"),
          pointers("/scope"),
          pointers("/realm_access/roles", "/resource_access/shop/roles"),
          pointers("/groups"));

  @Test
  void saysWhoTheCallerIsAndWhatItMay() {
    Identity alice =
        bearer(
            "{\"iss\":\"https://id\",\"sub\":\"1\",\"preferred_username\":\"alice\","
                + "\"email\":\"a@b\",\"aud\":[\"api\",\"x\"],\"scope\":\"read write\","
                + "\"roles\":[\"user\"],\"groups\":[\"/staff\"],\"n\":5}");

    assertThat(alice.issuer()).isEqualTo("https://id");
    assertThat(alice.subject()).contains("1");
    assertThat(alice.getName()).isEqualTo("alice");
    assertThat(alice.audience()).containsExactly("api", "x");
    assertThat(alice.scopes()).containsExactly("read", "write");
    assertThat(alice.roles()).containsExactly("user");
    assertThat(alice.hasRole("user")).isTrue();
    assertThat(alice.groups()).containsExactly("/staff");
    assertThat(alice.expiresAt()).isEqualTo(END);
    assertThat(alice.claim("email")).contains("a@b");
    assertThat(alice.claim("n")).as("no string").isEmpty();
    assertThat(alice.claim(ClaimPointer.parse("/n"))).contains(5L);
    assertThat(alice.claims()).containsEntry("n", 5L);
    assertThat(alice.tokens().accessToken()).contains("canary");
  }

  @Tag("B30")
  @Tag("B31")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"admin\"",
        "\"[\\\"admin\\\"]\"",
        "{\"admin\":true}",
        "{\"0\":\"admin\"}",
        "true",
        "1",
        "null",
        "[]",
        "[1]",
        "[\"admin\",1]",
        "[\"admin\",null]",
        "[[\"admin\"]]",
        "[{\"name\":\"admin\"}]"
      })
  void noRoleAndNoGroupComesFromAWrongShape(String shape) {
    Identity caller =
        bearer("{\"iss\":\"i\",\"sub\":\"1\",\"roles\":" + shape + ",\"groups\":" + shape + "}");

    assertThat(caller.roles()).isEmpty();
    assertThat(caller.groups()).isEmpty();
    assertThat(caller.hasRole("admin")).isFalse();
  }

  @Test
  @Tag("B31")
  void withoutTheClaimThereIsNoRole() {
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\"}").roles()).isEmpty();
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\"}").groups()).isEmpty();
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\"}").scopes()).isEmpty();
  }

  @Test
  void rolesOfAllPlacesCountTogether() {
    Identity caller =
        bearer(
            "{\"iss\":\"i\",\"sub\":\"1\",\"realm_access\":{\"roles\":[\"user\"]},"
                + "\"resource_access\":{\"shop\":{\"roles\":[\"clerk\",\"user\"]},"
                + "\"bank\":{\"roles\":[\"admin\"]}},\"roles\":[\"root\"]}",
            KEYCLOAK);

    assertThat(caller.roles()).containsExactly("user", "clerk");
  }

  @Test
  @Tag("B30")
  void aNameWithADotOrASlashIsNotAPath() {
    Identity caller =
        bearer(
            "{\"iss\":\"i\",\"sub\":\"1\",\"realm_access.roles\":[\"admin\"],"
                + "\"realm_access/roles\":[\"admin\"],\"realm_access\":\"roles\"}",
            KEYCLOAK);

    assertThat(caller.roles()).isEmpty();
  }

  @Tag("B27")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "readonly",
        "read:all",
        "READ",
        "read\\u00a0",
        "reads",
        "read\\u200b",
        "r\\u0435ad"
      })
  void aScopeThatLooksAlikeIsAnother(String scope) {
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\",\"scope\":\"" + scope + "\"}").scopes())
        .hasSize(1)
        .doesNotContain("read");
  }

  @Tag("B29")
  @ParameterizedTest
  @CsvSource(
      value = {
        "a b | a;b",
        "'a  b' | a;b",
        "' a b ' | a;b",
        "'a,b' | 'a,b'",
        "a\\u00a0b | 'a\u00a0b'",
        "a\\u2003b | 'a\u2003b'",
        "a a | a"
      },
      delimiter = '|')
  void splitsScopesAtBlanksAlone(String scope, String expected) {
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\",\"scope\":\"" + scope + "\"}").scopes())
        .containsExactly(expected.split(";"));
  }

  @Tag("B29")
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "   "})
  void blanksAloneAreNoScope(String scope) {
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\",\"scope\":\"" + scope + "\"}").scopes())
        .isEmpty();
  }

  @Tag("B28")
  @ParameterizedTest
  @CsvSource(
      value = {
        "\"scope\":[\"a\",\"b\"] | a;b",
        "\"scp\":\"a b\" | a;b",
        "\"scp\":[\"a\",\"b\"] | a;b",
        "\"scope\":\"a\",\"scp\":[\"b\"] | a;b",
        "\"scope\":[\"a b\",\"c\"] | c", // neither one scope nor two
        "\"scope\":1 | ''",
        "\"scope\":true | ''",
        "\"scope\":null | ''",
        "\"scope\":{\"a\":true} | ''",
        "\"scope\":[\"a\",1] | ''",
        "\"scope\":[[\"a\"]] | ''",
        "\"Scope\":\"a\" | ''",
        "\"scopes\":\"a\" | ''",
        "\"x\":{\"scope\":\"a\"} | ''"
      },
      delimiter = '|')
  void readsScopesOfTheKnownShapesOnly(String members, String expected) {
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\"," + members + "}").scopes())
        .containsExactlyElementsOf(
            Arrays.stream(expected.split(";")).filter(scope -> !scope.isEmpty()).toList());
  }

  @Tag("B29")
  @Tag("C14")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\tb",
        "a\\nb",
        "a\\r\\nX-Role: admin",
        "\\u0000",
        "a\\u0000",
        "\\u007f",
        "a\\u0085b",
        ""
      })
  void whatCannotBeShownIsNoScopeNoRoleAndNoGroup(String text) {
    Identity caller =
        bearer(
            ("{\"iss\":\"i\",\"sub\":\"1\",\"scope\":\"%s x\",\"scp\":[\"%s\"],"
                    + "\"roles\":[\"%s\",\"y\"],\"groups\":[\"z\",\"%s\",\" \"]}")
                .formatted(text, text, text, text));

    assertThat(caller.scopes()).isSubsetOf("x", "X-Role:", "admin").contains("x");
    assertThat(caller.roles()).containsExactly("y");
    assertThat(caller.groups()).containsExactly("z");
  }

  @Tag("C14")
  @ParameterizedTest
  @CsvSource({"1, true", "1024, true", "1025, false"})
  void aRoleThatNobodyCouldWriteDownIsNone(int chars, boolean counts) {
    String role = "r".repeat(chars);

    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\",\"roles\":[\"" + role + "\"]}").hasRole(role))
        .isEqualTo(counts);
  }

  @Test
  @Tag("B33")
  void rolesAndScopesAreMatchedExactly() {
    Identity caller =
        bearer("{\"iss\":\"i\",\"sub\":\"1\",\"roles\":[\"Admin\",\"admin \",\"adm\u0131n\"]}");

    assertThat(caller.hasRole("admin")).isFalse();
    assertThat(caller.hasRole("ADMIN")).isFalse();
    assertThat(caller.hasRole("Admin")).isTrue();
  }

  @Test
  @Tag("B33")
  @Tag("B35")
  void isEqualWhenIssuerAndSubjectAreWhateverTheNameSays() {
    Identity alice = bearer("{\"iss\":\"i\",\"sub\":\"1\",\"email\":\"a@b\"}");

    assertThat(alice)
        .isEqualTo(alice)
        .isEqualTo(bearer("{\"iss\":\"i\",\"sub\":\"1\",\"email\":\"other@b\"}"))
        .hasSameHashCodeAs(bearer("{\"iss\":\"i\",\"sub\":\"1\",\"name\":\"x\"}"))
        .isNotEqualTo(bearer("{\"iss\":\"j\",\"sub\":\"1\",\"email\":\"a@b\"}"))
        .isNotEqualTo(bearer("{\"iss\":\"i\",\"sub\":\"2\",\"email\":\"a@b\"}"))
        .isNotEqualTo(bearer("{\"iss\":\"i\",\"sub\":\"1 \",\"email\":\"a@b\"}"))
        .isNotEqualTo(null)
        .isNotEqualTo("Identity[i 1]");
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"\u00e9\"}"))
        .isNotEqualTo(bearer("{\"iss\":\"i\",\"sub\":\"e\u0301\"}"));
    assertThat(bearer("{\"iss\":\"ab\",\"sub\":\"c\"}"))
        .isNotEqualTo(bearer("{\"iss\":\"a\",\"sub\":\"bc\"}"));
  }

  @Test
  @Tag("B35")
  void withoutASubjectItIsEqualToItselfAlone() {
    Identity one = bearer("{\"iss\":\"i\",\"client_id\":\"c\"}");
    Identity other = bearer("{\"iss\":\"i\",\"client_id\":\"c\"}");

    assertThat(one.subject()).isEmpty();
    assertThat(one).isEqualTo(one).isNotEqualTo(other);
  }

  @Tag("C14")
  @ParameterizedTest
  @CsvSource(
      value = {
        "\"preferred_username\":\"alice\",\"email\":\"a@b\" | alice",
        "\"email\":\"a@b\" | a@b",
        "\"preferred_username\":7,\"email\":\"a@b\" | a@b",
        "\"preferred_username\":\"\" | 1",
        "\"preferred_username\":\"  \" | 1",
        "\"preferred_username\":[\"alice\"] | 1",
        "\"preferred_username\":\"al\\u0000ice\" | 1",
        "\"preferred_username\":\"alice\\r\\nX-Role: admin\" | 1",
        "\"preferred_username\":\"al\\u0085ice\" | 1",
        "\"preferred_username\":\"\u674e \u00e9\" | \u674e \u00e9"
      },
      delimiter = '|')
  void theNameIsTheFirstThatIsFitToPrint(String members, String name) {
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\"," + members + "}").getName()).isEqualTo(name);
  }

  @Test
  void twoCallersWithoutANameDoNotShareOne() {
    ClaimPlaces nickname = new ClaimPlaces(pointers("/nickname"), List.of(), List.of(), List.of());

    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\"}", nickname).getName()).isEqualTo("1");
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"2\"}", nickname).getName()).isEqualTo("2");
    assertThat(bearer("{\"iss\":\"i\"}", nickname).getName()).isEqualTo("unnamed");
  }

  @Test
  void inASessionTheFirstSourceThatHoldsAPlaceWins() {
    Claims id = claims("{\"iss\":\"i\",\"sub\":\"1\",\"roles\":[\"a\"],\"aud\":\"client\"}");
    Claims access =
        claims(
            "{\"iss\":\"i\",\"sub\":\"1\",\"roles\":[\"b\"],\"groups\":[\"g\"],\"aud\":\"api\","
                + "\"scope\":\"read\",\"x\":\"y\"}");

    Identity idFirst = session(id, List.of(id, access), access, Set.of("granted"));
    Identity accessFirst = session(id, List.of(access, id), access, Set.of("granted"));
    Identity idOnly = session(id, List.of(id), access, Set.of("granted"));

    assertThat(idFirst.roles()).containsExactly("a");
    assertThat(idFirst.groups()).containsExactly("g");
    assertThat(idFirst.claim("x")).contains("y");
    assertThat(idFirst.claims()).containsEntry("aud", "client").containsEntry("x", "y");
    assertThat(accessFirst.roles()).containsExactly("b");
    assertThat(accessFirst.claims()).containsEntry("aud", "api");
    assertThat(idOnly.groups()).isEmpty();
    assertThat(idOnly.claim("x")).isEmpty();
    assertThat(List.of(idFirst, accessFirst, idOnly))
        .as("scopes and audience are the access token's, whatever the sources")
        .allSatisfy(
            identity -> {
              assertThat(identity.scopes()).containsExactly("read");
              assertThat(identity.audience()).containsExactly("api");
            });
  }

  @Test
  void aSessionWithAnOpaqueAccessTokenHasTheGrantedScopesAndNoAudience() {
    Claims id = claims("{\"iss\":\"i\",\"sub\":\"1\",\"aud\":\"client\",\"scope\":\"admin\"}");
    Identity identity = session(id, List.of(id), null, Set.of("read"));

    assertThat(identity.scopes()).containsExactly("read");
    assertThat(identity.audience()).isEmpty();
  }

  @Test
  void aSessionWithoutAnySourceIsStillTheSamePerson() {
    Claims id = claims("{\"iss\":\"i\",\"sub\":\"1\",\"preferred_username\":\"alice\"}");
    Identity identity = session(id, List.of(), null, Set.of());

    assertThat(identity.getName()).isEqualTo("1");
    assertThat(identity.claims()).isEmpty();
    assertThat(identity.claim("sub")).isEmpty();
    assertThat(identity.roles()).isEmpty();
    assertThat(identity).isEqualTo(bearer("{\"iss\":\"i\",\"sub\":\"1\"}"));
  }

  @Test
  void whatItTellsCannotBeChanged() {
    Identity caller =
        bearer(
            "{\"iss\":\"i\",\"sub\":\"1\",\"scope\":\"a\",\"roles\":[\"a\"],\"groups\":[\"a\"],"
                + "\"aud\":[\"a\"]}");

    for (Set<String> set : List.of(caller.scopes(), caller.roles(), caller.groups())) {
      assertThatThrownBy(() -> set.add("admin")).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThatThrownBy(() -> caller.audience().add("b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> caller.claims().put("sub", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void isFoundBehindThePrincipalOfARequest() {
    Identity alice = bearer("{\"iss\":\"i\",\"sub\":\"1\"}");
    Principal foreign = () -> "alice";

    assertThat(Identity.of(alice)).isSameAs(alice);
    assertThat(Identity.find(alice)).containsSame(alice);
    assertThat(Identity.find(null)).isEmpty();
    assertThat(Identity.find(foreign)).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> Identity.of(null))
        .withMessageContaining("anonymous");
    assertThatIllegalStateException()
        .isThrownBy(() -> Identity.of(foreign))
        .withMessageContaining("another filter has replaced it");
  }

  @Test
  @Tag("P04")
  void isPrintedWithoutTokens() {
    assertThat(bearer("{\"iss\":\"i\",\"sub\":\"1\"}")).hasToString("Identity[i 1]");
    assertThat(HeldTokens.ofSession("canary", "canary", () -> "canary").toString())
        .doesNotContain("canary");
    assertThat(HeldTokens.none().accessToken()).isEmpty();
    assertThat(HeldTokens.ofBearer(BearerToken.of("canary")).idToken()).isEmpty();
  }

  @Tag("B18")
  @Tag("B19")
  @Tag("B21")
  @ParameterizedTest
  @CsvSource(
      value = {
        "api | any | true",
        "api;x | any | true",
        "x;api | any | true",
        "api;other | all | true",
        "other;x;api | all | true",
        "api | all | false",
        "'' | any | false",
        "API | any | false",
        "api/ | any | false",
        "' api' | any | false",
        "api v2 | any | false",
        "myapi | any | false",
        "apis | any | false",
        "api other | any | false",
        "api,other | any | false",
        "x | any | false"
      },
      delimiter = '|')
  void anAudienceIsComparedExactly(String named, String mode, boolean accepted) {
    Set<String> wanted = mode.equals("all") ? Set.of("api", "other") : Set.of("api");
    AudienceRule rule =
        mode.equals("all") ? AudienceRule.allOf(wanted) : AudienceRule.anyOf(wanted);

    assertThat(rule.accepts(List.of(named.split(";")))).isEqualTo(accepted);
    assertThat(rule.accepts(List.of())).isFalse();
    assertThat(AudienceRule.none().accepts(List.of(named))).isTrue();
    assertThat(AudienceRule.none().accepts(List.of())).isTrue();
  }

  @Test
  @Tag("B17")
  void noAudienceIsNeverTakenForUnchecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> AudienceRule.anyOf(Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> AudienceRule.allOf(Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AudienceRule(Set.of("a"), false, true));
  }

  private static Identity bearer(String json) {
    return bearer(json, ClaimPlaces.standard());
  }

  private static Identity bearer(String json, ClaimPlaces places) {
    return Identity.ofAccessToken(
        claims(json), places, END, HeldTokens.ofBearer(BearerToken.of("canary")));
  }

  private static Identity session(
      Claims id, List<Claims> sources, @Nullable Claims access, Set<String> granted) {
    return Identity.ofSession(
        id, sources, access, granted, ClaimPlaces.standard(), END, HeldTokens.none());
  }

  private static List<ClaimPointer> pointers(String... texts) {
    return Arrays.stream(texts).map(ClaimPointer::parse).toList();
  }

  private static Claims claims(String json) {
    return Claims.of(
        Objects.requireNonNull(Json.readObject(json.getBytes(StandardCharsets.UTF_8))));
  }
}
