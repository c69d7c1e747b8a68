package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Latchkey makes of a wrong provider. {@link FaultTableTest} keeps it complete. */
@ExtendWith(TestProviderExtension.class)
class ProviderFaultsTest {
  private static final Map<String, String> IMPATIENT = Map.of("http.timeout", "1s");
  private static final Map<String, String> ASKING =
      Map.of("token.verification", "introspection", "http.timeout", "1s");

  private final TestProvider provider;

  ProviderFaultsTest(TestProvider provider) {
    this.provider = provider;
  }

  private String bearer(Map<String, String> more, String token) {
    try (Judge judge = new Judge(provider, more)) {
      return judge.bearer("/api", token);
    }
  }

  private String signIn() {
    try (Judge judge = new Judge(provider, Map.of())) {
      return judge.signIn(provider);
    }
  }

  @Tag("C03")
  @Tag("E01")
  @Tag("E03")
  @Tag("E04")
  @Tag("E07")
  @Tag("E09")
  @Tag("E10")
  @Tag("E11")
  @Tag("F-05")
  @Tag("F-06")
  @Tag("F-07")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          OTHER_ISSUER, 503 provider_misconfigured, 503 provider_misconfigured
          ISSUER_WITH_SLASH, 503 provider_misconfigured, 503 provider_misconfigured
          NO_ISSUER, 503 provider_misconfigured, 503 provider_misconfigured
          INSECURE_ENDPOINT, 503 provider_misconfigured, 503 provider_misconfigured
          KEYS_IN_FILE, 503 provider_misconfigured, 503 provider_misconfigured
          KEYS_WITHOUT_SCHEME, 503 provider_misconfigured, 503 provider_misconfigured
          KEYS_AT_PRIVATE_ADDRESS, 503 provider_misconfigured, 503 provider_misconfigured
          KEYS_AT_METADATA_SERVICE, 503 provider_misconfigured, 503 provider_misconfigured
          NO_KEYS, 503 provider_misconfigured, 503 provider_misconfigured
          ADDRESS_AS_NUMBER, 503 provider_misconfigured, 503 provider_misconfigured
          ONLY_UNSIGNED, passed, passed
          ONLY_PLAIN_PKCE, passed, passed
          OTHER_CLIENT_AUTHENTICATION, passed, passed
          DEEP, 503 keys_unavailable, 503 provider_unreachable
          HUGE, 503 keys_unavailable, 503 provider_unreachable
          """)
  void usesNoHalfOfAProvider(DiscoveryFault fault, String bearer, String signIn) {
    provider.faults().discovery(fault);

    assertThat(bearer(Map.of(), provider.token().sign())).isEqualTo(bearer);
    assertThat(signIn()).isEqualTo(signIn);
  }

  @Tag("A23")
  @Tag("A25")
  @Tag("A27")
  @Tag("A51")
  @Tag("A52")
  @Tag("A53")
  @Tag("A56")
  @Tag("A57")
  @Tag("A58")
  @Tag("A59")
  @Tag("E13")
  @Tag("E14")
  @Tag("F-13")
  @Tag("F-18")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          EMPTY, 503 keys_unavailable, 503 keys_unavailable
          STRANGE_ENTRIES, passed, passed
          MANY, 503 keys_unavailable, 503 keys_unavailable
          TWO_HUNDRED, 503 keys_unavailable, 503 keys_unavailable
          HUGE, 503 keys_unavailable, 503 keys_unavailable
          SAME_KEY_ID_TWICE, passed, passed
          NO_KEY_IDS, 401 key_unknown, 401 key_unknown
          WEAK, 401 key_unknown, passed
          EXPONENT_ONE, 401 key_unknown, passed
          HUGE_MODULUS, 401 key_unknown, passed
          FOR_ENCRYPTION, 401 key_unknown, passed
          NOT_FOR_VERIFYING, 401 key_unknown, passed
          OFF_CURVE, 401 key_unknown, passed
          SYMMETRIC, 401 key_unknown, passed
          PRIVATE, 401 key_unknown, passed
          ONLY_CERTIFICATE, 401 key_unknown, passed
          """)
  void leavesOutTheKeysThatAreNotInOrder(KeysFault fault, String byTheFirst, String byAnother) {
    provider.faults().keySet(fault);

    assertThat(bearer(Map.of(), provider.token().sign())).isEqualTo(byTheFirst);
    assertThat(bearer(Map.of(), provider.token().algorithm("ES256").sign())).isEqualTo(byAnother);
  }

  @Test
  @Tag("A23")
  void findsAKeyWithoutAnIdForATokenWithoutOne() {
    provider.faults().keySet(KeysFault.NO_KEY_IDS);

    String token = provider.token().with(HeaderFault.NO_KEY_ID).sign();

    assertThat(bearer(Map.of(), token)).isEqualTo(Judge.PASSED);
  }

  @Tag("B09")
  @Tag("B23")
  @Tag("G26")
  @Tag("H06")
  @Tag("H07")
  @Tag("H08")
  @Tag("H09")
  @Tag("H10")
  @Tag("H11")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          OTHER_NONCE, 400 nonce_wrong
          NO_NONCE, 400 nonce_wrong
          OTHER_CLIENT, 400 audience_wrong
          FURTHER_AUDIENCE, 400 audience_wrong
          AUDIENCE_AS_ARRAY, passed
          OTHER_AUTHORIZED_PARTY, 400 authorized_party_wrong
          NO_ISSUE_TIME, 400 claim_missing
          ISSUED_A_WEEK_AGO, 400 expired
          OTHER_ACCESS_TOKEN_HASH, 400 access_token_hash_wrong
          NO_ACCESS_TOKEN_HASH, passed
          TYPE_OF_ACCESS_TOKEN, 400 type_wrong
          """)
  void beginsNoSessionWithAWrongIdToken(IdTokenFault fault, String verdict) {
    provider.faults().idToken(fault);

    assertThat(signIn()).isEqualTo(verdict);
  }

  @Tag("E26")
  @Tag("E27")
  @Tag("H01")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          NO_ACCESS_TOKEN, 502 token_endpoint_failed
          NO_ID_TOKEN, 400 id_token_missing
          OTHER_TYPE, 502 token_endpoint_failed
          TYPE_IN_CAPITALS, passed
          LIFETIME_AS_TEXT, passed
          LIFETIME_NEGATIVE, passed
          LIFETIME_TOO_LARGE, passed
          NO_LIFETIME, passed
          """)
  void beginsNoSessionWithAWrongTokenAnswer(TokenAnswerFault fault, String verdict) {
    provider.faults().tokenAnswer(fault);

    assertThat(signIn()).isEqualTo(verdict);
  }

  @Tag("G11")
  @Tag("G16")
  @Tag("G17")
  @Tag("G18")
  @Tag("G19")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          NO_ISSUER, 400 callback_issuer_wrong
          OTHER_ISSUER, 400 callback_issuer_wrong
          ISSUER_WITH_SLASH, 400 callback_issuer_wrong
          NO_CODE, 400 callback_malformed
          ERROR_BESIDE_CODE, 403 login_refused
          TOKENS_BESIDE_CODE, passed
          """)
  void beginsNoSessionWithAWrongCallback(CallbackFault fault, String verdict) {
    provider.faults().callback(fault);

    assertThat(signIn()).isEqualTo(verdict);
  }

  @Tag("F16")
  @Tag("F17")
  @Tag("F20")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          INACTIVE, 401 token_inactive
          NO_ACTIVE, 401 token_inactive
          ACTIVE_AS_TEXT, 401 token_inactive
          ACTIVE_AS_NUMBER, 401 token_inactive
          EXPIRED, 401 expired
          NOT_YET_VALID, 401 not_yet_valid
          OTHER_ISSUER, 401 issuer_wrong
          OTHER_AUDIENCE, 401 audience_wrong
          OTHER_TYPE, 401 type_wrong
          BOUND_TO_KEY, 401 sender_constrained
          """)
  void believesNoWrongAnswerAboutAToken(IntrospectionFault fault, String verdict) {
    String token = provider.opaque(provider.token().sign());
    assertThat(bearer(ASKING, token)).isEqualTo(Judge.PASSED);

    provider.faults().introspection(fault);

    assertThat(bearer(ASKING, token)).isEqualTo(verdict);
  }

  @Tag("C18")
  @Tag("E02")
  @Tag("E07")
  @Tag("E08")
  @Tag("E25")
  @Tag("E29")
  @Tag("F-02")
  @Tag("F-04")
  @Tag("F-05")
  @Tag("F-06")
  @Tag("F-11")
  @Tag("F-12")
  @Tag("F-25")
  @Tag("F-26")
  @Tag("F18")
  @ParameterizedTest
  @EnumSource
  void cannotDecideWhereTheProviderDoesNotAnswer(WireFault fault) {
    String unknown = fault == WireFault.OTHER_CONTENT_TYPE ? Judge.PASSED : "503 keys_unavailable";
    String token = provider.token().sign();

    provider.faults().at(Paths.DISCOVERY, fault);
    assertThat(bearer(IMPATIENT, token)).isEqualTo(unknown);
    provider.faults().clear();
    provider.faults().at(Paths.KEYS, fault);
    assertThat(bearer(IMPATIENT, token)).isEqualTo(unknown);

    assertThat(provider.count("/elsewhere")).as("redirects followed").isZero();
  }

  @Tag("E07")
  @Tag("E29")
  @Tag("F-11")
  @Tag("F-25")
  @Tag("F-26")
  @Tag("F18")
  @ParameterizedTest
  @EnumSource
  void cannotDecideWhereIntrospectionDoesNotAnswer(WireFault fault) {
    try (Judge judge = new Judge(provider, ASKING)) {
      assertThat(judge.bearer("/api", provider.opaque(provider.token().sign())))
          .isEqualTo(Judge.PASSED);

      provider.faults().at(Paths.INTROSPECT, fault);

      assertThat(judge.bearer("/api", provider.opaque(provider.token().sign())))
          .isEqualTo(
              fault == WireFault.OTHER_CONTENT_TYPE ? Judge.PASSED : "503 introspection_failed");
    }
  }

  @Tag("E25")
  @Tag("E26")
  @Tag("E29")
  @ParameterizedTest // without the two that take as long as this endpoint may: 10 s
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SLOW", "NO_ANSWER"})
  void beginsNoSessionWhereTheTokenEndpointDoesNotAnswer(WireFault fault) {
    provider.faults().at(Paths.TOKEN, fault);

    assertThat(signIn())
        .isEqualTo(
            fault == WireFault.OTHER_CONTENT_TYPE ? Judge.PASSED : "502 token_endpoint_failed");
    assertThat(provider.count("/elsewhere")).as("redirects followed").isZero();
  }

  @Test
  @Tag("F-15")
  void acceptsANewKeyOnTheFirstTokenByIt() {
    try (Judge judge = new Judge(provider, Map.of())) {
      assertThat(judge.bearer("/api", provider.token().sign())).isEqualTo(Judge.PASSED);

      provider.rotateKeysKeepingOld();

      assertThat(judge.bearer("/api", provider.token().sign())).isEqualTo(Judge.PASSED);
    }
  }

  @Test
  @Tag("F-16")
  void blamesNobodyForANewKeyThatCannotBeFetched() {
    try (Judge judge = new Judge(provider, Map.of())) {
      String before = provider.token().sign();
      assertThat(judge.bearer("/api", before)).isEqualTo(Judge.PASSED);

      provider.rotateKeysKeepingOld();
      provider.goDown();

      assertThat(judge.bearer("/api", provider.token().sign())).isEqualTo("503 keys_unavailable");
      assertThat(judge.bearer("/api", before)).isEqualTo(Judge.PASSED);
    }
  }
}
