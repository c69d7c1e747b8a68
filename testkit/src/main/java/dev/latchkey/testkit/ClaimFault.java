package dev.latchkey.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Ways in which the claims of a token are wrong, under a signature that verifies. */
public enum ClaimFault implements TokenFault {
  /** No {@code exp}. */
  NO_EXPIRY(token -> token.without("exp"), "B01"),
  /** An {@code exp} of an hour ago. */
  EXPIRED(token -> token.expiresIn(Duration.ofHours(-1)), "B02"),
  /** An {@code exp} in quotes. */
  EXPIRY_AS_TEXT(token -> token.claim("exp", "4102444800"), "B03"),
  /** An {@code exp} that overflows a long: far, and not wrong. */
  EXPIRY_TOO_LARGE(token -> token.claim("exp", 1e300), "B04"),
  /** An {@code exp} before 1970. */
  EXPIRY_NEGATIVE(token -> token.claim("exp", -1), "B05"),
  /** An {@code exp} with a fraction: not wrong (RFC 7519 section 2). */
  EXPIRY_WITH_FRACTION(token -> token.claim("exp", token.now().getEpochSecond() + 60.5), "B06"),
  /** An {@code nbf} an hour ahead. */
  NOT_YET_VALID(
      token -> token.claim("nbf", token.now().plus(Duration.ofHours(1)).getEpochSecond()), "B07"),
  /** An {@code nbf} in quotes. */
  NOT_BEFORE_AS_TEXT(token -> token.claim("nbf", "0"), "B07"),
  /** An {@code iat} an hour ahead. */
  ISSUED_IN_FUTURE(token -> token.issuedAt(token.now().plus(Duration.ofHours(1))), "B08"),
  /** No {@code iss}. */
  NO_ISSUER(token -> token.without("iss"), "B11"),
  /** An {@code iss} that is an array. */
  ISSUER_AS_ARRAY(token -> token.claim("iss", List.of(token.text("iss"))), "B11"),
  /** The issuer with a slash behind it. */
  ISSUER_WITH_SLASH(token -> token.issuer(token.text("iss") + "/"), "B12"),
  /** An issuer that begins with the right one. */
  ISSUER_LOOKALIKE(token -> token.issuer(token.text("iss") + ".evil.example"), "B13"),
  /** An issuer that is somebody else's. */
  OTHER_ISSUER(token -> token.issuer("https://evil.example"), "B15"),
  /** No {@code aud}. */
  NO_AUDIENCE(token -> token.without("aud"), "B16"),
  /** An {@code aud} that is the empty array. */
  EMPTY_AUDIENCE(TestToken::audience, "B16"),
  /** Another API's token. */
  OTHER_AUDIENCE(token -> token.audience("another-api"), "B18"),
  /** An audience that begins with the right one. */
  AUDIENCE_LOOKALIKE(token -> token.audience(token.text("aud") + "/"), "B18"),
  /** Several audiences, the right one among them: not wrong. */
  SEVERAL_AUDIENCES(token -> token.audience(token.text("aud"), "another-api"), "B19"),
  /** An {@code aud} with a null beside the right one. */
  AUDIENCE_WITH_NULL(token -> token.claim("aud", Arrays.asList(token.text("aud"), null)), "B20"),
  /** Several audiences in one text. */
  AUDIENCES_IN_ONE_TEXT(token -> token.audience(token.text("aud") + " another-api"), "B21"),
  /** What an ID token says, for the client and with a {@code nonce}. */
  ID_TOKEN(token -> token.type("JWT").claim("nonce", "n").claim("at_hash", "AAAAAAAAAAA"), "B22"),
  /** No {@code sub}. */
  NO_SUBJECT(token -> token.without("sub"), "B24"),
  /** A {@code sub} that is a number. */
  SUBJECT_AS_NUMBER(token -> token.claim("sub", 1), "B24"),
  /** A {@code sub} of 4,000 characters. */
  HUGE_SUBJECT(token -> token.subject("s".repeat(4_000)), "B24"),
  /** A {@code sub} with a line break. */
  SUBJECT_WITH_LINE_BREAK(token -> token.subject("ada\r\nX-Role: admin"), "B24"),
  /** Scopes that begin with the right one. */
  SCOPE_LOOKALIKE(token -> token.scope(token.text("scope") + "er"), "B27"),
  /** A {@code scope} that is an object. */
  SCOPE_AS_OBJECT(token -> token.claim("scope", Map.of(token.text("scope"), true)), "B28"),
  /** Scopes separated by a tab. */
  SCOPES_WITH_TAB(token -> token.scope("openid\t" + token.text("scope")), "B29"),
  /** A {@code roles} that is one text. */
  ROLES_AS_TEXT(token -> token.claim("roles", "admin"), "B30"),
  /** A {@code roles} that is null. */
  NO_ROLES(token -> token.claim("roles", null), "B31"),
  /** An {@code email_verified} in quotes. */
  EMAIL_VERIFIED_AS_TEXT(token -> token.claim("email_verified", "true"), "B32"),
  /** Claims that ask for a check to be left out, on a token that has expired. */
  CHECKS_WAIVED(
      token -> token.with(EXPIRED).claim("exp_supported", false).claim("skip", true), "B38"),
  /** An ID token that somebody issued to themselves. */
  SELF_ISSUED(
      token -> token.issuer("https://self-issued.me/v2").claim("sub_jwk", Map.of("kty", "RSA")),
      "B39"),
  /** Bound to a key ({@code cnf}), whose proof is missing. */
  BOUND_TO_KEY(token -> token.claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2Hglb")));

  private final Consumer<TestToken> change;
  private final Set<String> rows;

  ClaimFault(Consumer<TestToken> change, String... rows) {
    this.change = change;
    this.rows = Set.of(rows);
  }

  @Override
  public void accept(TestToken token) {
    change.accept(token);
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
