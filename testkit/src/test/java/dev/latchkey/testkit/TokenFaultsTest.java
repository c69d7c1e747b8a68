package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Latchkey makes of each wrong access token. {@link FaultTableTest} keeps it complete. */
@ExtendWith(TestProviderExtension.class)
class TokenFaultsTest {

  private static TestProvider provider;
  private static Judge judge;

  @BeforeAll
  static void start(TestProvider ready) {
    provider = ready;
    judge = new Judge(provider, Map.of());
  }

  @AfterAll
  static void stop() {
    judge.close();
  }

  private static TestToken good() {
    return provider
        .token()
        .scope("orders:read")
        .role("admin")
        .claim("email", "ada@example.com")
        .claim("email_verified", true);
  }

  @ParameterizedTest
  @CsvSource({"/api/orders", "/api/admin", "/api/mail"})
  void aTokenWithoutFaultPassesEverywhere(String path) {
    assertThat(judge.bearer(path, good().sign())).isEqualTo("passed");
  }

  @ParameterizedTest
  @CsvSource({"RS256", "ES256", "ES384", "ES512", "EdDSA"})
  void aTokenByAnyPublishedKeyPasses(String algorithm) {
    assertThat(judge.bearer("/api", good().algorithm(algorithm).sign())).isEqualTo("passed");
  }

  @Tag("A01")
  @Tag("A02")
  @Tag("A04")
  @Tag("A05")
  @Tag("A06")
  @Tag("A07")
  @Tag("A09")
  @Tag("A10")
  @Tag("A11")
  @Tag("A12")
  @Tag("A13")
  @Tag("A14")
  @Tag("A15")
  @Tag("A16")
  @Tag("A17")
  @Tag("A18")
  @Tag("A28")
  @Tag("A29")
  @Tag("A34")
  @Tag("A35")
  @Tag("A36")
  @Tag("A37")
  @Tag("A38")
  @Tag("A61")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          NONE, 401 token_malformed
          NONE_BESIDE_SIGNATURE, 401 algorithm_refused
          NONE_IN_OTHER_CASE, 401 algorithm_refused
          MAC_WITH_RSA_KEY, 401 algorithm_refused
          MAC_WITH_EC_KEY, 401 algorithm_refused
          MAC_WITH_CLIENT_SECRET, 401 algorithm_refused
          MAC_WITH_ONE_BYTE, 401 algorithm_refused
          OTHER_ALGORITHM, 401 key_unknown
          OTHER_KEY_TYPE, 401 key_unknown
          OTHER_CURVE, 401 key_unknown
          OTHER_NAME, passed
          FOREIGN_KEY, 401 signature_invalid
          BROUGHT_KEY, 401 signature_invalid
          BROUGHT_KEY_UNDER_KNOWN_ID, 401 signature_invalid
          KEY_ADDRESS, 401 signature_invalid
          CERTIFICATE_ADDRESS, 401 signature_invalid
          BROUGHT_CERTIFICATE, 401 signature_invalid
          CERTIFICATE_THUMBPRINT, 401 signature_invalid
          BROKEN, 401 signature_invalid
          EMPTY, 401 token_malformed
          ECDSA_ZEROES, 401 signature_invalid
          ECDSA_IN_DER, 401 signature_invalid
          ECDSA_TOO_LONG, 401 signature_invalid
          ECDSA_TWIN, passed
          UNUSED_BITS, 401 token_malformed
          UNKNOWN_ALGORITHM, 401 algorithm_refused
          """)
  void refusesASignatureThatProvesNothing(SignatureFault fault, String verdict) {
    assertThat(judge.bearer("/api/orders", good().with(fault).sign())).isEqualTo(verdict);
  }

  @Tag("A03")
  @Tag("A19")
  @Tag("A20")
  @Tag("A21")
  @Tag("A22")
  @Tag("A23")
  @Tag("A24")
  @Tag("A26")
  @Tag("A40")
  @Tag("A41")
  @Tag("A42")
  @Tag("A43")
  @Tag("A44")
  @Tag("A45")
  @Tag("A46")
  @Tag("A47")
  @Tag("A48")
  @Tag("A49")
  @Tag("A50")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          NO_ALGORITHM, 401 algorithm_refused
          ALGORITHM_AS_NUMBER, 401 algorithm_refused
          ALGORITHM_WITH_BLANK, 401 algorithm_refused
          TWO_ALGORITHMS, 401 token_malformed
          KEY_ID_AS_PATH, 401 key_unknown
          KEY_ID_AS_CODE, 401 key_unknown
          HUGE_KEY_ID, 401 token_too_large
          KEY_ID_AS_NUMBER, 401 token_malformed
          EMPTY_KEY_ID, 401 key_unknown
          NO_KEY_ID, passed
          UNKNOWN_KEY_ID, 401 key_unknown
          CRITICAL, 401 token_malformed
          NOTHING_CRITICAL, 401 token_malformed
          UNENCODED, 401 token_malformed
          UNENCODED_UNMARKED, 401 token_malformed
          NO_TYPE, passed
          TYPE_JWT, passed
          TYPE_WRITTEN_OUT, passed
          TYPE_OF_LOGOUT_TOKEN, 401 type_wrong
          TYPE_OF_DPOP_PROOF, 401 type_wrong
          TYPE_OF_SECURITY_EVENT, 401 type_wrong
          TYPE_AS_NUMBER, 401 type_wrong
          NESTED, 401 token_malformed
          """)
  void refusesAHeaderThatNoRuleAllows(HeaderFault fault, String verdict) {
    assertThat(judge.bearer("/api/orders", good().with(fault).sign())).isEqualTo(verdict);
  }

  @Tag("B01")
  @Tag("B02")
  @Tag("B03")
  @Tag("B04")
  @Tag("B05")
  @Tag("B06")
  @Tag("B07")
  @Tag("B08")
  @Tag("B11")
  @Tag("B12")
  @Tag("B13")
  @Tag("B15")
  @Tag("B16")
  @Tag("B18")
  @Tag("B19")
  @Tag("B20")
  @Tag("B21")
  @Tag("B22")
  @Tag("B24")
  @Tag("B27")
  @Tag("B28")
  @Tag("B29")
  @Tag("B30")
  @Tag("B31")
  @Tag("B32")
  @Tag("B38")
  @Tag("B39")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          NO_EXPIRY, 401 claim_missing
          EXPIRED, 401 expired
          EXPIRY_AS_TEXT, 401 claim_invalid
          EXPIRY_TOO_LARGE, passed
          EXPIRY_NEGATIVE, 401 expired
          EXPIRY_WITH_FRACTION, passed
          NOT_YET_VALID, 401 not_yet_valid
          NOT_BEFORE_AS_TEXT, 401 claim_invalid
          ISSUED_IN_FUTURE, 401 not_yet_valid
          NO_ISSUER, 401 issuer_wrong
          ISSUER_AS_ARRAY, 401 issuer_wrong
          ISSUER_WITH_SLASH, 401 issuer_wrong
          ISSUER_LOOKALIKE, 401 issuer_wrong
          OTHER_ISSUER, 401 issuer_wrong
          NO_AUDIENCE, 401 audience_wrong
          EMPTY_AUDIENCE, 401 audience_wrong
          OTHER_AUDIENCE, 401 audience_wrong
          AUDIENCE_LOOKALIKE, 401 audience_wrong
          SEVERAL_AUDIENCES, passed
          AUDIENCE_WITH_NULL, 401 claim_invalid
          AUDIENCES_IN_ONE_TEXT, 401 audience_wrong
          ID_TOKEN, 401 id_token_as_access_token
          NO_SUBJECT, 401 claim_missing
          SUBJECT_AS_NUMBER, 401 claim_invalid
          HUGE_SUBJECT, 401 claim_invalid
          SUBJECT_WITH_LINE_BREAK, 401 claim_invalid
          SCOPE_LOOKALIKE, 403 scope_missing
          SCOPE_AS_OBJECT, 403 scope_missing
          SCOPES_WITH_TAB, 403 scope_missing
          CHECKS_WAIVED, 401 expired
          SELF_ISSUED, 401 issuer_wrong
          BOUND_TO_KEY, 401 sender_constrained
          """)
  void refusesClaimsThatAreNotMeantForIt(ClaimFault fault, String verdict) {
    assertThat(judge.bearer("/api/orders", good().with(fault).sign())).isEqualTo(verdict);
  }

  @Tag("A29")
  @Tag("A30")
  @Tag("A31")
  @Tag("A32")
  @Tag("C01")
  @Tag("C02")
  @Tag("C03")
  @Tag("C04")
  @Tag("C05")
  @Tag("C06")
  @Tag("C07")
  @Tag("C08")
  @Tag("C09")
  @Tag("C10")
  @Tag("C11")
  @Tag("C12")
  @Tag("C13")
  @Tag("C14")
  @Tag("C15")
  @Tag("D01")
  @Tag("D07")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          TWO_PARTS, 401 token_malformed
          FOUR_PARTS, 401 token_malformed
          DOT_IN_FRONT, 401 token_malformed
          DOT_AT_END, 401 token_malformed
          DOTS, 401 token_malformed
          DETACHED, 401 token_malformed
          JSON_FORM, 400 credential_malformed
          JSON_FORM_WITH_DOTS, 400 credential_malformed
          REPEATED_CLAIM, 401 token_malformed
          REPEATED_BY_ESCAPE, 401 token_malformed
          DEEP, 401 token_malformed
          HUGE, 401 token_too_large
          MANY_CLAIMS, 401 token_too_large
          HUGE_NUMBER, 401 token_malformed
          NOT_UTF8, 401 token_malformed
          UTF16, 401 token_malformed
          BYTE_ORDER_MARK, 401 token_malformed
          TRAILING_BYTES, 401 token_malformed
          COMMENT, 401 token_malformed
          ARRAY, 401 token_malformed
          PADDING, 401 token_malformed
          STANDARD_BASE64, 401 token_malformed
          FULL_WIDTH_DOT, 400 credential_malformed
          LONE_SURROGATE, 401 token_malformed
          CLASS_NAMES, passed
          ENCRYPTED, 401 token_malformed
          ENCRYPTED_BY_PASSWORD, 401 token_malformed
          """)
  void refusesWhatIsNoSignedToken(ShapeFault fault, String verdict) {
    assertThat(judge.bearer("/api/orders", good().with(fault).sign())).isEqualTo(verdict);
  }

  @Tag("B30")
  @Tag("B31")
  @Tag("B32")
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ROLES_AS_TEXT, /api/admin, 403 role_missing
          NO_ROLES, /api/admin, 403 role_missing
          EMAIL_VERIFIED_AS_TEXT, /api/mail, 403 condition_not_met
          """)
  void givesNoAuthorityFromAWrongShape(ClaimFault fault, String path, String verdict) {
    assertThat(judge.bearer(path, good().with(fault).sign())).isEqualTo(verdict);
  }

  @Test
  @Tag("A15")
  @Tag("A16")
  void asksNobodyForTheKeysThatATokenNames() {
    judge.bearer("/api", good().with(SignatureFault.KEY_ADDRESS).sign());

    assertThat(provider.count("/elsewhere")).isZero();
  }
}
